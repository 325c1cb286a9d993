import { DEFAULT_CONFIG } from "../src/core/config/config.ts";
import { parseDescription } from "../src/description/parsed-description.ts";
import type { Template } from "../src/description/template.ts";

const LONGEST = 65_536;
const fields = DEFAULT_CONFIG.fields;

/** Milliseconds to parse one description, each parsed several times. */
export function timeDescriptions(
  given: readonly { readonly body: string; readonly templates: readonly Template[] }[],
): Record<string, number> {
  const times: number[] = [];
  for (let round = 0; round < 12; round++) {
    for (const { body, templates } of given) {
      const took = time(body, templates);
      // The first rounds are the warm-up.
      if (round >= 2) times.push(took);
    }
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => round(times[Math.floor((times.length - 1) * share)] ?? 0);
  return { median: at(0.5), p90: at(0.9), p99: at(0.99), longest: at(1) };
}

/** Hostile texts, at 4 KB and at GitHub's limit of 64 KB. A growth of 16 is linear. */
export function timeConstructions(): readonly Record<string, string | number>[] {
  return Object.entries(CONSTRUCTIONS).map(([name, build]) => {
    const [small, large] = [build(4_096), build(LONGEST)];
    const short = Math.min(...[1, 2, 3].map(() => time(small, [])));
    const [first, ...later] = [1, 2, 3].map(() => time(large, []));
    const long = Math.min(...later);
    return { name, "4 KB": round(short), "64 KB": round(long), first: round(first ?? 0), growth: round(long / short) };
  });
}

function time(body: string, templates: readonly Template[]): number {
  const startedAt = performance.now();
  parseDescription({ body, templates, fields });
  return performance.now() - startedAt;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

function repeat(unit: string): (length: number) => string {
  return (length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function deepen(unit: (depth: number) => string): (length: number) => string {
  return (length) => {
    let text = "";
    for (let depth = 0; text.length < length; depth++) text += unit(depth);
    return text.slice(0, length);
  };
}

const CONSTRUCTIONS: Readonly<Record<string, (length: number) => string>> = {
  prose: repeat("The list jumps while people scroll, and nobody knows why it does.\n"),
  paragraphs: repeat("The list jumps while people scroll.\n\n"),
  "nested quotes": repeat("> "),
  "quotes without spaces": repeat(">"),
  "quote lines": repeat("> a\n"),
  "lazy quotes": repeat("> a\nb\n"),
  "lists in one line": repeat("- "),
  "numbers in one line": repeat("1. "),
  "list items": repeat("* a\n"),
  "tick list": repeat("- [ ] a\n"),
  "nested list": deepen((depth) => `${" ".repeat(depth % 200)}- a\n`),
  "unclosed fences": repeat("```\n"),
  "unclosed fence": (length) => `\`\`\`\n${repeat("# a\n")(length - 4)}`,
  backticks: deepen((depth) => `${"`".repeat(depth)} `),
  emphases: repeat("*a "),
  "bold and italic": repeat("**a*b_c__"),
  underscores: repeat("_a"),
  stars: repeat("*"),
  tildes: repeat("~a~"),
  brackets: repeat("["),
  links: repeat("[a]("),
  "good links": repeat("[a](b) "),
  images: repeat("![["),
  footnotes: repeat("[^1]"),
  definitions: repeat("[a]: b\n"),
  "lines of emphasis": repeat("**a**\n"),
  "bold labels": repeat("**a**: b\n\n"),
  headings: repeat("# a\n"),
  "empty headings": repeat("#\n"),
  setext: repeat("a\n=\n"),
  fields: repeat("## Why\n\na\n\n"),
  "field labels": repeat("why: a\n"),
  "a: b lines": repeat("a: b\n"),
  questions: repeat("why?\n"),
  "giant table": (length) => `|a|b|\n|-|-|\n${repeat("|x|y|\n")(length - 12)}`,
  "wide table": (length) => `${repeat("|a")(length / 2)}\n${repeat("|-")(length / 2 - 1)}`,
  "square table": (length) => {
    const row = (cell: string) => `${cell.repeat(100)}|\n`;
    return (row("|a") + row("|-") + row("|a").repeat(330)).slice(0, length);
  },
  tables: repeat("|a|b|\n|-|-|\n\n"),
  comments: repeat("<!-- "),
  "closed comments": repeat("<!-- a -->\n"),
  annotations: repeat("<!-- outcome: measure -->\n"),
  html: repeat("<div>"),
  "html blocks": repeat("<div>\n\n"),
  "open tags": repeat("<a "),
  summaries: repeat("<summary>a"),
  "html headings": repeat("<h2>"),
  less: repeat("<"),
  entities: repeat("&amp;"),
  "bare links": repeat("www.a.b "),
  mails: repeat("a@"),
  "blank lines": repeat("\n"),
  "carriage returns": repeat("\r"),
  tabs: repeat("\t"),
  spaces: repeat(" "),
  "one long word": repeat("a"),
  colons: repeat(":"),
  "spaces and colons": repeat("a :"),
  "N/A lines": repeat("N/A\n"),
  "tags under a heading": (length) => `## Why\n${repeat("<a")(length - 7)}`,
  "code under a heading": (length) => `## Why\n${repeat("`a")(length - 7)}`,
  "annotated headings": repeat("## a\n<!-- outcome: measure -->\n"),
};
