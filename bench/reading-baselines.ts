import type { State } from "./reading-corpus.ts";

/** A parser of descriptions to compare ours with. */
export interface Baseline {
  readonly name: string;
  readonly findHeading: ((template: string, field: "problem" | "measure") => string | null) | null;
  readonly readState: (body: string, field: "problem" | "measure") => State;
}

const WORDS = {
  problem: "why|problem|motivation|context|background|purpose|reason|rationale",
  measure: "success|measure|metrics?|impact|outcome|monitoring",
} as const;

/** As in a typical Dangerfile: a regular expression for the heading, and any visible text in the lines below it. */
const DANGER: Baseline = {
  name: "danger-style",
  findHeading: (template, field) => headingOf(field).exec(template)?.[1]?.trim() ?? null,
  readState: (body, field) => {
    const match = headingOf(field).exec(body);
    if (!match) return "missing";
    const section = body.slice(match.index + match[0].length).split(/^#{1,6}\s/m)[0] ?? "";
    const text = section.replace(/<!--[\s\S]*?-->/g, "").trim();
    if (/^n\/?a\b/i.test(text)) return "exempt";
    return text === "" ? "missing" : "filled";
  },
};

/** As in mergeable's `description: must_include`: a pattern over the whole body. */
const MERGEABLE: Baseline = {
  name: "mergeable-style",
  findHeading: null,
  readState: (body, field) => (new RegExp(`\\b(?:${WORDS[field]})\\b`, "i").test(body) ? "filled" : "missing"),
};

export const BASELINES: readonly Baseline[] = [DANGER, MERGEABLE];

function headingOf(field: "problem" | "measure"): RegExp {
  return new RegExp(`^(?:#{1,6}\\s*|\\*\\*)(.*\\b(?:${WORDS[field]})\\b.*)$`, "im");
}
