import { DateTime } from "luxon";

/** A length of time as people write it; months and years are calendar months and years. */
export interface Duration {
  readonly amount: number;
  readonly unit: "minutes" | "hours" | "days" | "weeks" | "months" | "years";
}

/** More than any date this app sets; keeps the arithmetic far from what a calendar can hold. */
const MOST = 100_000;

/** Parses "30 days", "0 minutes", "2 weeks", "a month" or "10d"; null for anything else. */
export function parseDuration(text: string): Duration | null {
  const [, number, word] = /^(\d{1,6}|[a-z]+)(?:\s+|(?<=\d))([a-z]+)\.?$/.exec(text.trim().toLowerCase()) ?? [];
  const amount = parseAmount(number ?? "");
  const unit = UNITS.get(word ?? "");
  return amount === undefined || amount > MOST || unit === undefined ? null : { amount, unit };
}

/** A duration as `parseDuration` reads it: "1 week", "6 weeks". */
export function renderDuration({ amount, unit }: Duration): string {
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

/**
 * Adds a duration to a calendar date ("yyyy-mm-dd"). A month after the last day of a month stays within the next month.
 */
export function addDuration(dateIso: string, duration: Duration): string {
  const days = daysOf(duration);
  const step = days === null ? { [duration.unit]: duration.amount } : { days };
  return DateTime.fromISO(dateIso, { zone: "utc" }).plus(step).toISODate() ?? dateIso;
}

/** A duration in clock time; a month counts 30 days here, a year 365. */
export function toMilliseconds({ amount, unit }: Duration): number {
  return amount * MILLISECONDS[unit];
}

/** For clock time only; dates are moved on the calendar instead. */
const MILLISECONDS = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 7 * 86_400_000,
  months: 30 * 86_400_000,
  years: 365 * 86_400_000,
} as const satisfies Record<Duration["unit"], number>;

const UNITS: ReadonlyMap<string, Duration["unit"]> = new Map([
  ...words("minutes", ["minute", "minutes", "min", "mins"]),
  ...words("hours", ["hour", "hours", "h", "hr", "hrs"]),
  ...words("days", ["day", "days", "d"]),
  ...words("weeks", ["week", "weeks", "w", "wk", "wks"]),
  ...words("months", ["month", "months", "mo", "mos"]),
  ...words("years", ["year", "years", "y", "yr", "yrs"]),
]);

const NUMBERS = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

function words(unit: Duration["unit"], spellings: readonly string[]): readonly [string, Duration["unit"]][] {
  return spellings.map((spelling) => [spelling, unit]);
}

function parseAmount(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === "a" || text === "an") return 1;
  const spelled = NUMBERS.indexOf(text);
  return spelled === -1 ? undefined : spelled;
}

/** Rounds parts of a day up to whole days, so that "in 5 hours" is never in the past. Null for months and years. */
function daysOf({ amount, unit }: Duration): number | null {
  if (unit === "months" || unit === "years") return null;
  return Math.ceil(toMilliseconds({ amount, unit }) / MILLISECONDS.days);
}
