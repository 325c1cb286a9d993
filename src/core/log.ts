/**
 * Where the log goes: a static message, and data as fields. error is our bug, warn is worth a look some day, info is a
 * user's mistake or a change. A pino logger is one.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
