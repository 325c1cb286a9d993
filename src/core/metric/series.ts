/** The number of a day. */
export interface DayValue {
  /** In UTC: "2026-11-20". */
  readonly day: string;
  /** null where there is no data, which is never zero. */
  readonly value: number | null;
}

/** One value for each day of a span, in order, none missing. */
export type Series = readonly DayValue[];

/** Days in UTC, both included. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}
