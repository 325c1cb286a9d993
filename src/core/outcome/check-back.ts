import type { Chrono, ParsedResult } from "chrono-node";
import * as de from "chrono-node/de";
import * as en from "chrono-node/en";
import * as es from "chrono-node/es";
import * as fr from "chrono-node/fr";
import * as it from "chrono-node/it";
import * as nl from "chrono-node/nl";
import * as pt from "chrono-node/pt";
import { DateTime } from "luxon";
import { addDuration, type Duration, parseDuration, renderDuration } from "../time/duration.ts";
import { toCalendarDate } from "../time/schedule.ts";
import { type FoundDate, isWholeDate } from "./date-found.ts";
import { listNumericDates } from "./date-numeric.ts";
import { findInPeriod } from "./date-period.ts";
import { LENGTHS, toWords } from "./date-words.ts";

/** A calendar date such as "2026-12-24", or why the text gives none. */
export type CheckBack =
  /** `after` is there when the text says how long to wait, such as "6 weeks": then `on` counts from today. */
  | { readonly on: string; readonly after?: string }
  /** `unreadable`: no date found; `past`: today or earlier; `too-far`: after the limit. */
  | { readonly problem: "unreadable" | "past" | "too-far" };

export interface CheckBackFrame {
  readonly now: Date;
  /** IANA name of the time zone in which the text is meant. */
  readonly zone: string;
  /** The last calendar date that is accepted; a year from today by default. */
  readonly limit?: string;
}

const READERS: readonly Chrono[] = [en.casual, de.casual, fr.casual, es.casual, pt.casual, it.casual, nl.casual];

/** In characters. A longer text is no date, and none of it may be left unread. */
const LONGEST = 500;

/**
 * Parses a date or a duration: "in two weeks", "24 Dec", "2026-12-24", "3 months", "Ende November". A text of which only a
 * part is understood is unreadable: a wrong date is worse than none.
 */
export function parseCheckBack(text: string, { now, zone, limit }: CheckBackFrame): CheckBack {
  const today = toCalendarDate(now, zone);
  const found = findNamed(text, now, zone);
  if (found === null) return { problem: "unreadable" };
  if (found.on <= today) return { problem: "past" };
  return found.on > (limit ?? addDuration(today, { amount: 1, unit: "years" })) ? { problem: "too-far" } : found;
}

/**
 * Parses the date of something that happened since another date, both included: "3 Nov" is the one after `since`. null where
 * the text names no such date.
 */
export function parseDateSince(text: string, { now, zone, since }: CheckBackFrame & { since: string }): string | null {
  const today = toCalendarDate(now, zone);
  const isPossible = (on: string | undefined) => on !== undefined && on >= since && on <= today;
  const dayBefore = DateTime.fromISO(since, { zone }).minus({ hours: 12 }).toJSDate();
  const found = [findNamed(text, now, zone), findNamed(text, dayBefore, zone)];
  return found.find((named) => named?.after === undefined && isPossible(named?.on))?.on ?? null;
}

interface Named {
  readonly on: string;
  readonly after?: string;
}

function findNamed(text: string, now: Date, zone: string): Named | null {
  return text.length > LONGEST ? null : findDate(normalise(text), now, zone);
}

/** Alone, "mar" is March or a Tuesday, "set" September or an English word, and "ago" August or nothing. */
const AMBIGUOUS = /^(?:mar|set|ago)\.?$/i;

function findDate(text: string, now: Date, zone: string): Named | null {
  const today = toCalendarDate(now, zone);
  if (AMBIGUOUS.test(text)) return null;
  const numeric = listNumericDates(text, today);
  if (numeric.length > 0) return toNamed(takeOnly(text, numeric));
  const durations = listDurations(text);
  if (durations.length > 1) return null;
  const length = takeDuration(text, durations, today);
  return length ?? toNamed(findInPeriod(text, today) ?? findByWords(text, now, zone));
}

function toNamed(on: string | null): Named | null {
  return on === null ? null : { on };
}

function normalise(text: string): string {
  // The time of a timestamp says nothing about the day.
  const withoutTime = text.normalize("NFC").replace(/(?<=\d)T\d\d:\d\d[\d:.Z+-]*/g, "");
  return withoutTime.replace(/[^\S\n]+/g, " ").trim();
}

/** The only date in a text; of several nobody knows which one is meant. */
function takeOnly(text: string, [found, ...others]: readonly FoundDate[]): string | null {
  return found && others.length === 0 && found.on !== null && isWholeDate(text, found) ? found.on : null;
}

/** A number, or its word in English, and a unit; "one" in the other languages too. */
const DURATION =
  /(?<![\p{L}\p{N}.,/-])(?:(\d{1,6}) ?|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) |(an?|ein|eine|einem|einer|une?|una|uno|uma?|(?:over )?een) )(\p{L}{1,12})(?!\p{L}|\p{N})/giu;

interface FoundDuration {
  readonly duration: Duration;
  readonly index: number;
  readonly length: number;
}

/** The only duration in a text, as a date counted from today. */
function takeDuration(text: string, [found]: readonly FoundDuration[], today: string): Named | null {
  if (!found) return null;
  const { duration, ...place } = found;
  const on = takeOnly(text, [{ ...place, on: addDuration(today, duration), isDuration: true }]);
  return on === null ? null : { on, after: renderDuration(duration) };
}

function listDurations(text: string): readonly FoundDuration[] {
  return [...text.matchAll(DURATION)].flatMap((match): readonly FoundDuration[] => {
    const [whole, digits, word, , unit = ""] = match;
    const known = LENGTHS.get(toWords(unit)[0] ?? "");
    const duration = parseDuration(`${digits ?? word ?? "1"} ${known}`);
    // Minutes and hours do not name a date.
    if (!duration || known === "minutes" || known === "hours") return [];
    return [{ duration, index: match.index, length: whole.length }];
  });
}

/** Words that mean something in several languages must mean the same in all of them. */
function findByWords(text: string, now: Date, zone: string): string | null {
  // What is written in digits was tried before: the library has its own idea of which comes first.
  if (/\d ?[./-] ?\d/.test(text)) return null;
  const reference = { instant: now, timezone: DateTime.fromJSDate(now, { zone }).offset };
  const dates = READERS.flatMap((reader) => {
    const on = takeOnly(text, reader.parse(text, reference, { forwardDate: true }).map(toFound));
    return on === null ? [] : [on];
  });
  return new Set(dates).size === 1 ? (dates[0] ?? null) : null;
}

/** A day the library had to guess is no date, nor is the beginning of a span. */
function toFound({ start, end, index, text }: ParsedResult): FoundDate {
  const [year, month, day] = [start.get("year"), start.get("month"), start.get("day")];
  // In "1er décembre 12" the library takes 12 for the hour.
  const isHourGuessed = start.isCertain("hour") && !/\d ?(?::|h|[ap]\.?m|uhr)/i.test(text);
  const isNamed = (start.isCertain("day") || start.isCertain("weekday")) && !end && !isHourGuessed;
  const date = year && month && day ? DateTime.fromObject({ year, month, day }, { zone: "utc" }) : null;
  const isWeekday = start.isCertain("weekday") && !start.isCertain("day");
  return { on: isNamed && date?.isValid ? date.toISODate() : null, index, length: text.length, isWeekday };
}
