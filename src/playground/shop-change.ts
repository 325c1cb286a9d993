import type { NextStep, Reason } from "../core/outcome/reason.ts";
import type { Verdict } from "../core/outcome/verdict.ts";

/** Who works on the shop. */
export const TEAM = ["ada", "bob", "chris", "dan"] as const;
export type Developer = (typeof TEAM)[number];

/** What became of a question. */
export type Ending =
  | {
      readonly kind: "answer";
      readonly verdict: Verdict;
      /** What was seen; without it the answer is only a click. */
      readonly saw?: string;
      /** Second boxes that are ticked as well. */
      readonly why?: Reason;
      readonly next?: NextStep;
      /** Days from the question to the answer; 1 unless told. */
      readonly after?: number;
      /** Answered from the mail program. */
      readonly isMail?: boolean;
    }
  | { readonly kind: "silence" }
  | { readonly kind: "drop"; readonly why: string }
  | { readonly kind: "snooze"; readonly days: number; readonly later: Ending }
  /** Reverted so many days after the merge. */
  | { readonly kind: "revert"; readonly after: number };

/** One merged pull request of the year. */
export interface ShopChange {
  /** Merged on this day of the year: 0 is the first. */
  readonly day: number;
  readonly by: Developer;
  readonly title: string;
  readonly problem: string;
  /** null where nobody said; "N/A: …" where there is nothing to measure. */
  readonly measure: string | null;
  readonly ending: Ending;
  readonly label?: string;
}

type Answer = Extract<Ending, { kind: "answer" }>;

/** Answered by a click alone, or with what was seen. */
export function answered(verdict: Verdict, saw?: string, more: Omit<Answer, "kind" | "verdict" | "saw"> = {}): Answer {
  return { kind: "answer", verdict, ...(saw !== undefined && { saw }), ...more };
}

/** Nobody answers, or nobody is asked. */
export const SILENCE: Ending = { kind: "silence" };
