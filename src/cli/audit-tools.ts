import { parseDuration, toMilliseconds } from "../core/time/duration.ts";
import { toCalendarDate } from "../core/time/schedule.ts";
import type { CommandEnv } from "../env.ts";
import { createReader } from "../github/reader.ts";
import { type AuditTarget, renderNoToken } from "./audit-failure.ts";
import { createPatientReader, type PatientReader } from "./patient-reader.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface AuditOptions {
  /** An organization or a person, whose repositories are audited. */
  readonly org?: string;
  readonly since: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** What an audit needs besides its arguments. */
export interface AuditTools {
  readonly terminal: Terminal;
  readonly env: CommandEnv;
  readonly now: () => Date;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where the notes of an unfinished audit are kept. */
  readonly cacheFolder: string;
  /** Stops the audit; its notes stay. */
  readonly signal: AbortSignal;
}

/** Calendar dates in UTC. */
export interface AuditSpan {
  readonly since: string;
  readonly until: string;
}

/** Before GitHub existed, nothing was merged on it. */
const FIRST_DAY = "2008-01-01";

/** Parses how far to look back: a length of time before today, or a date. */
export function parseSpan(text: string, now: Date): AuditSpan {
  const until = toCalendarDate(now, "UTC");
  const duration = parseDuration(text);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!duration && !isDate) {
    throw new UsageError(`--since takes a length such as 90d or "3 months", or a date such as 2026-08-01`);
  }
  const earliest = Date.parse(FIRST_DAY);
  const from = duration ? Date.parse(until) - toMilliseconds(duration) : Date.parse(text);
  const since = toCalendarDate(new Date(Math.max(earliest, from)), "UTC");
  if (since >= until) throw new UsageError("--since must be at least a day ago");
  return { since, until };
}

/** Connects with the user's token. `pause` clears the line for what the reader has to say. */
export function connectReader(
  { env, signal, now, wait, terminal }: AuditTools,
  target: AuditTarget,
  pause: () => void,
): PatientReader {
  if (env.token === null) throw new UsageError(renderNoToken(target));
  return createPatientReader(createReader({ ...env, token: env.token, signal, now }), {
    now,
    wait: (ms) => wait(ms, signal),
    tell(line) {
      pause();
      terminal.warn(line);
    },
  });
}

/** Says that an interrupted audit cannot be continued. */
export function renderNoNotes(cacheFolder: string): string {
  return `Cannot write to ${cacheFolder}: an interrupted audit will have to start again.`;
}
