import type { LedgerProblem } from "../../core/report/ledger.ts";
import type { LedgerCounts } from "../../core/report/ledger-row.ts";
import { renderFooter } from "../footer.ts";
import { renderShare } from "../share.ts";
import { renderTable } from "../table.ts";
import { joinWords, renderCount, renderMonth } from "../words.ts";

/** One file of the ledger, with the counts of its rows. */
export interface LedgerFile {
  /** "2026-10". */
  readonly month: string;
  readonly path: string;
  /** The month is not over yet. */
  readonly isRunning: boolean;
  readonly counts: LedgerCounts;
}

/** Renders the title of the pull request, such as "Outcomes for October 2026". It is also the commit message. */
export function renderLedgerTitle(files: readonly LedgerFile[]): string {
  const names = files.map(({ month, isRunning }) => `${renderMonth(month)}${isRunning ? " so far" : ""}`);
  const [first = ""] = names;
  if (names.length === 1) return `Outcomes for ${first}`;
  if (names.length === 2) return `Outcomes for ${names.join(" and ")}`;
  return `Outcomes for ${names.length} months, ${first} to ${names.at(-1)}`;
}

/** What a proposal consists of: the files of months, and the paths of the memory that change. */
export interface LedgerProposal {
  readonly files: readonly LedgerFile[];
  readonly tried: readonly string[];
}

/** Renders the description of the pull request. `about` is the page that says what the app is. */
export function renderLedgerBody({ files, tried }: LedgerProposal, about: string): string {
  const parts = [renderOpening(files), renderFiles(files), renderRunning(files), renderTried(tried), CHOICES];
  return `${[...parts, renderFooter(FACTS, about)].filter((part) => part !== "").join("\n\n")}\n`;
}

function renderOpening(files: readonly LedgerFile[]): string {
  const rows = files.reduce((sum, { counts }) => sum + counts.rows, 0);
  const where = files.length === 1 ? `\`${files[0]?.path}\`` : renderCount(files.length, "file");
  return `Your outcomes as CSV: ${renderCount(rows, "row")} in ${where}. Each row is one pull request: its question closed in that month, or it was merged in that month with nothing to ask.`;
}

function renderFiles(files: readonly LedgerFile[]): string {
  const titles = ["File", "Rows", "Answered", "Worked", "Nothing to measure", "Without a success measure"];
  const rows = files.map(({ path, counts }) => [
    `\`${path}\``,
    String(counts.rows),
    renderShare(counts.answered, counts.ended),
    renderShare(counts.worked, counts.answered),
    String(counts.exempt),
    String(counts.unstated),
  ]);
  return renderTable(titles, rows, ["left", "right", "left", "left", "right", "right"]);
}

function renderRunning(files: readonly LedgerFile[]): string {
  const running = files.find(({ isRunning }) => isRunning);
  return running ? `Includes ${renderMonth(running.month)} so far; its file is updated when the month ends.` : "";
}

/** The file itself comes first; the years that moved out follow. */
function renderTried([path, ...moved]: readonly string[]): string {
  if (path === undefined) return "";
  const older = moved.length === 0 ? "" : ` Its oldest entries move to ${joinWords(moved.map((one) => `\`${one}\``))}.`;
  return `\`${path}\` says what was tried, for people and coding agents who are about to propose a change.${older}`;
}

const CHOICES = `What you can do with it:

- **Merge it.** The next month comes in a new pull request.
- **Leave it open.** The next month is added to it.
- **Change it first.** Push to this branch as you like: your commits are never overwritten, and the next month waits until this is merged or closed.
- **Close it.** These months are left out, and the next one is offered when it ends.

To turn this off, set \`ledger: { enabled: false }\` in \`.github/outcomes.yml\`.`;

const FACTS = [
  "Posted by *Did this work?*",
  "a late answer is in the file of the month it arrives in",
  "a cell that a spreadsheet would take for a formula begins with an apostrophe",
];

/** Renders why the ledger is not written, for the dashboard. */
export function renderLedgerProblem(problem: LedgerProblem): string {
  switch (problem) {
    case "forbidden":
      return "Can't write the ledger: the app needs *Contents: read and write* and *Pull requests: read and write*. It resumes once an owner grants them.";
    case "refused":
      return "Can't write the ledger: GitHub refused its branch or pull request, perhaps because of a repository rule. It is retried once a day.";
    case "taken":
      return "Can't update the ledger: its branch `did-this-work/ledger` has other commits. Merge or delete it, and the ledger resumes within a day.";
    case "too-large":
      return "Can't write the ledger: a month has more rows than fit into a file. `did-this-work export` writes all of them.";
  }
}
