import type { Outcome } from "../../core/outcome/outcome.ts";
import { findMonthSpan } from "../../core/report/month.ts";
import { type TriedEntry, toTriedPath } from "../../core/report/tried.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import { addMoved, addTried } from "../../render/report/tried.ts";
import { toTriedEntry } from "../../render/report/tried-entry.ts";
import { listLost } from "../../store/month.ts";
import type { Span } from "../../store/numbers.ts";
import { listOutcomeMetrics } from "../../store/outcome-metric.ts";
import { showMetrics } from "../metric/shown-metrics.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { type LedgerOutcome, listLedgerPages } from "./ledger-outcomes.ts";

/** More than a repository looks at again in a month. */
const MOST_LOST = 500;

/** What changes in the memory: path to text, without files that stay as they are. */
export type TriedFiles = Readonly<Record<string, string>>;

/** Far more than a repository asks in years; what is kept in a file is read by people. */
const MOST_ENTRIES = 20_000;

/**
 * Adds what ended in these months to the memory as it stands on the default branch. A repository without the file gets all
 * that ended before, too.
 */
export async function writeTriedFiles(
  context: Context,
  repo: RepositoryContext,
  months: readonly string[],
): Promise<TriedFiles | "too-large"> {
  const { ledger, "time-zone": zone } = repo.settings.config;
  const read = (year?: string) => readFile(context, repo, toTriedPath(ledger.path, year));
  const text = await read();
  const spans = months.map((month) => findMonthSpan(month, zone));
  const entries = await listEntries(context, repo, text === null ? fromTheBeginning(spans) : spans);
  if (entries.length > MOST_ENTRIES) return "too-large";
  if (entries.length === 0) return {};

  const update = addTried(text, entries);
  const files = update.text === text ? {} : { [toTriedPath(ledger.path)]: update.text };
  for (const [year, moved] of update.moved) {
    Object.assign(files, { [toTriedPath(ledger.path, year)]: addMoved(await read(year), year, moved) });
  }
  return files;
}

async function readFile({ github }: Context, { repository }: RepositoryContext, path: string): Promise<string | null> {
  return (await github.readText(toAddress(repository), path)) ?? null;
}

function fromTheBeginning(spans: readonly Span[]): readonly Span[] {
  const last = spans.at(-1);
  return last ? [{ from: new Date(0), to: last.to }] : [];
}

async function withMetric({ db }: Context, outcome: Outcome): Promise<LedgerOutcome> {
  if (!outcome.hasNumbers) return { outcome, metric: undefined };
  const [metric] = await listOutcomeMetrics(db, outcome.repositoryId, outcome.number);
  return { outcome, metric };
}

async function listEntries(
  context: Context,
  repo: RepositoryContext,
  spans: readonly Span[],
): Promise<readonly TriedEntry[]> {
  const zone = repo.settings.config["time-zone"];
  const toEntry = ({ outcome, metric }: LedgerOutcome) => {
    const [shown] = showMetrics(context, repo, metric ? [metric] : []);
    return toTriedEntry({ outcome, metric: shown, zone });
  };
  const entries: TriedEntry[] = [];
  for (const span of spans) {
    for await (const page of listLedgerPages(context.db, repo.repository.id, span)) {
      entries.push(...page.map(toEntry).filter((entry) => entry !== null));
    }
    // What did not last was answered in another month, as a rule: its entry says so from now on.
    for (const outcome of await listLost(context.db, repo.repository.id, { ...span, limit: MOST_LOST })) {
      if (entries.some(({ number }) => number === outcome.number)) continue;
      const entry = toEntry(await withMetric(context, outcome));
      if (entry) entries.push(entry);
    }
  }
  return entries;
}
