/** A user action of the year. */
export interface Entry {
  /** Days since the start of the year. */
  readonly day: number;
  readonly run: () => Promise<unknown>;
}

/** Each eventful day takes time to play, so the shop's people act once a week only, and then release. */
export const WEEK_DAYS = 7;

/** The day on which what is planned for a day is done. */
export function toWorkday(day: number): number {
  return Math.ceil(day / WEEK_DAYS) * WEEK_DAYS;
}
