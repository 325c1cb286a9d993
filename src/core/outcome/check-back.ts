import { type Chrono, de, en, es, fr, it, nl, type ParsedResult, pt } from "chrono-node";
import { DateTime } from "luxon";
import { addDuration, parseDuration } from "../time/duration.ts";
import { toCalendarDate } from "../time/schedule.ts";
import { type FoundDate, isWholeDate } from "./date-found.ts";
import { listNumericDates } from "./date-numeric.ts";
import { findInPeriod } from "./date-period.ts";
import { LENGTHS, toWords } from "./date-words.ts";

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

const READERS: readonly Chrono[] = [en.casual, de.casual, fr.casual, es.casual, pt.casual, it.casual, nl.casual];

/** In characters. A longer text is no date, and none of it may be left unread. */
const LONGEST = 500;

/**
 * Parses a date or a duration: "in two weeks", "24 Dec", "2026-12-24", "3 months", "Ende November". A text of which only a
 * part is understood is unreadable: a wrong date is worse than none.
 */
export function parseCheckBack(text: string, { now, zone, limit }: CheckBackFrame): CheckBack {
  const today = toCalendarDate(now, zone);
  const on = text.length > LONGEST ? null : findDate(normalise(text), now, zone);
  if (on === null) return { problem: "unreadable" };
  if (on <= today) return { problem: "past" };
  return on > (limit ?? addDuration(today, { amount: 1, unit: "years" })) ? { problem: "too-far" } : { on };
}

/** Alone, "mar" is March or a Tuesday, "set" September or an English word, and "ago" August or nothing. */
const AMBIGUOUS = /^(?:mar|set|ago)\.?$/i;

function findDate(text: string, now: Date, zone: string): string | null {
  const today = toCalendarDate(now, zone);
  if (AMBIGUOUS.test(text)) return null;
  const numeric = listNumericDates(text, today);
  if (numeric.length > 0) return takeOnly(text, numeric);
  const durations = listDurations(text, today);
  if (durations.length > 1) return null;
  return takeOnly(text, durations) ?? findInPeriod(text, today) ?? findByWords(text, now, zone);
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

function listDurations(text: string, today: string): readonly FoundDate[] {
  return [...text.matchAll(DURATION)].flatMap((match): readonly FoundDate[] => {
    const [whole, digits, word, , unit = ""] = match;
    const known = LENGTHS.get(toWords(unit)[0] ?? "");
    const duration = parseDuration(`${digits ?? word ?? "1"} ${known}`);
    // Minutes and hours do not name a date.
    if (!duration || known === "minutes" || known === "hours") return [];
    return [{ on: addDuration(today, duration), index: match.index, length: whole.length, isDuration: true }];
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
