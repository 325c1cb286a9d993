import fc from "fast-check";
import { describe, it } from "vitest";
import { Config } from "../src/core/config/config.ts";
import { findMentions } from "../src/core/metric/mention.ts";
import type { Metric } from "../src/core/metric/metric.ts";
import { findAnswerWords } from "../src/core/outcome/answer-word.ts";
import { findCommand } from "../src/core/outcome/command.ts";
import { ownWords } from "../src/core/outcome/own-words.ts";
import { evaluateStatement } from "../src/core/pull-request/evaluation.ts";
import { parseCheckBackField } from "../src/core/pull-request/merge.ts";
import { findNamed } from "../src/core/pull-request/named.ts";
import { findRevertedCommits, findRevertSigns } from "../src/core/pull-request/revert-signs.ts";
import { parseDescription } from "../src/description/parsed-description.ts";
import { parseTemplate } from "../src/description/template.ts";
import { aPullRequest } from "./support/builders.ts";
import { collectPatterns } from "./support/patterns.ts";
import { fill, listPumps, type Pump } from "./support/pumps.ts";
import { isReadInTime } from "./support/reading-time.ts";

/** GitHub's limit for a text, in characters. */
const LONGEST = 65_536;
const CONFIG = Config.parse({});
const METRICS: readonly Metric[] = ["exports", "a", "b.c"].map((name) => {
  return { name, source: "prom", query: { kind: "query", query: name }, weekly: "sum", unit: null, better: "more" };
});
const REPOSITORY = { owner: "acme", name: "shop" };

/** Where a text may stand: anywhere, under a heading of ours, in a label, a list, a cell, or a comment. */
const FRAMES: readonly (readonly [before: string, after: string])[] = [
  ["", ""],
  ["## How will we know it worked?\n\n", ""],
  ["## How will we know it worked?\n\nFIX", "V"],
  ["## How will we know it worked?\n\nFewer calls\n\n## When to look again\n\n", "x"],
  ["- ", "a"],
  ["**", "**: a"],
  ["| a |\n|---|\n| ", "|"],
  ["<!--", " bot\n x-->"],
  ["> ", "\n\nworked"],
  ["/outcome worked ", "\n"],
];

/** Markup of every kind: a Markdown parser takes quadratic time on some of them when nothing bounds it. */
const MARKUP = [
  ..."> |>|- |* |1. |- a\n  |> - |- > |a.|www.|a@b.|http://a/|mailto:|*a |**a*b_c__|_a |~~a |`a|```\n|~~~\n".split("|"),
  ..."[ ] [a]( ![ [a]:b\n [^a]:b\n < <a <a> <!-- --> <!--a-->\n <? <![CDATA[ <div>\n &a &#1; \\ #\n =\n a\n=\n ---\n".split(
    " ",
  ),
  ...[
    "\t",
    " ",
    "\n",
    "\r",
    "\t\n",
    "    a\n",
    " \t",
    "a: b\n",
    "a?\n",
    "|",
    "|a",
    "|a|\n|-|\n",
    "a|b\n",
    "-|-\n",
    "# a\n",
  ],
  ...[
    "`a` to 20 ",
    "**a**\n",
    "- **Why**: b\n",
    "why\n",
    "## Why\n\na\n\n",
    "N/A\n",
    "Reverts #1\n",
    "a/b#1 ",
    "1 day ",
    "12:00 ",
    "jan 1 ",
  ],
  ...[
    "\u0301",
    "ﷺ",
    "😀",
    "\u2028",
    "<h2>a</h2>",
    "<!-- outcome: measure -->",
    "problem solve ",
    "- \n\n",
    "1.\n",
    "\n> a",
  ],
].filter((unit) => unit !== "");

/** Reads a text in every way in which the app reads what people write. */
function readEverywhere(text: string): void {
  const pull = aPullRequest({ body: text });
  const parsed = parseDescription({ body: text, templates: [], fields: CONFIG.fields });
  evaluateStatement(parsed, CONFIG);
  parseCheckBackField(parsed, new Date("2026-11-02T10:00:00Z"), "Europe/Berlin");
  findRevertSigns(pull, REPOSITORY);
  findRevertedCommits(text);
  findNamed(text, REPOSITORY);
  if (parsed.fields.measure.state === "filled") findMentions(parsed.fields.measure.text, METRICS, ["exports"]);
  findCommand(text);
  findAnswerWords(ownWords(text));
}

function frame([before, after]: readonly [string, string], { before: start, unit, after: end }: Pump): string {
  return fill({ before: before + start, unit, after: end + after }, LONGEST);
}

/** As many characters of ordinary prose. */
const PLAIN = fill(
  { before: "## Why\n\n", unit: "The export takes four hours, and one of three fails.\n\n", after: "" },
  LONGEST,
);

function expectInTime(text: string): void {
  isReadInTime(
    () => readEverywhere(text),
    () => readEverywhere(PLAIN),
  );
}

describe("65,536 characters are read in time", () => {
  it.each([
    ["blanks between a word and another", `## How will we know it worked?\n\nFIX${" ".repeat(60_000)}V`],
    ["comments in comments", `${"<!--".repeat(167)}${" ".repeat(380)}bot\n x-->`],
    ["quotes in quotes", ">".repeat(LONGEST)],
    ["lines filled with tabs", `## Why\n\n${"\t".repeat(LONGEST)}`],
    ["a date behind blanks", `## When to look again\n\n${" ".repeat(60_000)}after`],
  ])("%s", (_, text) => {
    expectInTime(text);
  });

  it.each(MARKUP)("one thing again and again: %j", (unit) => {
    for (const place of FRAMES.slice(0, 2)) expectInTime(frame(place, { before: "", unit, after: "" }));
  });

  it("whatever our own patterns repeat", async () => {
    const pumps = (await collectPatterns()).flatMap(listPumps);

    fc.assert(
      fc.property(fc.constantFrom(...pumps), fc.constantFrom(...FRAMES), (pump, place) => {
        expectInTime(frame(place, pump));
      }),
      { numRuns: 60 },
    );
  });

  it("whatever pieces follow each other", () => {
    const pieces = fc.array(fc.constantFrom(...MARKUP), { minLength: 2, maxLength: 5 });

    fc.assert(
      fc.property(pieces, fc.constantFrom(...FRAMES), (units, place) => {
        expectInTime(frame(place, { before: "", unit: units.join(""), after: "" }));
      }),
      { numRuns: 40 },
    );
  });

  it("also in a template", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MARKUP), (unit) => {
        const body = fill({ before: "## Why\n\n", unit, after: "" }, LONGEST);
        let version = 0;
        // A template is read once and remembered by its path.
        isReadInTime(
          () => parseTemplate({ path: `${version++}`, body }, CONFIG.fields),
          () => parseTemplate({ path: `${version++}`, body: PLAIN }, CONFIG.fields),
        );
      }),
      { numRuns: 25 },
    );
  });
});
