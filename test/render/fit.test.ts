import fc from "fast-check";
import { expect, it } from "vitest";
import { fitSections, keepWhole, type Section, toLines } from "../../src/render/fit.ts";

const anySection: fc.Arbitrary<Section> = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }),
    unseen: fc.integer({ min: 0, max: 9 }),
    rank: fc.integer({ min: 0, max: 5 }),
    hasHead: fc.boolean(),
  })
  .map(({ lengths, unseen, rank, hasHead }) => ({
    lead: "## Lead",
    ...(hasHead ? { head: "| a |\n| - |" } : {}),
    lines: toLines(lengths.map((length) => `- ${"x".repeat(length)}`)),
    total: lengths.length + unseen,
    rank,
  }));

const countShown = (text: string) => text.split("\n").filter((line) => line.startsWith("- x")).length;
const countHidden = (text: string) =>
  [...text.matchAll(/^(?:… and (\d+) more\.|(\d+) in all;.*)$/gm)].reduce((sum, [, a, b]) => sum + Number(a ?? b), 0);

it("a page fits, or keeps only its fixed parts, and the rows left out are counted", () => {
  fc.assert(
    fc.property(fc.array(anySection, { maxLength: 8 }), fc.integer({ min: 0, max: 1_500 }), (sections, room) => {
      const text = fitSections(sections, room);

      const bare = fitSections(sections, 0);
      expect(countShown(bare)).toBe(0);
      expect(text.length <= room || text === bare).toBe(true);
      expect(countShown(text) + countHidden(text)).toBe(sections.reduce((sum, { total }) => sum + total, 0));
      expect(text.split("## Lead")).toHaveLength(sections.length + 1);
    }),
  );
});

it("the least important section is cut first, from its end, and no more than needed", () => {
  const line = (name: string) => `- ${name.repeat(30)}`;
  const worth = { lead: "Worth", lines: toLines([line("a"), line("b")]), total: 2, rank: 1 };
  const less = { lead: "Less", lines: toLines([line("c"), line("d"), line("e")]), total: 3, rank: 2 };
  const whole = fitSections([less, worth], 1_000);

  expect(fitSections([less, worth], whole.length)).toBe(whole);
  expect(fitSections([less, worth], whole.length - 1)).toBe(
    `Less\n\n${line("c")}\n${line("d")}\n\n… and 1 more.\n\nWorth\n\n${line("a")}\n${line("b")}`,
  );
});

it("a section where no row fits shows only the count", () => {
  const section = { lead: "Many", lines: [{ text: "- a", count: 7 }], total: 9, rank: 1 };

  expect(fitSections([keepWhole("Top"), section], 5)).toBe("Top\n\nMany\n\n9 in all; there is no room for them here.");
});

it("a page that fits is unchanged", () => {
  const section = { lead: "All", head: "| a |\n| - |", lines: toLines(["| 1 |"]), total: 1, rank: 1 };

  expect(fitSections([section], 100)).toBe("All\n\n| a |\n| - |\n| 1 |");
});
