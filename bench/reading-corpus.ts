import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Part, partOf } from "./reading-part.ts";

/** What every labelled text has. */
export interface Labelled {
  readonly id: string;
  readonly repo: string;
  readonly problem_basis: Basis | null;
  readonly note?: string;
  /** Two careful people might label this field otherwise. */
  readonly unsure_field?: Measured | "both";
  readonly text: string;
}

/** A template with a person's labels: `templates.jsonl` beside `templates/<id>.md`. */
export interface LabelledTemplate extends Labelled {
  readonly problem: string | null;
  readonly measure: string | null;
  readonly problem_also?: readonly string[];
  readonly measure_also?: readonly string[];
}

/** A description with a person's labels: `bodies.jsonl` beside `bodies/<id>.md`. */
export interface LabelledBody extends Labelled {
  readonly template_id: string | null;
  readonly problem: State;
  readonly measure: State;
  readonly problem_starts: string | null;
  readonly measure_starts: string | null;
}

/** The fields that are labelled. */
export const MEASURED = ["problem", "measure"] as const;
export type Measured = (typeof MEASURED)[number];

/** Does the heading itself ask for the reason, or only the template's hint below it? */
export type Basis = "heading" | "template_hint";
export const STATES = ["filled", "missing", "exempt"] as const;
export type State = (typeof STATES)[number];

export interface Corpus {
  readonly templates: readonly LabelledTemplate[];
  readonly bodies: readonly LabelledBody[];
}

/** Reads a folder of labelled templates and descriptions: one part of it, or all. */
export function readCorpus(folder: string, part: Part | undefined): Corpus {
  return {
    templates: readLabelled<LabelledTemplate>(folder, "templates", part),
    bodies: readLabelled<LabelledBody>(folder, "bodies", part),
  };
}

/** Is the label of this field one that two careful people might give otherwise? */
export function isUnsure({ unsure_field }: Labelled, field: Measured): boolean {
  return unsure_field === field || unsure_field === "both";
}

function readLabelled<T extends Labelled>(folder: string, name: string, part: Part | undefined): readonly T[] {
  const lines = readFileSync(join(folder, `${name}.jsonl`), "utf8")
    .trim()
    .split("\n");
  return lines
    .map((line) => JSON.parse(line) as T)
    .filter((label) => part === undefined || partOf(label) === part)
    .map((label) => ({ ...label, text: readFileSync(join(folder, name, `${label.id}.md`), "utf8") }));
}
