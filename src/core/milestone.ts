import type { ClockStart } from "./clock/shipment.ts";
import type { Verdict } from "./outcome/verdict.ts";

/** What a milestone is about, in ids: nothing in it was written by a person. */
export interface MilestoneSubject {
  readonly repositoryId: number;
  /** Of the pull request. */
  readonly number: number;
}

/** What the app is there for, as its operator counts it and finds it in the log. */
export type Milestone =
  /** A change reached its users, by what the clock goes by or by what a person said. */
  | (MilestoneSubject & { readonly kind: "shipped"; readonly by: ClockStart | "person" })
  | (MilestoneSubject & { readonly kind: "asked"; readonly issue: number | null })
  | (MilestoneSubject & { readonly kind: "answered"; readonly verdict: Verdict; readonly issue: number | null })
  | (MilestoneSubject & { readonly kind: "unanswered"; readonly issue: number | null })
  /** A monthly issue was opened. */
  | { readonly kind: "reported"; readonly repositoryId: number; readonly month: string; readonly issue: number }
  /** GitHub was asked to deliver a webhook again. */
  | { readonly kind: "redelivered"; readonly delivery: string };
