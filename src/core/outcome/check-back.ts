import { type Chrono, de, en, es, fr, it, nl, pt } from "chrono-node";
import { DateTime } from "luxon";
import { addDuration, parseDuration } from "../time/duration.ts";
import { toCalendarDate } from "../time/schedule.ts";

/** A calendar date such as "2026-12-24", or why the text gives none. */
export type CheckBack =
  | { readonly on: string }
  /** `unreadable`: no date found; `past`: today or earlier; `too-far`: after the limit. */
  | { readonly problem: "unreadable" | "past" | "too-far" };

export interface CheckBackFrame {
  readonly now: Date;
  /** IANA name of the time zone in which the text is meant. */
  readonly zone: string;
  /** The last calendar date that is accepted; a year from today by default. */
  readonly limit?: string;
}

/**
 * Tried in this order. Text with slashes tries British English first, which puts the day first. Other text does not:
 * British English takes the 24 of "December 24" for a year.
 */
const READERS: readonly Chrono[] = [en.casual, de.casual, fr.casual, es.casual, pt.casual, it.casual, nl.casual];

/** Parses a date or a duration: "in two weeks", "24 Dec", "2026-12-24", "3 months", "nächsten Montag". */
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
  // Durations in minutes and hours do not name a date.
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
