import type { Field } from "../../description/field.ts";
import { readDescription } from "../../description/parsed-description.ts";
import type { Template } from "../../description/template.ts";
import type { Config } from "../config/config.ts";
import { type Judgement, judgeStatement } from "../pull-request/evaluation.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";
import { findSkipReason, type SkipReason } from "../pull-request/skip.ts";

/** What the app would have made of the pull requests merged last. */
export interface Preview {
  readonly merged: number;
  /** Left alone, by reason. */
  readonly skipped: ReadonlyMap<SkipReason["kind"], number>;
  /** All others; of these so many said what is counted next. */
  readonly judged: number;
  readonly problem: number;
  readonly measure: number;
  /** Said that there is nothing to measure, and why. */
  readonly exempt: number;
  /** A few of them, as different as they come. */
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

/** Judges what was merged as if the app had been there, by the templates of today. */
export function previewMerged(pulls: readonly PullRequest[], context: PreviewContext): Preview {
  const judged = pulls.map((pull) => judge(pull, context));
  const skipped = new Map<SkipReason["kind"], number>();
  const examples: Example[] = [];
  for (const { judgement, example } of judged) {
    if (judgement.kind === "skipped") {
      skipped.set(judgement.reason.kind, (skipped.get(judgement.reason.kind) ?? 0) + 1);
    } else examples.push(example);
  }
  const count = (says: (said: Example["says"]) => boolean) => examples.filter((example) => says(example.says)).length;
  return {
    merged: pulls.length,
    skipped,
    judged: examples.length,
    problem: count(({ problem }) => problem),
    measure: count(({ measure }) => measure),
    exempt: count(({ isExempt }) => isExempt),
    examples: chooseExamples(examples),
  };
}

interface Judged {
  readonly judgement: Judgement;
  readonly example: Example;
}

function judge(pull: PullRequest, { templates, config, defaultBranch, ownLogin }: PreviewContext): Judged {
  const reading = readDescription({ body: pull.body, templates, fields: config.fields });
  const reason = findSkipReason({ pull, config, defaultBranch, ownLogin, skippedBy: null, paths: null });
  const says = (field: Field) => reading.fields[field].state === "filled";
  const isExempt = reading.fields.measure.state === "not-applicable";
  return {
    judgement: reason ? { kind: "skipped", reason } : judgeStatement(reading, config),
    example: {
      number: pull.number,
      title: pull.title,
      says: { problem: says("problem"), measure: says("measure"), isExempt },
    },
  };
}

const MOST_EXAMPLES = 3;

/** The newest of each kind, before a second of any. */
function chooseExamples(examples: readonly Example[]): readonly Example[] {
  const kindOf = ({ says }: Example) => JSON.stringify(says);
  const isFirst = (example: Example) => examples.find((other) => kindOf(other) === kindOf(example)) === example;
  const [firsts, others] = [examples.filter(isFirst), examples.filter((example) => !isFirst(example))];
  const chosen = [...firsts, ...others].slice(0, MOST_EXAMPLES);
  return examples.filter((example) => chosen.includes(example));
}
