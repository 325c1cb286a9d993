import type { NextStep, Reason } from "../core/outcome/reason.ts";
import type { Verdict } from "../core/outcome/verdict.ts";

/** The developers of the shop. */
export const TEAM = ["ada", "bob", "chris", "dan"] as const;
export type Developer = (typeof TEAM)[number];

/** How a question ends. */
export type Ending =
  | {
      readonly kind: "answer";
      readonly verdict: Verdict;
      /** The evidence; without it the answer is only a tick. */
      readonly saw?: string;
      /** Boxes of the second step, ticked as well. */
      readonly why?: Reason;
      readonly next?: NextStep;
      /** Days from the question to the answer; 1 by default. */
      readonly after?: number;
      /** Answered by email. */
      readonly isMail?: boolean;
    }
  | { readonly kind: "silence" }
  | { readonly kind: "drop"; readonly why: string }
  | { readonly kind: "snooze"; readonly days: number; readonly later: Ending }
  /** Reverted this many days after the merge. */
  | { readonly kind: "revert"; readonly after: number };

/** One merged pull request of the year. */
export interface ShopChange {
  /** The day of the merge, counted from 0. */
  readonly day: number;
  readonly by: Developer;
  readonly title: string;
  readonly problem: string;
  /** null where the author states none; "N/A: …" where there is nothing to measure. */
  readonly measure: string | null;
  readonly ending: Ending;
  readonly label?: string;
}

type Answer = Extract<Ending, { kind: "answer" }>;

/** An answer by a tick alone, or with evidence. */
export function answered(verdict: Verdict, saw?: string, more: Omit<Answer, "kind" | "verdict" | "saw"> = {}): Answer {
  return { kind: "answer", verdict, ...(saw !== undefined && { saw }), ...more };
}

/** No answer, or no question. */
export const SILENCE: Ending = { kind: "silence" };
