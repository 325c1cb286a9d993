import { describe, expect, it } from "vitest";
import {
  completeWorkItem,
  findWorkItem,
  listDueKeys,
  postponeWorkItem,
  saveWorkItem,
} from "../../src/store/work-item.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();
const at = (time: string) => new Date(`2026-11-02T${time}:00Z`);
const due = (time: string) => listDueKeys(db(), at(time), 10);

describe("a work item", () => {
  it("is due from its time on, the longest due first", async () => {
    await saveWorkItem(db(), "b", at("10:00"));
    await saveWorkItem(db(), "a", at("11:00"));

    expect(await due("09:59")).toEqual([]);
    expect(await due("11:00")).toEqual(["b", "a"]);
  });

  it("can be moved to an earlier time, never to a later one", async () => {
    await saveWorkItem(db(), "a", at("10:00"));
    await saveWorkItem(db(), "a", at("12:00"));

    expect(await due("10:00")).toEqual(["a"]);
  });

  it("is completed by the reconcile that read it", async () => {
    await saveWorkItem(db(), "a", at("10:00"));
    const seen = await findWorkItem(db(), "a");

    await completeWorkItem(db(), "a", { seen, requeueAt: null });

    expect(await due("23:00")).toEqual([]);
  });

  it("that was enqueued during the reconcile stays due", async () => {
    await saveWorkItem(db(), "a", at("10:00"));
    const seen = await findWorkItem(db(), "a");
    await saveWorkItem(db(), "a", at("10:01"));

    await completeWorkItem(db(), "a", { seen, requeueAt: at("20:00") });

    expect(await due("10:01")).toEqual(["a"]);
  });

  it("moves to the time at which the reconcile wants to run again", async () => {
    await saveWorkItem(db(), "a", at("10:00"));
    const seen = await findWorkItem(db(), "a");

    await completeWorkItem(db(), "a", { seen, requeueAt: at("20:00") });

    expect(await due("19:59")).toEqual([]);
    expect(await due("20:00")).toEqual(["a"]);
  });

  it("waits after a failure, and counts it", async () => {
    await saveWorkItem(db(), "a", at("10:00"));

    await postponeWorkItem(db(), "a", { at: at("10:05"), failures: 1 });

    expect(await due("10:04")).toEqual([]);
    expect((await findWorkItem(db(), "a"))?.failures).toBe(1);
  });
});
