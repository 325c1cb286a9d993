import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A template with a person's labels: `templates.jsonl` beside `templates/<id>.md`. */
export interface LabelledTemplate {
  readonly id: string;
  readonly repo: string;
  readonly problem: string | null;
  readonly measure: string | null;
  readonly problem_also?: readonly string[];
  readonly measure_also?: readonly string[];
  readonly problem_basis: Basis | null;
  readonly note?: string;
  readonly text: string;
}

/** A description with a person's labels: `bodies.jsonl` beside `bodies/<id>.md`. */
export interface LabelledBody {
  readonly id: string;
  readonly repo: string;
  readonly template_id: string | null;
  readonly problem: State;
  readonly measure: State;
  readonly problem_starts: string | null;
  readonly measure_starts: string | null;
  readonly problem_basis: Basis | null;
  readonly note?: string;
  readonly text: string;
}

/** Does the heading itself ask for the reason, or only the template's hint below it? */
export type Basis = "heading" | "template_hint";
export const STATES = ["filled", "missing", "exempt"] as const;
export type State = (typeof STATES)[number];

export interface Corpus {
  readonly templates: readonly LabelledTemplate[];
  readonly bodies: readonly LabelledBody[];
}

/** Reads a folder of labelled templates and descriptions. */
export function readCorpus(folder: string): Corpus {
  return {
    templates: readLabelled<LabelledTemplate>(folder, "templates"),
    bodies: readLabelled<LabelledBody>(folder, "bodies"),
  };
}

function readLabelled<T extends { id: string; text: string }>(folder: string, name: string): readonly T[] {
  const lines = readFileSync(join(folder, `${name}.jsonl`), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const label = JSON.parse(line) as T;
    return { ...label, text: readFileSync(join(folder, name, `${label.id}.md`), "utf8") };
  });
}
