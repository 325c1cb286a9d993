import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAnswerWords } from "../../../src/core/outcome/answer-word.ts";
import { ANSWER_WORDS } from "../../../src/core/outcome/answer-words.ts";
import { ownWords } from "../../../src/core/outcome/own-words.ts";

describe("an answer in one word", () => {
  it.each([
    ["worked", "worked"],
    ["Worked.", "worked"],
    ["  it worked  ", "worked"],
    ["**Worked**", "worked"],
    ["hat funktioniert", "worked"],
    ["Ça a marché", "worked"],
    ["Funcionou", "worked"],
    ["ha funzionato", "worked"],
    ["gewerkt", "worked"],
    ["partly", "partly"],
    ["Teilweise", "partly"],
    ["en partie", "partly"],
    ["em parte", "partly"],
    ["deels", "partly"],
    ["missed", "missed"],
    ["didn't work", "missed"],
    ["raté", "missed"],
    ["mislukt", "missed"],
    ["unclear", "unclear"],
    ["can't tell", "unclear"],
    ["unklar", "unclear"],
    ["onduidelijk", "unclear"],
  ])("%s", (body, verdict) => {
    expect(findAnswerWords(body)).toEqual({ verdict, evidence: null, certainty: "certain" });
  });

  it.each([
    ["yes", "worked"],
    ["Yes!", "worked"],
    ["Ja", "worked"],
    ["sí", "worked"],
    ["no", "missed"],
    ["Nein.", "missed"],
  ])("is everyday speech when it is %s", (body, verdict) => {
    expect(findAnswerWords(body)).toEqual({ verdict, evidence: null, certainty: "everyday" });
  });

  it.each([
    ["worked: 23 exports a week", "23 exports a week"],
    ["Worked. 23 exports a week", "23 exports a week"],
    ["worked – 23 exports a week", "23 exports a week"],
    ["worked - 23 exports a week", "23 exports a week"],
    ["worked\n\n23 exports a week\n\n> Did it work?", "23 exports a week"],
    ["worked\n\n23 exports a week\n\nOn Wed, ada\nwrote:\n\n> Did it work?", "23 exports a week"],
    ["worked\n\n23 exports a week\n-- \nbob\nacme", "23 exports a week"],
  ])("includes its evidence: %j", (body, evidence) => {
    expect(findAnswerWords(ownWords(body))).toEqual({ verdict: "worked", evidence, certainty: "certain" });
  });

  it.each([
    "No, not yet",
    "Yes, I'll look tomorrow",
    "yes: 12 of them asked",
    "Yes. I will look",
    "No. Wait",
    "> worked",
    "I think it worked",
    "works-for-me",
    "worked_on",
    "worked?",
    "nothing yet",
    "~~worked~~",
    "",
    "/outcome worked",
  ])("is not found in conversation: %s", (body) => {
    expect(findAnswerWords(ownWords(body))).toBeUndefined();
  });

  it.each([
    ["worked well so far", "well so far"],
    ["It worked in staging only", "in staging only"],
    ["missed the meeting", "the meeting"],
    ["partly because of the holidays", "because of the holidays"],
    ["Worked on this today\n\nand tomorrow", "on this today\n\nand tomorrow"],
  ])("is doubtful where the line only begins like one: %j", (body, evidence) => {
    expect(findAnswerWords(body)).toMatchObject({ evidence, certainty: "doubtful" });
  });

  it("is loose when the word is said of many things", () => {
    expect(findAnswerWords("Works.")).toEqual({ verdict: "worked", evidence: null, certainty: "loose" });
    expect(findAnswerWords("Works: 23 a week")?.certainty).toBe("certain");
  });

  const verdicts = fc.constantFrom(...Object.values(ANSWER_WORDS).flat());
  const separators = fc.constantFrom(":", " :", ",", " – ", " -- ", " - ", ". ", "! ", "; ", " (", ": **", "\u00a0: ");

  it("is certain with any answer word, however it is typed, and any separator", () => {
    fc.assert(
      fc.property(verdicts, separators, fc.boolean(), fc.boolean(), (words, separator, isUpper, isDecomposed) => {
        const typed = `${isUpper ? words.toUpperCase() : words}${separator} 23 exports`;
        const found = findAnswerWords(ownWords(isDecomposed ? typed.normalize("NFD") : typed));
        expect(found?.certainty).toBe("certain");
        expect(found?.evidence).toContain("23 exports");
      }),
    );
  });
});
