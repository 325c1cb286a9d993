import { describe, expect, it } from "vitest";
import { weighSnapshot } from "../../../src/core/pull-request/snapshot.ts";
import { aPullRequest } from "../../support/builders.ts";

const known = aPullRequest({ body: "one", updatedAt: "2026-11-01T10:00:05Z" });

describe("a snapshot", () => {
  it("is taken when nothing is known, or when it is newer", () => {
    expect(weighSnapshot(undefined, known, null)).toBe("take");
    expect(weighSnapshot(known, { ...known, updatedAt: "2026-11-01T10:00:06Z" }, null)).toBe("take");
  });

  it("is ignored when it is older, or the same", () => {
    expect(weighSnapshot(known, { ...known, body: "zero", updatedAt: "2026-11-01T10:00:04Z" }, null)).toBe("ignore");
    expect(weighSnapshot(known, { ...known }, null)).toBe("ignore");
  });

  it("is the same whatever the order of its keys", () => {
    const reordered = Object.fromEntries(Object.entries(known).reverse()) as unknown as typeof known;

    expect(weighSnapshot(reordered, known, null)).toBe("ignore");
  });

  it("of the same second with other content causes a read", () => {
    expect(weighSnapshot(known, { ...known, title: "Other" }, null)).toBe("read");
  });

  it("of the same second is taken when it names the text it replaced", () => {
    expect(weighSnapshot(known, { ...known, body: "two" }, "one")).toBe("take");
  });

  it("of the same second that shows a merge is the newer one: a merge cannot be undone", () => {
    const merged = { ...known, state: "closed" as const, mergedAt: "2026-11-01T10:00:05Z" };

    expect(weighSnapshot(known, merged, null)).toBe("take");
    expect(weighSnapshot(merged, known, null)).toBe("ignore");
  });
});
