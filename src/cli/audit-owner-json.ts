import type { AuditedRepository, AuditSums, OwnerAudit } from "../core/audit/audit-owner.ts";
import { perMonth } from "../core/audit/audit-report.ts";
import { describeCount } from "./audit-json.ts";

/** The audit of an owner's repositories as `--json` prints it. */
export function describeOwnerAudit(audit: OwnerAudit): object {
  const { owner, since, until, listed, repositories, failed, leftOut, start, sums } = audit;
  return {
    owner,
    since,
    until,
    repositories: {
      listed,
      audited: repositories.length,
      failed: failed.length,
      leftOut: Object.fromEntries(leftOut.map(({ reason, count }) => [reason, count])),
    },
    ...describeSums(sums, audit),
    start: start.map(({ repository }) => repository),
    ranked: repositories.map((one) => describeRepository(one, audit)),
    failed,
  };
}

function describeRepository(one: AuditedRepository, audit: OwnerAudit): object {
  return {
    repository: one.repository,
    ...describeSums(one, audit),
    templateAsks: one.asksForMeasure,
    active: one.isActive,
    issues: one.hasIssues,
  };
}

function describeSums(sums: AuditSums, audit: OwnerAudit): object {
  return {
    merged: sums.merged,
    unread: sums.unread,
    read: sums.read,
    problem: describeCount(sums.problem),
    measure: describeCount(sums.measure),
    reminders: sums.reminders,
    questions: sums.questions,
    perMonth: { reminders: round(sums.reminders, audit), questions: round(sums.questions, audit) },
  };
}

function round(count: number, audit: OwnerAudit): number {
  return Math.round(perMonth(count, audit) * 10) / 10;
}
