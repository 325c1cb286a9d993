import type { FieldCount } from "./audit.ts";
import { type AuditReport, asksForMeasure } from "./audit-report.ts";
import type { LeftOut } from "./listed-repository.ts";

/** What an audit of many repositories keeps of each. */
export interface AuditedRepository {
  /** "owner/name". */
  readonly repository: string;
  /** Merged pull requests, without `unread`. */
  readonly merged: number;
  readonly unread: number;
  /** Those of them that are not skipped. */
  readonly read: number;
  readonly problem: FieldCount;
  readonly measure: FieldCount;
  /** Pull requests on which the app would have said that something is missing. */
  readonly reminders: number;
  /** How often the app would have asked. */
  readonly questions: number;
  readonly asksForMeasure: boolean;
  /** Would the app be active there as things stand? */
  readonly isActive: boolean;
  readonly hasIssues: boolean;
}

/** A repository that could not be read, and why. */
export interface FailedRepository {
  readonly repository: string;
  readonly reason: string;
}

/** What an audit of an owner's repositories found. */
export interface OwnerFindings {
  /** The owner's login. */
  readonly owner: string;
  /** First and last day, as calendar dates in UTC. */
  readonly since: string;
  readonly until: string;
  /** All of them that the token can see, by reason; most frequent first. */
  readonly leftOut: readonly { readonly reason: LeftOut; readonly count: number }[];
  readonly repositories: readonly AuditedRepository[];
  readonly failed: readonly FailedRepository[];
}

/** Sums over several repositories; every number comes with the total it is part of. */
export type AuditSums = Pick<
  AuditedRepository,
  "merged" | "unread" | "read" | "problem" | "measure" | "reminders" | "questions"
>;

/** An audit of an owner's repositories. `repositories` are ranked by where to start. */
export interface OwnerAudit extends OwnerFindings {
  /** Repositories the token can see: audited, failed, and left out. */
  readonly listed: number;
  readonly sums: AuditSums;
  /** Where to start: at most five. */
  readonly start: readonly AuditedRepository[];
}

/** Reduces the audit of one repository to what is kept of it beside hundreds of others. */
export function summariseAudit({ audit, ...report }: AuditReport): AuditedRepository {
  return {
    repository: report.repository,
    merged: audit.merged,
    unread: report.unread,
    read: audit.read,
    problem: audit.problem,
    measure: audit.measure,
    reminders: report.config.enforcement === "off" ? 0 : audit.incomplete,
    questions: report.hasIssues ? audit.questions.due : 0,
    asksForMeasure: asksForMeasure(report),
    isActive: report.isActive,
    hasIssues: report.hasIssues,
  };
}

/** More than a few at once, and nobody looks at what comes back from each. */
const FIRST = 5;

/** Ranks the repositories by where to start, and sums them up. */
export function reportOwnerAudit(findings: OwnerFindings): OwnerAudit {
  const repositories = findings.repositories.toSorted(compareStart);
  const aside = findings.leftOut.reduce((sum, { count }) => sum + count, 0);
  return {
    ...findings,
    repositories,
    listed: repositories.length + findings.failed.length + aside,
    sums: sumRepositories(repositories),
    start: repositories.filter(({ isActive, hasIssues, read }) => !isActive && hasIssues && read > 0).slice(0, FIRST),
  };
}

/**
 * Where the app has most to ask from the first day comes first; then where authors are asked for a measure already; then where
 * most is merged. Where it is active there is nothing to start.
 */
function compareStart(a: AuditedRepository, b: AuditedRepository): number {
  return (
    Number(a.isActive) - Number(b.isActive) ||
    b.questions - a.questions ||
    Number(b.asksForMeasure) - Number(a.asksForMeasure) ||
    b.read - a.read ||
    (a.repository < b.repository ? -1 : 1)
  );
}

/** Adds up what was found in several repositories. */
export function sumRepositories(repositories: readonly AuditedRepository[]): AuditSums {
  const sum = (of: (repository: AuditedRepository) => number) => repositories.reduce((all, one) => all + of(one), 0);
  const sumField = (field: "problem" | "measure"): FieldCount => ({
    filled: sum((one) => one[field].filled),
    missing: sum((one) => one[field].missing),
    notApplicable: sum((one) => one[field].notApplicable),
  });
  return {
    merged: sum(({ merged }) => merged),
    unread: sum(({ unread }) => unread),
    read: sum(({ read }) => read),
    problem: sumField("problem"),
    measure: sumField("measure"),
    reminders: sum(({ reminders }) => reminders),
    questions: sum(({ questions }) => questions),
  };
}
