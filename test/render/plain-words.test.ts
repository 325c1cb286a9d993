import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listSources, ROOT } from "../support/source.ts";

/** Words that name no one, and turns of phrase that only this project would use: say the author, the assignee, a maintainer. */
const AVOIDED =
  /\b(?:who(?:m?)ever|(?:some|any|no|every)body|afresh|mend(?:s|ed|ing)?|left alone|in force|put off|e-mails?|organisations?|pull-request template)\b/gi;

/** In pages also: one spelling, and no words that have a plainer one. Sources have some of them in names. */
const AVOIDED_IN_PAGES =
  /\b(?:anew|any more|for ever|worked off|set-up page|(?:recogni|authori|organi|minimi)s(?:e[ds]?|ing|ation)|behaviours?|colours?|licences?|defences?|labelled|npx did-this-work)\b/gi;

function findAvoided(text: string, ...patterns: readonly RegExp[]): readonly string[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([word]) => word.toLowerCase()));
}

/** Everything that people read and that is no decision of the past. */
const pages = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].map((path) => ({ path, prose: readProse(readFileSync(join(ROOT, path), "utf8")) }));

/** A page without its code and without titles of tests, which have words of their own. */
function readProse(text: string): string {
  return text.replace(/`[^`\n]*`/g, "").replace(/"[^"\n]*"/g, "");
}

describe("what people read", () => {
  const sources = ["src/render", "src/cli", "src/http", "src/start"].flatMap(listSources);

  it("is looked at", () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(pages.length).toBeGreaterThan(20);
  });

  it.each(sources)("is in plain words: $path", ({ text }) => {
    expect(findAvoided(text, AVOIDED)).toEqual([]);
  });

  it.each(pages)("is in plain words: $path", ({ prose }) => {
    expect(findAvoided(prose, AVOIDED, AVOIDED_IN_PAGES)).toEqual([]);
  });

  it.each([
    ["Whoever merged it is asked.", ["whoever"]],
    ["Nobody answered, so it was put off.", ["nobody", "put off"]],
    ["It is mended afresh.", ["mended", "afresh"]],
    ["The author, the assignee and a maintainer can answer.", []],
    ["Recommended amendments", []],
    ["It starts anew in the colour that is recognised.", ["anew", "colour", "recognised"]],
    ["A color, a license and how the app behaves", []],
    ["`npx did-this-work` is a command, npx did-this-work is not.", ["npx did-this-work"]],
    ['`test/a.test.ts`: "is refused when somebody pushed"', []],
  ])("in other words is found: %s", (text, found) => {
    expect(findAvoided(readProse(text), AVOIDED, AVOIDED_IN_PAGES)).toEqual(found);
  });
});

it("the sentence that a first change looks for is there", () => {
  const [, sentence = "-"] = /git grep -n "([^"]+)"/.exec(readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8")) ?? [];

  expect(listSources("src/render").filter(({ text }) => text.includes(sentence))).toHaveLength(1);
});
