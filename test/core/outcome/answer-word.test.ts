import { describe, expect, it } from "vitest";
import { findWordAnswer } from "../../../src/core/outcome/answer-word.ts";

describe("an answer in one word", () => {
  it.each([
    ["worked", "worked"],
    ["Worked.", "worked"],
    ["  it worked  ", "worked"],
    ["**Worked**", "worked"],
    ["yes", "worked"],
    ["Yes!", "worked"],
    ["Ja", "worked"],
    ["hat funktioniert", "worked"],
    ["Ça a marché", "worked"],
    ["sí", "worked"],
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
    ["no", "missed"],
    ["Nein.", "missed"],
    ["raté", "missed"],
    ["mislukt", "missed"],
    ["unclear", "unclear"],
    ["can't tell", "unclear"],
    ["unklar", "unclear"],
    ["onduidelijk", "unclear"],
  ])("%s", (body, verdict) => {
    expect(findWordAnswer(body)).toEqual({ verdict, evidence: null });
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
    expect(findWordAnswer(body)).toEqual({ verdict: "worked", evidence });
  });

  it.each([
    "No, not yet",
    "Yes, I'll look tomorrow",
    "yes: 12 of them asked",
    "Yes. I will look",
    "No. Wait",
    "worked, I think",
    "worked well so far",
    "It worked in staging only",
    "missed the meeting",
    "partly because of the holidays",
    "> worked",
    "I think it worked",
    "works-for-me",
    "nothing yet",
    "",
    "/outcome worked",
  ])("is not found in conversation: %s", (body) => {
    expect(findWordAnswer(body)).toBeUndefined();
  });
});
