import { isRepositoryName } from "../core/config/config-meaning.ts";
import type { MeasuredMetric } from "../core/metric/measured.ts";
import type { Outcome } from "../core/outcome/outcome.ts";
import {
  LEDGER_COLUMNS,
  type LedgerRow,
  renderLedgerHead,
  renderLedgerRows,
  toLedgerRow,
  toMetricCells,
} from "../core/report/ledger-row.ts";
import type { Source } from "../env.ts";
import type { Database } from "../store/database.ts";
import {
  countOutcomes,
  listOutcomesAfter,
  listOutcomesOfRepositoryAfter,
  listRepositoriesNamed,
  listRepositoryNames,
  type Place,
} from "../store/export.ts";
import { listAllMetrics } from "../store/outcome-metric.ts";
import type { Format } from "./export-format.ts";
import { withDatabase } from "./open-database.ts";
import { type Output, openOutput } from "./output.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface ExportOptions {
  readonly repository?: string;
  readonly format: Format;
  readonly output?: string;
  readonly force?: boolean;
  /** Begins with a byte order mark, by which Excel knows UTF-8. */
  readonly bom?: boolean;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** At most this many outcomes are in memory at a time. */
const PAGE = 1_000;

/** `export`: writes every outcome, or those of one repository, in the columns of the ledger. */
export async function runExport(options: ExportOptions, terminal: Terminal, source?: Source): Promise<ExitCode> {
  const { repository, output: file = null, force = false } = options;
  if (options.bom && options.format !== "csv") throw new UsageError("--bom is for csv: JSON has no byte order mark");
  if (repository !== undefined && !isRepositoryName(repository)) {
    throw new UsageError(`expected a repository as owner/name, not ${JSON.stringify(repository)}`);
  }
  return withDatabase<ExitCode>(async (db) => {
    const ids = repository === undefined ? [null] : await findRepositories(db, repository);
    const output = await openOutput({ file, isForced: force });
    try {
      await writeAll(db, { ids, format: options.format, isMarked: options.bom === true, output, terminal });
      await output.finish();
      return 0;
    } catch (error) {
      await output.abandon();
      throw error;
    }
  }, source);
}

async function findRepositories(db: Database, repository: string): Promise<readonly number[]> {
  const [owner = "", name = ""] = repository.split("/");
  const ids = await listRepositoriesNamed(db, owner, name);
  if (ids.length === 0) throw new UsageError(`unknown repository ${repository}`);
  return ids;
}

interface Task {
  /** null means all repositories. */
  readonly ids: readonly (number | null)[];
  readonly format: Format;
  /** Begins with a byte order mark. */
  readonly isMarked: boolean;
  readonly output: Output;
  readonly terminal: Terminal;
}

async function writeAll(db: Database, { ids, format, isMarked, output, terminal }: Task): Promise<void> {
  const counts = await Promise.all(ids.map((id) => countOutcomes(db, id)));
  const progress = terminal.startProgress(counts.reduce((sum, count) => sum + count, 0));
  try {
    if (format === "csv") await output.write((isMarked ? BYTE_ORDER_MARK : "") + renderLedgerHead());
    for (const id of ids) {
      for await (const page of listPages(db, id)) {
        const rows = await toRows(db, page);
        await output.write(format === "csv" ? renderLedgerRows(rows.map(({ row }) => row)) : renderJsonLines(rows));
        progress.advance(page.length);
      }
    }
  } finally {
    progress.stop();
  }
}

async function* listPages(db: Database, id: number | null): AsyncGenerator<readonly Outcome[]> {
  const list = id === null ? listOutcomesAfter : listOutcomesOfRepositoryAfter;
  let place: Place = { repositoryId: id ?? 0, number: 0 };
  for (let isLast = false; !isLast; ) {
    const page = await list(db, place, PAGE);
    if (page.length > 0) yield page;
    isLast = page.length < PAGE;
    place = page.at(-1) ?? place;
  }
}

/** An outcome in the columns of the ledger, which has room for one metric, and all its metrics. */
interface ExportedRow {
  readonly row: LedgerRow;
  readonly metrics: readonly MeasuredMetric[];
}

async function toRows(db: Database, page: readonly Outcome[]): Promise<readonly ExportedRow[]> {
  const names = await listRepositoryNames(db, [...new Set(page.map(({ repositoryId }) => repositoryId))]);
  const measured = await listAllMetrics(
    db,
    page.filter(({ hasNumbers }) => hasNumbers),
  );
  return page.map((outcome) => {
    const { repositoryId, number } = outcome;
    const metrics = measured.get(`${repositoryId}/${number}`) ?? [];
    return { row: toLedgerRow(outcome, names.get(repositoryId) ?? String(repositoryId), metrics[0]), metrics };
  });
}

/** Renders one JSON object per line: the ledger's columns as keys, missing values null, and a list of all metrics. */
function renderJsonLines(rows: readonly ExportedRow[]): string {
  return rows
    .map(({ row, metrics }) => {
      const columns = LEDGER_COLUMNS.map((column) => [column, row[column]]);
      return `${JSON.stringify({ ...Object.fromEntries(columns), metrics: metrics.map(toMetricCells) })}\n`;
    })
    .join("");
}
