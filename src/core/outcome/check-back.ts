import { type Chrono, de, en, es, fr, it, nl, pt } from "chrono-node";
import { DateTime } from "luxon";
import { addDuration, parseDuration } from "../time/duration.ts";
import { toCalendarDate } from "../time/schedule.ts";

/** A calendar date such as "2026-12-24", or why the words are none. */
export type CheckBack =
  | { readonly on: string }
  /** `unreadable`: no date in it; `past`: today or before; `too-far`: later than the limit. */
  | { readonly problem: "unreadable" | "past" | "too-far" };

export interface CheckBackFrame {
  readonly now: Date;
  /** IANA name; the words are meant there. */
  readonly zone: string;
  /** The last calendar date that is accepted; a year from today where nothing else is given. */
  readonly limit?: string;
}

/** Tried in this order. Of English dates with slashes the day comes first; without, "December 24" is a day and no year. */
const READERS: readonly Chrono[] = [en.casual, de.casual, fr.casual, es.casual, pt.casual, it.casual, nl.casual];

/** Parses a date or a duration in words: "in two weeks", "24 Dec", "2026-12-24", "3 months", "nächsten Montag". */
export function parseCheckBack(text: string, { now, zone, limit }: CheckBackFrame): CheckBack {
  const today = toCalendarDate(now, zone);
  const on = findByDuration(text, today) ?? findByWords(text, now, zone);
  if (on === null) return { problem: "unreadable" };
  if (on <= today) return { problem: "past" };
  return on > (limit ?? addDuration(today, { amount: 1, unit: "years" })) ? { problem: "too-far" } : { on };
}

function findByDuration(text: string, today: string): string | null {
  const bare = text
    .trim()
    .replace(/^(?:in|after|for)\s+/i, "")
    .replace(/[.!]$/, "")
    .replace(/\s+after\b.*$/i, "");
  const duration = parseDuration(bare);
  // Minutes and hours are no matter of dates.
  return duration && duration.unit !== "minutes" && duration.unit !== "hours" ? addDuration(today, duration) : null;
}

function findByWords(text: string, now: Date, zone: string): string | null {
  const reference = { instant: now, timezone: DateTime.fromJSDate(now, { zone }).offset };
  const readers = /\d\/\d/.test(text) ? [en.GB, ...READERS] : READERS;
  for (const reader of readers) {
    const [found] = reader.parse(text.slice(0, 500), reference, { forwardDate: true });
    const [year, month, day] = [found?.start.get("year"), found?.start.get("month"), found?.start.get("day")];
    if (year && month && day) return DateTime.fromObject({ year, month, day }, { zone: "utc" }).toISODate();
  }
  return null;
}
