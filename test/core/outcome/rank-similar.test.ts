import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankSimilar } from "../../../src/core/outcome/rank-similar.ts";
import { collectTexts } from "../../../src/core/outcome/word-counts.ts";
import { hostileText } from "../../support/hostile.ts";

/** Ranks titles by a title; a title may have a text behind a bar. */
function rank(proposal: string, earlier: readonly string[], limit = 3): readonly string[] {
  const toLikeness = (one: string) => {
    const [title = "", text = ""] = one.split("|");
    return { title, text };
  };
  return rankSimilar(toLikeness(proposal), collectTexts(earlier.map(toLikeness)), { limit }).flatMap(
    (index) => earlier[index] ?? [],
  );
}

describe("the changes most like a proposal", () => {
  it.each([
    ["a word in another form", "Shorter forms", ["Fill in the form", "Faster search"], ["Fill in the form"]],
    ["another case, and full-width letters", "ＣＨＥＣＫＯＵＴ", ["Checkout", "Search"], ["Checkout"]],
    ["a longer word that begins like it", "One checkout", ["Checkouts", "Checkpoint"], ["Checkouts"]],
    [
      "two words of the text",
      "Guests|orders stop at the account",
      ["Login|account stops orders"],
      ["Login|account stops orders"],
    ],
    ["a word in a script without blanks", "検索を速く", ["検索の改善", "支払い"], ["検索の改善"]],
    ["words of another language", "Größe wählen", ["Die Größe", "Farbe"], ["Die Größe"]],
  ])("have in common %s", (_, proposal, earlier, expected) => {
    expect(rank(proposal, earlier)).toEqual(expected);
  });

  it.each([
    [
      "a small part of a long proposal",
      "Guests pay|Half of all visitors leave the shop at the step with the registration, and support gets angry mails every week about accounts",
      ["Login|account"],
    ],
    ["words for the kind of change", "fix: update and improve", ["feat: improves updates, fixed"]],
    ["words without a subject", "What they have to do with it", ["When it was with them|they do"]],
    ["a part of a word", "Cart", ["Uncarted|discarted"]],
    ["nothing", "", ["Checkout", ""]],
  ])("are none where they share %s", (_, proposal, earlier) => {
    expect(rank(proposal, earlier)).toEqual([]);
  });

  it("come best first: more words, rarer words, then in the given order", () => {
    const earlier = ["Checkout page", "Checkout by wallet", "Checkout form", "Checkout by wallet on phones"];

    expect(rank("Checkout wallet phones", earlier)).toEqual(["Checkout by wallet on phones", "Checkout by wallet"]);
    expect(rank("Checkout", ["Checkout: one", "Checkout: two"])).toEqual(["Checkout: one", "Checkout: two"]);
  });

  it("are at most as many as wanted, and only what is not far behind the best", () => {
    const earlier = Array.from({ length: 9 }, (_, index) => `Checkout ${index}`);

    expect(rank("Checkout", earlier, 2)).toHaveLength(2);
    expect(rank("Checkout with a wallet on phones", [...earlier, "A wallet on phones"])).toEqual([
      "A wallet on phones",
    ]);
  });

  it("are found in any text, and a change is most like itself", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), hostileText, (earlier, proposal) => {
        const found = rankSimilar(
          { title: proposal, text: "" },
          collectTexts(earlier.map((title) => ({ title, text: title }))),
          { limit: 3 },
        );

        expect(new Set(found).size).toBe(found.length);
        for (const index of found) expect(earlier[index]).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});
