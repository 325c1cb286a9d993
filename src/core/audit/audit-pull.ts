import { cutText } from "../../description/cut.ts";
import { type ParsedDescription, type ParsedField, parseDescription } from "../../description/parsed-description.ts";
import type { Template } from "../../description/template.ts";
import type { Config } from "../config/config.ts";
import { isCheckable } from "../outcome/checkable.ts";
import type { Askable } from "../outcome/question-budget.ts";
import { isReachable } from "../person.ts";
import { evaluateStatement, type StatementEvaluation } from "../pull-request/evaluation.ts";
import { recordMerge } from "../pull-request/merge.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";
import { findRevertSigns, findRevertWords } from "../pull-request/revert-signs.ts";
import { findSkipReason, type SkipReason } from "../pull-request/skip.ts";

/**
 * What an audit keeps of a merged pull request: no description, no names, and only enough of the measure to quote it.
 */
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
  /** The calendar date on which it would be asked. */
  readonly dueOn: string;
  /**
   * The id of the person who would be asked; null when there is none or GitHub does not give the id. Counts against the
   * question budget and is never shown.
   */
  readonly personId: number | null;
  readonly isCheckable: boolean;
}

/** What a repository's pull requests are evaluated against. */
export interface AuditRules {
  readonly config: Config;
  readonly templates: readonly Template[];
  readonly defaultBranch: string;
}

export type MergedPull = PullRequest & { readonly mergedAt: string };

/** The app's usual login. Under another name, the app's own few proposals are counted like other pull requests. */
const OWN_LOGIN = "did-this-work[bot]";
/** Characters; longer than any quote of a measure. */
const KEPT = 400;

/** Parses and evaluates a merged pull request as the app would have at its merge, but by today's rules. */
export function auditPull(pull: MergedPull, paths: readonly string[] | null, rules: AuditRules): AuditedPull {
  const { config, templates, defaultBranch } = rules;
  const { number, url, mergedAt } = pull;
  const revert = findRevertWords(findRevertSigns(pull, null));
  const skip = findSkipReason({ pull, config, defaultBranch, ownLogin: OWN_LOGIN, skippedBy: null, paths, revert });
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
    statement: { measure: cutText(measure, KEPT) },
    isDated,
    dueOn,
    // GitHub does not give every id; a 0 would turn many people into one.
    personId: person?.id || null,
    isCheckable: isCheckable(measure),
  };
}
