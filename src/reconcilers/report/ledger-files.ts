import type { Metric } from "../../core/metric/metric.ts";
import { toLedgerPath } from "../../core/report/ledger.ts";
import {
  addLedgerCounts,
  countLedger,
  type LedgerCounts,
  renderLedgerHead,
  renderLedgerRows,
  toLedgerRow,
} from "../../core/report/ledger-row.ts";
import { findMonthSpan, toMonth } from "../../core/report/month.ts";
import type { Context } from "../../engine/context.ts";
import type { LedgerFile } from "../../render/report/ledger.ts";
import type { Database } from "../../store/database.ts";
import { listLedgerOutcomes } from "../../store/ledger.ts";
import type { Span } from "../../store/numbers.ts";
import { isHidden } from "../metric/shown-metrics.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { listLedgerPages } from "./ledger-outcomes.ts";
import { writeTriedFiles } from "./tried-files.ts";

/** The files of several months, without months that have no rows, and the memory. */
export interface LedgerContent {
  readonly files: readonly LedgerFile[];
  /** The files of the memory that change. */
  readonly tried: readonly string[];
  /** Path to text, of all of them. */
  readonly texts: Readonly<Record<string, string>>;
}

/** For all files of a proposal: well within what GitHub accepts, and what a process should hold. */
const MOST_CHARACTERS = 20_000_000;

/** Writes the files of the given months, or returns "too-large". */
export async function writeLedgerFiles(
  context: Context,
  repo: RepositoryContext,
  months: readonly string[],
): Promise<LedgerContent | "too-large"> {
  const { db, now } = context;
  const { repository, settings } = repo;
  const { ledger, "time-zone": zone } = settings.config;
  const mayShow = (metric: Metric) => !isHidden(context, repo, { metric, hasNumbers: true });
  const running = toMonth(now, zone);
  const files: LedgerFile[] = [];
  const texts: Record<string, string> = {};
  let room = MOST_CHARACTERS;
  for (const month of months) {
    const written = await writeMonth(db, { ...repository, span: findMonthSpan(month, zone), room, mayShow });
    if (!written) return "too-large";
    if (written.counts.rows === 0) continue;
    const path = toLedgerPath(ledger.path, month);
    room -= written.text.length;
    texts[path] = written.text;
    files.push({ month, path, isRunning: month === running, counts: written.counts });
  }
  const tried =
    files.length === 0
      ? {}
      : await writeTriedFiles(
          context,
          repo,
          files.map(({ month }) => month),
        );
  if (tried === "too-large") return "too-large";
  return { files, tried: Object.keys(tried), texts: { ...texts, ...tried } };
}

/** Whether any of the months has a row. */
export async function hasRows(
  { db }: Context,
  { repository, settings }: RepositoryContext,
  months: readonly string[],
): Promise<boolean> {
  for (const month of months) {
    const span = findMonthSpan(month, settings.config["time-zone"]);
    if ((await listLedgerOutcomes(db, repository.id, { ...span, after: 0, limit: 1 })).length > 0) return true;
  }
  return false;
}

interface Month {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly span: Span;
  /** How many characters are left. */
  readonly room: number;
  /** May the numbers of that metric stand in the repository? */
  readonly mayShow: (metric: Metric) => boolean;
}

/** Null when the month does not fit. */
async function writeMonth(
  db: Database,
  { id, owner, name, span, room, mayShow }: Month,
): Promise<{ readonly text: string; readonly counts: LedgerCounts } | null> {
  let text = renderLedgerHead();
  let counts = countLedger([]);
  for await (const page of listLedgerPages(db, id, span)) {
    const rows = page.map(({ outcome, metric }) => {
      const shown = metric && mayShow(metric.metric) ? metric : undefined;
      return toLedgerRow(outcome, `${owner}/${name}`, shown);
    });
    text += renderLedgerRows(rows);
    counts = addLedgerCounts(counts, countLedger(page.map(({ outcome }) => outcome)));
    if (text.length > room) return null;
  }
  return { text, counts };
}
