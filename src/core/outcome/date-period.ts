import { DateTime } from "luxon";
import { SIGNS } from "./date-found.ts";
import { EDGES, type Edge, LINKS, MONTHS, NEXT, type PeriodUnit, toWords, UNITS } from "./date-words.ts";

/** A span of the calendar that people name instead of a day; both dates are its own. */
interface Period {
  readonly unit: PeriodUnit;
  readonly start: DateTime;
}

interface Parts {
  readonly edges: readonly Edge[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  readonly quarters: readonly number[];
  readonly units: readonly PeriodUnit[];
  readonly isNext: boolean;
}

/**
 * The date that a text about a period means: "end of November", "Anfang nächsten Jahres", "mi-décembre", "Q1 2027",
 * "next month". Each word must be understood, or the text means something else; null then. `today` is a calendar date.
 */
export function findInPeriod(text: string, today: string): string | null {
  const parts = sortWords(spellOut(text));
  if (!parts || parts.edges.length > 1 || SIGNS.test(text)) return null;
  const [edge] = parts.edges;
  const now = DateTime.fromISO(today, { zone: "utc" });
  const period = findPeriod(parts, now);
  if (period === null) return null;
  // "Next month" is a month from today; "this month" and "2027" say nothing.
  if (edge === undefined && parts.units.length > 0) {
    return parts.isNext ? now.plus(ONE[period.unit]).toISODate() : null;
  }
  if (edge === undefined && period.unit === "year") return null;
  return findEdge(period, edge ?? "start").toISODate();
}

const ONE = {
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
} as const satisfies Record<PeriodUnit, object>;

/** Abbreviations and compounds as the words they stand for. */
function spellOut(text: string): readonly string[] {
  return toWords(text).flatMap((word, index, words) => {
    const short = /^(?:eo)([wmqy])$/.exec(word)?.[1];
    if (short) return ["end", SHORT_UNITS[short] ?? ""];
    const compound = /^(jahres|monats|quartals)(anfang|beginn|mitte|ende)s?$/.exec(word);
    if (compound) return [compound[2] ?? "", compound[1] ?? ""];
    // In Portuguese "na" is "in the"; in Dutch it is "after".
    if (word === "na" && words[index + 1] === "proxima") return [];
    // "half november" is its middle in Dutch; "half of November" is a half.
    const isMiddle = word === "half" && MONTHS.has(words[index + 1] ?? "");
    return [isMiddle ? "middle" : word];
  });
}

const SHORT_UNITS: { readonly [letter: string]: string } = { w: "week", m: "month", q: "quarter", y: "year" };

/** null when a word is none of those that belong to a period. */
function sortWords(words: readonly string[]): Parts | null {
  const edges: Edge[] = [];
  const months: number[] = [];
  const years: number[] = [];
  const quarters: number[] = [];
  const units: PeriodUnit[] = [];
  let isNext = false;
  for (const [index, word] of words.entries()) {
    const edge = EDGES.get(word);
    const month = MONTHS.get(word);
    const unit = UNITS.get(word);
    if (edge) edges.push(edge);
    else if (month) months.push(month);
    else if (unit) units.push(unit);
    else if (/^20\d\d$/.test(word)) years.push(Number(word));
    else if (/^[1-4]$/.test(word) && words[index - 1] === "q") quarters.push(Number(word));
    else if (NEXT.has(word)) isNext = true;
    else if (!LINKS.has(word) && word !== "q") return null;
  }
  return { edges, months, years, quarters, units, isNext };
}

function findPeriod({ months, years, quarters, units, isNext }: Parts, now: DateTime): Period | null {
  if (months.length + quarters.length + units.length > 1 || years.length > 1) return null;
  const [month] = months;
  const [quarter] = quarters;
  const [unit] = units;
  const [year] = years;
  if (unit !== undefined) return year === undefined ? findCurrent(unit, isNext, now) : null;
  if (isNext) return null;
  if (month !== undefined) return findNamed({ unit: "month", month, year }, now);
  if (quarter !== undefined) return findNamed({ unit: "quarter", month: quarter * 3 - 2, year }, now);
  return year === undefined ? null : { unit: "year", start: toDate(year, 1) };
}

function findCurrent(unit: PeriodUnit, isNext: boolean, now: DateTime): Period {
  const start = now.startOf(unit);
  return { unit, start: isNext ? start.plus(ONE[unit]) : start };
}

interface Named {
  readonly unit: "month" | "quarter";
  readonly month: number;
  readonly year: number | undefined;
}

/** Without a year, the one that is not over. */
function findNamed({ unit, month, year }: Named, now: DateTime): Period {
  const start = toDate(year ?? now.year, month);
  const isOver = start.plus(ONE[unit]) <= now;
  return { unit, start: year === undefined && isOver ? start.plus({ years: 1 }) : start };
}

function toDate(year: number, month: number): DateTime {
  return DateTime.fromObject({ year, month, day: 1 }, { zone: "utc" });
}

/** A week ends on Friday: people look at work. */
function findEdge({ unit, start }: Period, edge: Edge): DateTime {
  switch (edge) {
    case "start":
      return start;
    case "middle":
      return start.plus(MIDDLES[unit]);
    case "end":
      return unit === "week" ? start.plus({ days: 4 }) : start.plus(ONE[unit]).minus({ days: 1 });
  }
}

const MIDDLES = {
  week: { days: 2 },
  month: { days: 14 },
  quarter: { months: 1, days: 14 },
  year: { months: 6 },
} as const satisfies Record<PeriodUnit, object>;
