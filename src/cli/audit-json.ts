import type { FieldCount } from "../core/audit/audit.ts";
import { type AuditReport, perMonth } from "../core/audit/audit-report.ts";
import { findRate } from "../core/dashboard/numbers.ts";
import { mapFields } from "./field-keys.ts";

/** An audit as `--json` prints it. Percentages are null when the whole is below five. */
export function describeAudit(report: AuditReport): object {
  const { audit, config, templates } = report;
  const rules = config["follow-up"];
  return {
    repository: report.repository,
    since: report.since,
    until: report.until,
    merged: audit.merged,
    unread: report.unread,
    skipped: Object.fromEntries(audit.skipped.map(({ reason, count }) => [reason, count])),
    read: audit.read,
    problem: describeCount(audit.problem),
    measure: { ...describeCount(audit.measure), checkable: audit.checkable },
    reminders: config.enforcement === "off" ? 0 : audit.incomplete,
    questions: {
      due: report.hasIssues ? audit.questions.due : 0,
      perMonth: report.hasIssues ? Math.round(perMonth(audit.questions.due, report) * 10) / 10 : 0,
      askedIfNobodyAnswers: report.hasIssues ? audit.questions.asked : 0,
      after: rules.after.text,
      maxPerDay: rules["max-per-day"],
      maxOpenPerPerson: rules["max-open-per-person"],
    },
    templates: templates.map(({ path, fields }) => ({
      file: path,
      inherited: report.isInherited,
      fields: mapFields((field) => fields[field]),
    })),
    configuration: { own: report.hasOwnConfig, problems: report.problems, active: report.isActive },
    examples: audit.examples,
  };
}

/** The states of a field, with the share of those who answered; null when the whole is below five. */
export function describeCount({ filled, missing, notApplicable }: FieldCount): object {
  return { filled, missing, notApplicable, percent: findRate(filled, filled + missing) };
}
