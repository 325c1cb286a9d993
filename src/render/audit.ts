import type { Audit, FieldCount } from "../core/audit/audit.ts";
import { type AuditReport, asksForMeasure, perMonth } from "../core/audit/audit-report.ts";
import type { SkipReason } from "../core/pull-request/skip.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import type { TemplateFields } from "../description/template.ts";
import { neutralise, quoteInline } from "./neutral.ts";
import { renderRate, renderShare } from "./share.ts";
import { renderWait } from "./wait.ts";
import { FIELD_HEADINGS, FIELD_PHRASES, renderCount, renderDate } from "./words.ts";

/** Renders an audit as Markdown, to paste into a team's chat. */
export function renderAudit(report: AuditReport): string {
  const parts = [
    `### ${renderAuditHeadline(report)}`,
    report.audit.merged === 0 ? "" : renderAuditSpan(report),
    report.audit.read === 0 ? "" : renderTable(report),
    renderBeside(report),
    renderList(renderWouldHaveTitle(report), renderWouldHave(report)),
    renderList("The template", renderTemplates(report, quoteInline)),
    renderList("Good measures from this repository", renderExamples(report)),
    `<sub>${renderMethod(report)}</sub>`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Renders the one sentence to remember. */
export function renderAuditHeadline({
  repository,
  since,
  audit,
}: Pick<AuditReport, "repository" | "since"> & { readonly audit: Pick<Audit, "merged" | "measure"> }): string {
  const { filled, missing } = audit.measure;
  if (audit.merged === 0) return `${repository}: nothing was merged since ${renderDate(since)}`;
  if (filled + missing === 0) return `${repository}: no merged pull request needed a success measure`;
  const of = renderCount(filled + missing, "merged pull request");
  const share = filled === 0 ? `none of ${of}` : `${filled} of ${of}${renderRate(filled, filled + missing)}`;
  return `${repository}: ${share} had a success measure`;
}

/** Renders what the audit covers: every merged pull request is in one of these numbers. */
export function renderAuditSpan({ since, until, unread, audit }: AuditReport): string {
  const span = `${renderCount(audit.merged, "pull request")} merged from ${renderDate(since)} to ${renderDate(until)}`;
  const reasons = audit.skipped.map(({ reason, count }) => SKIP_WORDS[reason](count)).join(", ");
  const aside = reasons === "" ? "" : `; ${audit.merged - audit.read} skipped (${reasons}), ${audit.read} read`;
  const lost = unread === 0 ? "" : ` GitHub did not show ${unread} more.`;
  return `${span}${aside}.${lost}`;
}

const SKIP_WORDS: { readonly [K in SkipReason["kind"]]: (count: number) => string } = {
  person: (count) => `${count} by a command`,
  base: (count) => `${count} into other branches`,
  "merge-back": (count) => renderCount(count, "merge-back"),
  revert: (count) => renderCount(count, "revert"),
  bot: (count) => `${count} by bots`,
  author: (count) => `${count} by skipped authors`,
  label: (count) => `${count} with a skipped label`,
  title: (count) => `${count} with a skipped title`,
  branch: (count) => `${count} from skipped branches`,
  paths: (count) => `${count} with only skipped paths`,
  draft: (count) => renderCount(count, "draft"),
};

/** Renders what the table leaves out: authors who said that a question does not apply. */
export function renderBeside({ audit }: AuditReport): string {
  const { problem, measure } = audit;
  const parts = [
    ...(problem.notApplicable > 0 ? [`${problem.notApplicable} said there's no problem to name`] : []),
    ...(measure.notApplicable > 0 ? [`${measure.notApplicable} said there's nothing to measure`] : []),
  ];
  return parts.length === 0 ? "" : `Counted separately: ${parts.join(", ")}.`;
}

/** The rows of every audit: each field, and how many measures can be checked. */
export function listAuditRows({
  audit,
}: AuditReport): readonly { readonly name: string; readonly count: FieldCount }[] {
  const checkable = { filled: audit.checkable, missing: audit.measure.filled - audit.checkable, notApplicable: 0 };
  const rows = [
    { name: FIELD_PHRASES.problem, count: audit.problem },
    { name: FIELD_PHRASES.measure, count: audit.measure },
  ];
  if (audit.measure.filled > 0) rows.push({ name: "… naming a number, date or place", count: checkable });
  return rows;
}

function renderTable(report: AuditReport): string {
  const rows = listAuditRows(report).map(({ name, count }) => {
    return `| ${name} | ${renderShare(count.filled, count.filled + count.missing)} |`;
  });
  return ["| The description said | |", "| --- | --- |", ...rows].join("\n");
}

/** The title over what follows. It is a fact or a supposition, depending on whether the app is active. */
export function renderWouldHaveTitle({ isActive }: AuditReport): string {
  return isActive ? "What the app would have done" : "What the app would have done, had it been active";
}

/** Renders what the app would have said and asked about these pull requests. */
export function renderWouldHave(report: AuditReport): readonly string[] {
  if (report.audit.read === 0) return [];
  return [renderReminders(report), ...renderQuestions(report), ...renderSilence(report)];
}

function renderReminders({ audit, config }: AuditReport): string {
  const where = `${audit.incomplete} of ${renderCount(audit.read, "pull request")}`;
  switch (config.enforcement) {
    case "off":
      return "Said nothing on pull requests: enforcement is off.";
    case "remind":
      return `Left ${config.comment ? "one comment" : "a note in a check"} on ${where}, naming what's missing; merging isn't blocked.`;
    case "require":
      return `Held back ${where} until what's missing was added.`;
  }
}

function renderQuestions(report: AuditReport): readonly string[] {
  const { audit, config, hasIssues } = report;
  const { due, asked } = audit.questions;
  const rules = config["follow-up"];
  if (!rules.enabled) return ["Asked nothing: follow-ups are off."];
  if (!hasIssues) return ["Asked nothing: issues are disabled in this repository."];
  if (due === 0) return ["Asked nothing: no pull request had a success measure."];
  const monthly = Math.round(perMonth(due, report));
  const pace = monthly < 1 ? "fewer than one a month" : `about ${monthly} a month`;
  const limits = `${rules["max-per-day"]} a day and ${rules["max-open-per-person"]} open per person`;
  return [
    `Asked “did this work?” ${renderTimes(due)}, ${renderWait(config)}: ${pace}.`,
    `Its limits (${limits}) would let ${asked} of ${due} through even without a single answer.`,
  ];
}

function renderTimes(count: number): string {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${count} times`;
}

function renderSilence(report: AuditReport): readonly string[] {
  if (report.isActive) return [];
  const start = asksForMeasure(report) ? `${CONFIG_PATH} says “active: always”` : "the template asks for both";
  return [`As things stand it stays silent here: it starts once ${start}.`];
}

const MOST_TEMPLATES = 5;

/** Quotes people's words on one line; Markdown and a terminal need different care. */
type Quote = (text: string, limit: number) => string;

/** Renders which templates apply, and what they ask for. */
export function renderTemplates(report: AuditReport, quote: Quote): readonly string[] {
  const { templates, isInherited, hasOwnConfig, problems, repository } = report;
  const where = isInherited ? ` of ${repository.split("/")[0]}/.github` : "";
  const lines = templates.slice(0, MOST_TEMPLATES).map(({ path, fields }) => {
    return `${quote(path, 60)}${where} ${renderAsked(fields, quote)}.`;
  });
  const more = templates.length - lines.length;
  return [
    ...(lines.length === 0 ? ["None, neither here nor in the owner's .github repository."] : lines),
    ...(more > 0 ? [`${renderCount(more, "template")} more.`] : []),
    ...(asksForMeasure(report) ? [] : [renderAdvice(lines.length)]),
    ...(hasOwnConfig ? [`${CONFIG_PATH} is taken into account.`] : []),
    ...(problems > 0 ? [`The configuration has ${renderCount(problems, "problem")}: see did-this-work config.`] : []),
  ];
}

function renderAdvice(templates: number): string {
  const question = `“## ${FIELD_HEADINGS.measure}”`;
  return `Answers start with a question: ${templates === 0 ? `create one with ${question}` : `add ${question}`}.`;
}

function renderAsked({ problem, measure }: TemplateFields, quote: Quote): string {
  const why = problem && `“${quote(problem.heading, 60)}”`;
  const how = measure && `“${quote(measure.heading, 60)}”`;
  if (why && how) return `asks ${why} and ${how}`;
  if (why) return `asks ${why}, but not ${FIELD_PHRASES.measure}`;
  if (how) return `asks ${how}, but not ${FIELD_PHRASES.problem}`;
  return `asks neither ${FIELD_PHRASES.problem} nor ${FIELD_PHRASES.measure}`;
}

function renderExamples({ audit }: AuditReport): readonly string[] {
  // A plain link to a pull request on github.com would leave a reference on each of them.
  return audit.examples.map(
    ({ number, url, measure }) => `“${quoteInline(measure, 240)}” ([PR ${number}](${neutralise(url)}))`,
  );
}

/** Renders how to read the audit, and how to repeat it. */
export function renderMethod({ repository }: AuditReport): string {
  return `Judged by today's template and settings; people are never ranked. Run it again: npm run --silent did-this-work -- audit ${repository}`;
}

function renderList(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`**${title}**`, "", ...lines.map((line) => `- ${line}`)].join("\n");
}
