import type { DaySpan } from "../core/metric/series.ts";
import { addDays } from "../core/time/day.ts";
import { keepPast, toSeries } from "./days.ts";
import type { SqlDefinition } from "./definition.ts";
import { parseNumber } from "./number-text.ts";
import { type Source, SourceError, type SourceErrorKind } from "./source.ts";
import { askDatabase, type SqlRow, SqlTimeout } from "./sql-session.ts";
import { withoutEnd } from "./sql-text.ts";

const MOST_ROWS = 1_000;

/** A database that speaks Postgres' protocol. `$1` is the first day that is asked for, `$2` the day after the last. */
export function createSqlSource({ address }: Pick<SqlDefinition, "address">, withinMs: number): Source {
  return {
    async read({ query, span, now, signal }) {
      const past = keepPast(span, now);
      if (query.kind !== "query") throw new SourceError("not-understood");
      if (!past) return toSeries(span, () => null);
      const values = [past.from, addDays(past.to, 1)];
      const request = { address, text: wrap(query.query), values, withinMs, signal };
      const days = byDay(await askDatabase(request).catch(translate), past);
      return toSeries(span, (day) => days.get(day) ?? null);
    },
  };
}

/**
 * The operator's query, cut down to two short texts a row, so that no cell fills the memory. The first lines say what the
 * parameters are, also where the query uses only one of them.
 */
function wrap(query: string): string {
  return [
    "with asked_span as (select $1::date as first_day, $2::date as end_day)",
    "select to_char(numbers.day::date, 'YYYY-MM-DD'), numbers.value::float8::text from (",
    withoutEnd(query),
    `) as numbers limit ${MOST_ROWS + 1}`,
  ].join("\n");
}

/** The value of each day. Two rows for one day are a query that groups by more than the day. */
function byDay(rows: readonly SqlRow[], { from, to }: DaySpan): ReadonlyMap<string, number | null> {
  if (rows.length > MOST_ROWS) throw new SourceError("too-large", { detail: `more than ${MOST_ROWS} rows` });
  const days = new Map<string, number | null>();
  for (const [day, text] of rows) {
    if (!day || days.has(day)) throw new SourceError("not-understood", { detail: `two rows for ${day}, or no day` });
    const value = text ? parseNumber(text) : null;
    if (value === undefined) throw new SourceError("not-understood", { detail: text ?? "" });
    days.set(day, value);
  }
  return new Map([...days].filter(([day]) => day >= from && day <= to));
}

function translate(error: unknown): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const detail = error instanceof Error ? `${error.message} ${code}`.trim() : "";
  throw new SourceError(error instanceof SqlTimeout ? "timeout" : findKind(code, detail), { detail });
}

/**
 * By the class of the error.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function findKind(code: string, detail: string): SourceErrorKind {
  if (code === "57014" || /timeout expired/.test(detail)) return "timeout";
  // Too many connections, or the server starts or ends.
  if (!/^[0-9A-Z]{5}$/.test(code) || /^(08|53|57|58|XX)/.test(code)) return "unreachable";
  // A value that is no number, or no day.
  return code.startsWith("22") || code === "42846" ? "not-understood" : "refused";
}
