import type { Field } from "../../description/field.ts";
import { parseDescription } from "../../description/parsed-description.ts";
import type { Template } from "../../description/template.ts";
import type { Config } from "../config/config.ts";
import { type Evaluation, evaluateStatement } from "../pull-request/evaluation.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";
import { findRevertSigns, findRevertWords } from "../pull-request/revert-signs.ts";
import { findSkipReason, type SkipReason } from "../pull-request/skip.ts";

/** What the app would have made of the most recently merged pull requests. */
export interface Preview {
  readonly merged: number;
  /** Skipped pull requests, by reason. */
  readonly skipped: ReadonlyMap<SkipReason["kind"], number>;
  /** All others. The counts below are parts of this number. */
  readonly evaluated: number;
  readonly problem: number;
  readonly measure: number;
  /** Stated that there is nothing to measure. */
  readonly exempt: number;
  /** A few of them, as varied as possible. */
  readonly examples: readonly Example[];
}

export interface Example {
  readonly number: number;
  readonly title: string;
  readonly says: { readonly problem: boolean; readonly measure: boolean; readonly isExempt: boolean };
}

export interface PreviewContext {
  readonly templates: readonly Template[];
  readonly config: Config;
  readonly defaultBranch: string;
  readonly ownLogin: string;
}

/** Evaluates merged pull requests as if the app had been there, by today's templates. */
export function previewMerged(pulls: readonly PullRequest[], context: PreviewContext): Preview {
  const evaluated = pulls.map((pull) => judge(pull, context));
  const skipped = new Map<SkipReason["kind"], number>();
  const examples: Example[] = [];
  for (const { evaluation, example } of evaluated) {
    if (evaluation.kind === "skipped") {
      skipped.set(evaluation.reason.kind, (skipped.get(evaluation.reason.kind) ?? 0) + 1);
    } else examples.push(example);
  }
  const count = (says: (said: Example["says"]) => boolean) => examples.filter((example) => says(example.says)).length;
  return {
    merged: pulls.length,
    skipped,
    evaluated: examples.length,
    problem: count(({ problem }) => problem),
    measure: count(({ measure }) => measure),
    exempt: count(({ isExempt }) => isExempt),
    examples: chooseExamples(examples),
  };
}

interface Evaluated {
  readonly evaluation: Evaluation;
  readonly example: Example;
}

function judge(pull: PullRequest, { templates, config, defaultBranch, ownLogin }: PreviewContext): Evaluated {
  const parsed = parseDescription({ body: pull.body, templates, fields: config.fields });
  const revert = findRevertWords(findRevertSigns(pull, null));
  const reason = findSkipReason({ pull, config, defaultBranch, ownLogin, skippedBy: null, paths: null, revert });
  const says = (field: Field) => parsed.fields[field].state === "filled";
  const isExempt = parsed.fields.measure.state === "not-applicable";
  return {
    evaluation: reason ? { kind: "skipped", reason } : evaluateStatement(parsed, config),
    example: {
      number: pull.number,
      title: pull.title,
      says: { problem: says("problem"), measure: says("measure"), isExempt },
    },
  };
}

const MOST_EXAMPLES = 3;

/** The newest of each kind, before a second of any kind. */
function chooseExamples(examples: readonly Example[]): readonly Example[] {
  const kindOf = ({ says }: Example) => JSON.stringify(says);
  const isFirst = (example: Example) => examples.find((other) => kindOf(other) === kindOf(example)) === example;
  const [firsts, others] = [examples.filter(isFirst), examples.filter((example) => !isFirst(example))];
  const chosen = [...firsts, ...others].slice(0, MOST_EXAMPLES);
  return examples.filter((example) => chosen.includes(example));
}
