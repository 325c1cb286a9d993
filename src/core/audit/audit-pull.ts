import { type ParsedDescription, type ParsedField, parseDescription } from "../../description/parsed-description.ts";
import type { Template } from "../../description/template.ts";
import type { Config } from "../config/config.ts";
import { isCheckable } from "../outcome/checkable.ts";
import type { Askable } from "../outcome/question-budget.ts";
import { isReachable } from "../person.ts";
import { evaluateStatement, type StatementEvaluation } from "../pull-request/evaluation.ts";
import { recordMerge } from "../pull-request/merge.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";
import { findSkipReason, type SkipReason } from "../pull-request/skip.ts";

/** What an audit keeps of a merged pull request: no description, no name, and of a measure so much as to quote it. */
export type AuditedPull = {
  readonly number: number;
  readonly url: string;
  /** ISO 8601 in UTC. */
  readonly mergedAt: string;
} & (
  | { readonly kind: "skipped"; readonly reason: SkipReason["kind"] }
  | {
      readonly kind: "read";
      readonly problem: ParsedField["state"];
      readonly measure: ParsedField["state"];
      readonly evaluation: StatementEvaluation["kind"];
      /** What the app would ask about it; null when there is nothing to ask. */
      readonly question: AuditQuestion | null;
    }
);

export interface AuditQuestion extends Askable {
  /** The calendar date it would be asked on. */
  readonly dueOn: string;
  /** Whom it would go to; null where nobody can answer. It decides about room, and is never shown. */
  readonly personId: number | null;
  readonly isCheckable: boolean;
}

/** What a repository's pull requests are judged by. */
export interface AuditRules {
  readonly config: Config;
  readonly templates: readonly Template[];
  readonly defaultBranch: string;
}

export type MergedPull = PullRequest & { readonly mergedAt: string };

/** The app's usual login: whoever runs it under another name has its few proposals counted. */
const OWN_LOGIN = "did-this-work[bot]";
/** Longer than any quote of it. */
const KEPT = 400;

/** Reads and judges a merged pull request as the app would have when it was merged, by the rules of today. */
export function auditPull(pull: MergedPull, paths: readonly string[] | null, rules: AuditRules): AuditedPull {
  const { config, templates, defaultBranch } = rules;
  const { number, url, mergedAt } = pull;
  const skip = findSkipReason({ pull, config, defaultBranch, ownLogin: OWN_LOGIN, skippedBy: null, paths });
  if (skip) return { number, url, mergedAt, kind: "skipped", reason: skip.kind };

  const parsed = parseDescription({ body: pull.body, templates, fields: config.fields });
  return {
    number,
    url,
    mergedAt,
    kind: "read",
    problem: parsed.fields.problem.state,
    measure: parsed.fields.measure.state,
    evaluation: evaluateStatement(parsed, config).kind,
    question: findQuestion(pull, parsed, config),
  };
}

function findQuestion(pull: MergedPull, parsed: ParsedDescription, config: Config): AuditQuestion | null {
  const { number, mergedAt, statement, isDated, dueOn, author, merger } = recordMerge(pull, parsed, config);
  const { measure } = statement;
  if (measure === null || dueOn === null) return null;
  const person = [author, merger].find((one) => one !== null && isReachable(one));
  return {
    number,
    mergedAt,
    statement: { measure: measure.slice(0, KEPT) },
    isDated,
    dueOn,
    // GitHub does not tell every id; 0 would make one person of many.
    personId: person?.id || null,
    isCheckable: isCheckable(measure),
  };
}
