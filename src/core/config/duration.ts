import { z } from "zod";
import { type Duration, parseDuration, toMilliseconds } from "../time/duration.ts";
import { text } from "./text.ts";

/** A duration of at most a year, as text in the file and parsed here: what passes can be used. */
export function duration() {
  return z.codec(text(100).meta({ title: "duration" }), z.custom<ConfiguredDuration>(), {
    decode: (written, { issues }) => {
      const found = parseDuration(written);
      if (found && toMilliseconds(found) <= YEAR_MS) return { ...found, text: written.replace(/\s+/g, " ") };
      issues.push({ code: "custom", message: found ? TOO_LONG : NO_DURATION, input: written });
      return z.NEVER;
    },
    encode: (found) => found.text,
  });
}

/** The same, or "none", which is null here. */
export function durationOrNone() {
  const one = duration();
  return z.codec(text(100).meta({ title: "duration, or none" }), z.custom<ConfiguredDuration | null>(), {
    decode: (written, { issues }) => {
      if (written.trim().toLowerCase() === "none") return null;
      const found = one.safeDecode(written);
      if (found.success) return found.data;
      issues.push({ code: "custom", message: found.error.issues[0]?.message ?? NO_DURATION, input: written });
      return z.NEVER;
    },
    encode: (found) => found?.text ?? "none",
  });
}

/** A duration, and how the file says it. */
export interface ConfiguredDuration extends Duration {
  readonly text: string;
}

const YEAR_MS = toMilliseconds({ amount: 1, unit: "years" });
const NO_DURATION = 'Expected a duration such as "30 days", "2 weeks" or "1 month".';
const TOO_LONG = "Must not be longer than a year.";
