import { describe, expect, it } from "vitest";
import { listSources } from "../support/source.ts";

/** Words that name no one, and turns of phrase that only this project would use: say the author, the assignee, a maintainer. */
const AVOIDED =
  /\b(?:who(?:m?)ever|(?:some|any|no|every)body|afresh|mend(?:s|ed|ing)?|left alone|in force|put off|e-mails?|organisations?|pull-request template)\b/gi;

function findAvoided(text: string): readonly string[] {
  return [...text.matchAll(AVOIDED)].map(([word]) => word.toLowerCase());
}

describe("what people read", () => {
  const sources = listSources("src/render");

  it("is looked at", () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it.each(sources)("is in plain words: $path", ({ text }) => {
    expect(findAvoided(text)).toEqual([]);
  });

  it.each([
    ["Whoever merged it is asked.", ["whoever"]],
    ["Nobody answered, so it was put off.", ["nobody", "put off"]],
    ["It is mended afresh.", ["mended", "afresh"]],
    ["The author, the assignee and a maintainer can answer.", []],
    ["Recommended amendments", []],
  ])("in other words is found: %s", (text, found) => {
    expect(findAvoided(text)).toEqual(found);
  });
});
