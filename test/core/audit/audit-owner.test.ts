import fc from "fast-check";
import { expect, test } from "vitest";
import { type AuditedRepository, reportOwnerAudit } from "../../../src/core/audit/audit-owner.ts";
import { findLeftOut } from "../../../src/core/audit/listed-repository.ts";

const count = fc.integer({ min: 0, max: 50 });
const field = fc.record({ filled: count, missing: count, notApplicable: count });
const repository: fc.Arbitrary<AuditedRepository> = fc.record({
  repository: fc.integer({ min: 1, max: 500 }).map((number) => `acme/repo-${number}`),
  merged: count,
  unread: count,
  read: count,
  problem: field,
  measure: field,
  reminders: count,
  questions: fc.integer({ min: 0, max: 3 }),
  asksForMeasure: fc.boolean(),
  isActive: fc.boolean(),
  hasIssues: fc.boolean(),
});
const repositories = fc.uniqueArray(repository, { selector: (one) => one.repository, maxLength: 40 });
const SPAN = { owner: "acme", since: "2026-08-23", until: "2026-11-21" };

test("the order in which repositories are read decides nothing, and every one of them is counted once", () => {
  fc.assert(
    fc.property(repositories, count, (given, forks) => {
      const leftOut = [{ reason: "fork", count: forks }] as const;
      const failed = [{ repository: "acme/closed", reason: "no access" }];
      const audit = reportOwnerAudit({ ...SPAN, repositories: given, failed, leftOut });
      const reversed = reportOwnerAudit({ ...SPAN, repositories: given.toReversed(), failed, leftOut });

      expect(audit).toEqual(reversed);
      expect(audit.listed).toBe(given.length + 1 + forks);
      expect(audit.sums.measure.filled).toBe(given.reduce((sum, one) => sum + one.measure.filled, 0));
      expect(audit.sums.read).toBe(given.reduce((sum, one) => sum + one.read, 0));
    }),
  );
});

test("it starts with at most five: none that is active, that cannot be asked in, or where nothing is merged", () => {
  fc.assert(
    fc.property(repositories, (given) => {
      const { start } = reportOwnerAudit({ ...SPAN, repositories: given, failed: [], leftOut: [] });
      const left = given.filter((one) => !start.includes(one) && !one.isActive && one.hasIssues && one.read > 0);

      expect(start.every((one) => !one.isActive && one.hasIssues && one.read > 0)).toBe(true);
      expect(start).toHaveLength(Math.min(5, start.length + left.length));
      // Nowhere else is there more to ask.
      for (const one of left) expect(one.questions).toBeLessThanOrEqual(start.at(-1)?.questions ?? 0);
    }),
  );
});

test.each([
  [{}, null],
  [{ isArchived: true, isFork: true }, "archived"],
  [{ isFork: true }, "fork"],
  [{ isTemplate: true }, "template"],
  [{ isEmpty: true }, "empty"],
  [{ pushedAt: null }, "empty"],
  [{ name: ".GitHub" }, "owners"],
  [{ pushedAt: "2026-08-22T23:59:59Z" }, "quiet"],
  [{ pushedAt: "2026-08-23T00:00:00Z" }, null],
])("a repository that is %j is left out as %j", (given, reason) => {
  const flags = { isArchived: false, isFork: false, isTemplate: false, isEmpty: false };

  expect(findLeftOut({ name: "shop", pushedAt: "2026-11-01T00:00:00Z", ...flags, ...given }, SPAN.since)).toBe(reason);
});
