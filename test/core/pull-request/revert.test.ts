import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findStandingRevert, type KeptRevert, verifySigns } from "../../../src/core/pull-request/revert.ts";

const shaOf = (index: number) => String(index).repeat(40).slice(0, 40);
const at = (index: number) => new Date(Date.UTC(2026, 9, 1, index)).toISOString();

/** The pull request that is asked about: number 1, merged as 111…. */
const CHANGE = { number: 1, sha: shaOf(1), baseRef: "main", mergedAt: at(1) };

function aRevert(index: number, given: Partial<KeptRevert>): KeptRevert {
  const merged = { repositoryId: 7, number: index, sha: shaOf(index), mergedBy: null, baseRef: "main" };
  const said = { numbers: [], shas: [], namedShas: [], title: "Revert", authorId: 2 };
  return { ...merged, ...said, id: `pull/${index}`, mergedAt: at(index), ...given };
}

const aCommit = (index: number, given: Partial<KeptRevert>) =>
  aRevert(index, { id: shaOf(index), number: null, title: null, authorId: null, ...given });

describe("a change is reverted", () => {
  it.each<[string, readonly KeptRevert[]]>([
    ["by number", [aRevert(2, { numbers: [1] })]],
    ["by its commit", [aRevert(2, { shas: [shaOf(1)] })]],
    ["by its shortened commit, in a push", [aCommit(2, { shas: [shaOf(1).slice(0, 7)] })]],
    [
      "by one whose revert went into another branch",
      [aRevert(2, { numbers: [1] }), aRevert(3, { numbers: [2], baseRef: "release" })],
    ],
    [
      "again, after it was applied again",
      [aRevert(2, { numbers: [1] }), aRevert(3, { numbers: [2] }), aRevert(4, { shas: [shaOf(3)] })],
    ],
    [
      "by a commit that is heard of as pull request and as push",
      [aRevert(2, { shas: [shaOf(1)] }), aCommit(2, { shas: [shaOf(1)] })],
    ],
  ])("%s", (_, reverts) => {
    expect(findStandingRevert(CHANGE, reverts)).toBeDefined();
    expect(findStandingRevert(CHANGE, reverts.toReversed())).toBeDefined();
  });

  it.each<[string, readonly KeptRevert[]]>([
    ["where the revert was reverted by number", [aRevert(2, { numbers: [1] }), aRevert(3, { numbers: [2] })]],
    ["where it was reverted by commit", [aRevert(2, { shas: [shaOf(1)] }), aRevert(3, { shas: [shaOf(2)] })]],
    ["where both were pushed", [aCommit(2, { shas: [shaOf(1)] }), aCommit(3, { shas: [shaOf(2)] })]],
    [
      "where a push of a merge was reverted by its merge commit",
      [aCommit(2, { shas: [shaOf(1)], mergedBy: shaOf(3) }), aRevert(4, { shas: [shaOf(3)] })],
    ],
    [
      "where the push was that of a pull request, reverted by number",
      [aCommit(2, { shas: [shaOf(1)] }), aRevert(3, { numbers: [2], namedShas: [shaOf(2)] })],
    ],
    ["by a merge into another branch", [aRevert(2, { numbers: [1], baseRef: "release" })]],
    ["by what was merged before it", [aRevert(2, { numbers: [1], mergedAt: at(0) })]],
  ])("not %s", (_, reverts) => {
    expect(findStandingRevert(CHANGE, reverts)).toBeUndefined();
    expect(findStandingRevert(CHANGE, reverts.toReversed())).toBeUndefined();
  });

  it("or not, as the last of a row of reverts of reverts leaves it, in whatever order they are listed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        fc.infiniteStream(fc.nat(99)),
        (length, isPush, random) => {
          const row = Array.from({ length }, (_, index) => {
            const named = { shas: [shaOf(index + 1)] };
            return isPush ? aCommit(index + 2, named) : aRevert(index + 2, { numbers: [index + 1] });
          });
          const order = new Map(row.map((revert) => [revert.id, random.next().value ?? 0]));
          const shuffled = row.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));

          expect(findStandingRevert(CHANGE, shuffled) !== undefined).toBe(length % 2 === 1);
        },
      ),
    );
  });

  it("or not, without an end, where reverts name each other in any way", () => {
    const aName = fc.integer({ min: 1, max: 8 });
    const some = fc.array(
      fc.record({ index: fc.integer({ min: 2, max: 8 }), numbers: fc.array(aName), shas: fc.array(aName) }),
    );
    fc.assert(
      fc.property(some, (named) => {
        const reverts = named.map(({ index, numbers, shas }) => aRevert(index, { numbers, shas: shas.map(shaOf) }));
        expect(() => findStandingRevert(CHANGE, reverts)).not.toThrow();
      }),
    );
  });
});

describe("signs of a revert are verified", () => {
  const KNOWN = [{ number: 90, headRef: "csv-export", sha: shaOf(9) }];

  it.each([
    ["a branch that only looks like one", { branch: { number: 90, headRef: "day-retention" } }],
    ["a branch of a number nobody knows", { branch: { number: 1, headRef: "csv-export" } }],
    ["a number nobody knows", { numbers: [999] }],
    ["a commit nobody knows", { shas: ["0000000"] }],
  ])("%s is none", (_, given) => {
    expect(verifySigns({ numbers: [], shas: [], branch: null, ...given }, KNOWN)).toEqual({
      numbers: [],
      shas: [],
      branch: null,
    });
  });

  it("against what was merged", () => {
    const signs = { numbers: [90, 91], shas: ["9999999"], branch: { number: 90, headRef: "csv-export" } };
    expect(verifySigns(signs, KNOWN)).toEqual({ ...signs, numbers: [90] });
  });
});
