import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listShowable, type SeenRepository } from "../../../src/core/dashboard/seen-repository.ts";
import { aSeenRepository } from "../../support/dashboard.ts";

const PAGE = 1;
const RANK = { private: 0, internal: 1, public: 2 };

const anySeen: fc.Arbitrary<SeenRepository> = fc
  .record({
    id: fc.integer({ min: 1, max: 6 }),
    name: fc.constantFrom("shop", "Docs", "api", ".github"),
    ownerId: fc.constantFrom("O_1", "O_1", "O_2"),
    visibility: fc.constantFrom("private", "internal", "public"),
  })
  .map(aSeenRepository);

describe("a repository that a page shows", () => {
  it("has the same owner, and is visible to everyone who can see the page", () => {
    fc.assert(
      fc.property(fc.array(anySeen, { maxLength: 12 }), (seen) => {
        const shown = listShowable(PAGE, seen);

        const pages = seen.filter(({ id }) => id === PAGE);
        const widest = Math.max(...pages.map(({ visibility }) => RANK[visibility]));
        for (const one of shown) expect(RANK[one.visibility]).toBeGreaterThanOrEqual(widest);
        expect(shown.length > 0).toBe(pages.length > 0);
        expect(new Set(shown.map(({ ownerId }) => ownerId)).size).toBeLessThanOrEqual(1);
        expect(shown.filter(({ id }) => id === PAGE)).toHaveLength(Math.min(pages.length, 1));
      }),
    );
  });

  it("is none when the page's own repository is not visible", () => {
    expect(listShowable(PAGE, [aSeenRepository({ id: 2 })])).toEqual([]);
  });

  it("is listed by name, ignoring case", () => {
    const named = ["shop", "Docs", ".github", "api"].map((name, index) => aSeenRepository({ id: index + 1, name }));

    expect(listShowable(3, named).map(({ name }) => name)).toEqual([".github", "api", "Docs", "shop"]);
  });
});
