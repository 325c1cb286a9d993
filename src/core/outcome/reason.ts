import type { Verdict } from "./verdict.ts";

/** Why a change missed, or only partly worked: a finding about the work, never about a person. */
export const MISS_REASONS = ["idea", "build", "measure", "world"] as const;
/** Why nobody can tell. */
export const UNCLEAR_REASONS = ["instrumentation", "traffic", "early", "unreleased", "access"] as const;
/** What follows from an answer. */
export const NEXT_STEPS = ["keep", "iterate", "remove"] as const;

export type Reason = (typeof MISS_REASONS)[number] | (typeof UNCLEAR_REASONS)[number];
export type NextStep = (typeof NEXT_STEPS)[number];

/** The reasons a verdict can have; "worked" needs none. */
export function listReasons(verdict: Verdict): readonly Reason[] {
  switch (verdict) {
    case "worked":
      return [];
    case "partly":
    case "missed":
      return MISS_REASONS;
    case "unclear":
      return UNCLEAR_REASONS;
  }
}
