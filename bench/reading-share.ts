import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { micromark } from "micromark";
import { gfm } from "micromark-extension-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { DEFAULT_CONFIG } from "../src/core/config/config.ts";
import { parseDescription } from "../src/description/parsed-description.ts";
import { findMedian, inFigures, type Part, type Row } from "./row.ts";

const ROUNDS = 7;
const TEMPLATE = {
  path: "pull_request_template.md",
  body: "## What problem does this solve?\n\n<!-- Who has it, and how do we know? -->\n\n## How will we know it worked?\n\n<!-- Which number moves, by when? -->\n\n## Checklist\n\n- [ ] Tests\n- [ ] Docs\n",
};

/** The time to parse descriptions, beside the time Markdown libraries need for the same texts. */
export async function measureReading(): Promise<Part> {
  const texts = makeTexts();
  const parser = unified().use(remarkParse);
  const rates = {
    ours: rate(texts, (text) => parseDescription({ body: text, templates: [TEMPLATE], fields: DEFAULT_CONFIG.fields })),
    tree: rate(texts, (text) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })),
    remark: rate(texts, (text) => parser.parse(text)),
    micromark: rate(texts, (text) => micromark(text, { extensions: [gfm()] })),
  };
  const share = 1 - rates.ours / rates.tree;
  const rows: Row[] = [
    beside("Descriptions a second, beside remark-parse (no GFM)", rates.ours, rates.remark),
    beside("Descriptions a second, beside micromark (GFM to HTML)", rates.ours, rates.micromark),
    {
      what: "Our share of the time, beside the parser alone",
      ours: `${Math.round(100 * share)} %`,
      baseline: `${inFigures(rates.tree)} a second`,
      ratio: inFigures(rates.ours / rates.tree),
      goal: "< 30 %",
      isMet: share < 0.3,
    },
  ];
  return { title: "Reading", rows, notes: NOTES };
}

const NOTES = [
  "Sixty descriptions of 200 to 6,000 characters: filled, half-filled and untouched templates, prose, lists, tables, code, quotes. Medians of seven rounds by turns.",
];

function beside(what: string, ours: number, theirs: number): Row {
  return {
    what,
    ours: inFigures(ours),
    baseline: inFigures(theirs),
    ratio: inFigures(ours / theirs),
    goal: "",
    isMet: null,
  };
}

function rate(texts: readonly string[], read: (text: string) => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    for (let again = 0; again < 3; again++) for (const text of texts) read(text);
    return (3 * texts.length * 1_000) / (performance.now() - startedAt);
  });
  return findMedian(rounds.slice(1));
}

/** Realistic texts of increasing length. */
function makeTexts(): readonly string[] {
  const parts = [
    "Support copies numbers from three screens into a spreadsheet every Monday, see [the notes](https://example.com/notes).\n",
    "- moved the **query** to `orders.ts`\n- added a test\n  - and another one\n",
    "| before | after |\n| --- | --- |\n| 3.2 s | 0.4 s |\n",
    '```ts\nconst exported = rows.map(toLine).join("\\r\\n");\n```\n',
    "> It takes me half an hour a week.\n\nThat is what we heard in five interviews.\n",
    "![the new button](https://example.com/button.png)\n\nIt stands *beside* the filter.\n",
  ];
  return Array.from({ length: 60 }, (_, index) => {
    const more = Array.from(
      { length: index % 20 },
      (_unused, position) => parts[(index + position) % parts.length] ?? "",
    );
    const body =
      index % 3 === 0
        ? TEMPLATE.body
        : TEMPLATE.body.replace("<!-- Who has it, and how do we know? -->", more.join("\n"));
    return index % 3 === 2
      ? body.replace("<!-- Which number moves, by when? -->", "Exports go from 0 to 20 a week.")
      : body;
  });
}
