import { type DestinationStream, type Logger, pino } from "pino";
import { toErrorFields } from "./error-fields.ts";

export interface LogOptions {
  readonly level: string;
  /** Where lines go; by default to stdout. */
  readonly destination?: DestinationStream;
}

/** The log of the process: JSON, one object a line, with levels and times that people can read. */
export function createLog({ level, destination }: LogOptions): Logger {
  const options = {
    level,
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => toErrorFields(error) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
