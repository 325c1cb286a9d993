import { type AuditedRepository, type AuditSums, type OwnerAudit, sumRepositories } from "../core/audit/audit-owner.ts";
import { perMonth } from "../core/audit/audit-report.ts";
import type { LeftOut } from "../core/audit/listed-repository.ts";
import { renderAuditHeadline } from "./audit.ts";
import { neutralise } from "./neutral.ts";
import { renderShare } from "./share.ts";
import { joinWords, renderCount, renderDate } from "./words.ts";

/** Renders the audit of an owner's repositories as Markdown, to paste into a team's chat. */
export function renderOwnerAudit(audit: OwnerAudit): string {
  const { rows, more } = listOwnerRows(audit);
  const table = [OWNER_COLUMNS, OWNER_COLUMNS.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const parts = [
    `### ${renderOwnerHeadline(audit)}`,
    renderOwnerSpan(audit),
    rows.length === 0 ? "" : ["**Where to start**", "", ...table].join("\n"),
    more,
    rows.length === 0 ? "" : RANK,
    renderStart(audit),
    renderList("What it would cost", renderOwnerCosts(audit)),
    renderList("Not read", renderFailed(audit, neutralise)),
    `<sub>${renderOwnerMethod(audit)}</sub>`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Renders the one sentence to remember. */
export function renderOwnerHeadline({ owner, since, sums }: OwnerAudit): string {
  return renderAuditHeadline({ repository: owner, since, audit: sums });
}

/** Renders what the audit covers: every repository the token can see is in one of these numbers. */
export function renderOwnerSpan({ since, until, listed, repositories, failed, leftOut, sums }: OwnerAudit): string {
  const of = renderCount(listed, "repository", "repositories");
  const aside = leftOut.map(({ reason, count }) => LEFT_OUT_WORDS[reason](count)).join(", ");
  const sentences = [
    `${repositories.length} of ${of} audited: ${renderCount(sums.merged, "pull request")} merged from ${renderDate(since)} to ${renderDate(until)}${renderSkipped(sums)}.`,
    ...(aside === "" ? [] : [`Left out: ${aside}.`]),
    ...(failed.length > 0 ? [`${failed.length} could not be read.`] : []),
    ...(sums.unread > 0 ? [`GitHub did not show ${renderCount(sums.unread, "more pull request")}.`] : []),
  ];
  return sentences.join(" ");
}

function renderSkipped({ merged, read }: AuditSums): string {
  return merged === read ? "" : `; ${merged - read} skipped (by bots, reverts and the like), ${read} read`;
}

const LEFT_OUT_WORDS: { readonly [R in LeftOut]: (count: number) => string } = {
  archived: (count) => `${count} archived`,
  fork: (count) => renderCount(count, "fork"),
  template: (count) => renderCount(count, "template repository", "template repositories"),
  empty: (count) => `${count} empty`,
  owners: () => "the .github repository",
  quiet: (count) => `${count} without a push in that time`,
  hidden: (count) => `${count} that GitHub did not show`,
};

/** More rows than people read, and than fit into an issue; `--json` has all. */
const MOST_ROWS = 200;

/** The head of the table. Questions and comments are what the app would cause, in thirty days. */
export const OWNER_COLUMNS = ["", "repository", "success measure", "questions", "comments", ""];

/** The rows of the table, best place to start first; `more` counts those left out. */
export function listOwnerRows(audit: OwnerAudit): {
  readonly rows: readonly (readonly string[])[];
  readonly more: string;
} {
  const merging = audit.repositories.filter(({ merged }) => merged > 0);
  const rows = merging
    .slice(0, MOST_ROWS)
    .map((one, index) => [
      String(index + 1),
      nameOf(one),
      renderShare(one.measure.filled, one.measure.filled + one.measure.missing),
      renderMonthly(one.questions, audit),
      renderMonthly(one.reminders, audit),
      renderNote(one),
    ]);
  const idle = audit.repositories.length - merging.length;
  const beyond = merging.length - rows.length;
  const lines = [
    ...(beyond > 0 ? [`${renderCount(beyond, "more repository", "more repositories")}: --json lists all.`] : []),
    ...(idle > 0 ? [`Nothing was merged in ${renderCount(idle, "other repository", "other repositories")}.`] : []),
  ];
  return { rows, more: lines.join(" ") };
}

function nameOf({ repository }: AuditedRepository): string {
  return repository.slice(repository.indexOf("/") + 1);
}

function renderMonthly(count: number, audit: OwnerAudit): string {
  const monthly = Math.round(perMonth(count, audit));
  return count > 0 && monthly === 0 ? "<1" : String(monthly);
}

function renderNote({ isActive, hasIssues, asksForMeasure }: AuditedRepository): string {
  if (isActive) return "active";
  if (!hasIssues) return "no issues";
  return asksForMeasure ? "asks" : "";
}

/** How the table is ranked. */
export const RANK =
  "Ranked by where to start: first where authors already write the most success measures, so that there is something to ask; then where the template asks for one (“asks”); then where most is merged. Questions and comments are per month. People are never ranked.";

/** Renders where to start; "" when there is nothing to start. */
export function renderStart({ start }: OwnerAudit): string {
  return start.length === 0 ? "" : `Start with ${joinWords(start.map(nameOf))}.`;
}

/** Renders what the app would cost people, in questions and comments a month. */
export function renderOwnerCosts(audit: OwnerAudit): readonly string[] {
  const { repositories, start, sums } = audit;
  if (sums.read === 0) return [];
  const first = start.length === 1 ? "it" : `these ${start.length}`;
  const all = renderCount(repositories.length, "repository", "repositories");
  return [
    ...(start.length === 0 ? [] : [`To start with ${first}: ${renderCost(sumRepositories(start), audit)}.`]),
    `In all (${all}): ${renderCost(sums, audit)}, as people write today.`,
    renderMost(audit),
  ];
}

function renderCost({ questions, reminders }: AuditSums, audit: OwnerAudit): string {
  return `${renderAbout(questions, "question", audit)} and ${renderAbout(reminders, "comment", audit)} a month`;
}

function renderAbout(count: number, noun: string, audit: OwnerAudit): string {
  if (count === 0) return `no ${noun}s`;
  const monthly = Math.round(perMonth(count, audit));
  return monthly === 0 ? `fewer than one ${noun}` : `about ${renderCount(monthly, noun)}`;
}

/** Comments become fewer as people answer the template, and questions more. */
function renderMost(audit: OwnerAudit): string {
  const most = audit.sums.read - audit.sums.measure.notApplicable;
  return `Once every pull request has a success measure: no comments, and at most ${renderAbout(most, "question", audit)} a month, within the limits per day and person.`;
}

/** Renders which repositories could not be read, and why. */
export function renderFailed({ failed }: OwnerAudit, quote: (text: string) => string): readonly string[] {
  return failed.map(({ repository, reason }) => `${quote(repository)}: ${quote(reason)}`);
}

/** Renders how to read the audit, and how to repeat it. */
export function renderOwnerMethod({ owner }: OwnerAudit): string {
  return `Judged by today's templates and settings. Run it again: npm run --silent did-this-work -- audit --org ${owner}`;
}

function renderList(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`**${title}**`, "", ...lines.map((line) => `- ${line}`)].join("\n");
}
