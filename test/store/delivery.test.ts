import { describe, expect, it } from "vitest";
import {
  completeDeliveries,
  countDeliveries,
  failDelivery,
  listPendingDeliveries,
  listPendingKeys,
  saveDeliveries,
  saveUnreadable,
} from "../../src/store/delivery.ts";
import { postponeWorkItem } from "../../src/store/work-item.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();
const now = new Date("2026-11-02T10:00:00Z");
const delivery = (guid: string, key = "pull/1/7") => ({
  guid,
  event: "pull_request",
  key,
  installationId: 1,
  body: `{"n":"${guid}"}`,
});

describe("the inbox", () => {
  it("keeps the order in which deliveries of a key arrived", async () => {
    await saveDeliveries(db(), [delivery("a"), delivery("b")], now);
    await saveDeliveries(db(), [delivery("c"), delivery("x", "pull/1/8")], now);

    expect((await listPendingDeliveries(db(), "pull/1/7")).map(({ guid }) => guid)).toEqual(["a", "b", "c"]);
    expect(await listPendingKeys(db(), now, 10)).toEqual(["pull/1/7", "pull/1/8"]);
  });

  it("counts a GUID once, also within one statement and after it was done", async () => {
    await saveDeliveries(db(), [delivery("a"), delivery("a")], now);
    await completeDeliveries(db(), "pull/1/1", { guids: ["a"], at: now });
    await saveDeliveries(db(), [delivery("a")], now);

    expect(await listPendingDeliveries(db(), "pull/1/7")).toEqual([]);
  });

  it("deletes the body of an applied delivery", async () => {
    await saveDeliveries(db(), [delivery("a")], now);

    await completeDeliveries(db(), "pull/1/1", { guids: ["a"], at: now });

    expect(await db().query("select body from delivery")).toEqual([{ body: null }]);
  });

  it("sets a delivery aside after several attempts, so that it blocks nothing", async () => {
    await saveDeliveries(db(), [delivery("a"), delivery("b")], now);
    await failDelivery(db(), "a", { error: "no", at: now, limit: 2 });
    const once = await listPendingDeliveries(db(), "pull/1/7");

    await failDelivery(db(), "a", { error: "no", at: now, limit: 2 });

    expect(once.map(({ guid }) => guid)).toEqual(["a", "b"]);
    expect((await listPendingDeliveries(db(), "pull/1/7")).map(({ guid }) => guid)).toEqual(["b"]);
    expect(await countDeliveries(db())).toMatchObject({ waiting: 1, setAside: 1 });
  });

  it("does not list a key that waits after a failure", async () => {
    await saveDeliveries(db(), [delivery("a")], now);

    await postponeWorkItem(db(), "pull/1/7", { at: new Date(now.getTime() + 1_000), failures: 1 });

    expect(await listPendingKeys(db(), now, 10)).toEqual([]);
  });

  it("keeps a delivery that cannot be parsed", async () => {
    await saveUnreadable(db(), {
      guid: "a",
      event: "issues",
      body: "{}",
      error: "no issue",
      receivedAt: now,
      repositoryId: 1,
    });

    expect(await countDeliveries(db())).toMatchObject({ waiting: 0, setAside: 1 });
  });
});
