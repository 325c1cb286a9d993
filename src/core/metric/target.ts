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

/** A target in the words of ledger and export: "at least 20", "below 2", "+10%". */
export function describeTarget(target: Target): string {
  if (target.kind === "relative") {
    const amount = target.of === "before" ? `${round(target.change * 100)}%` : `${target.change}`;
    return `${target.change > 0 ? "+" : ""}${amount}`;
  }
  return `${BOUND_WORDS[target.kind][target.isStrict ? "strict" : "loose"]} ${target.value}`;
}

const BOUND_WORDS = {
  "at-least": { strict: "above", loose: "at least" },
  "at-most": { strict: "below", loose: "at most" },
} as const;

/** Without the dust of binary fractions. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
