/** What an author hopes a metric will do. */
export type Target = AbsoluteTarget | RelativeTarget;

/** A number of its own, such as "to 20" or "below 2". */
export interface AbsoluteTarget {
  readonly kind: "at-least" | "at-most";
  readonly value: number;
  /** "More than 20" and "below 2" leave out the number itself. */
  readonly isStrict: boolean;
}

/** A change against the weeks before, such as "+10 %" or "by half". */
export interface RelativeTarget {
  readonly kind: "relative";
  /** Up when positive, never zero: a fraction of the number before (0.1 for "+10 %"), or in the metric's own unit. */
  readonly change: number;
  /** Percentages of a metric in percent are points: its own unit. */
  readonly of: "before" | "unit";
}
