import type { Slot } from "../languages/slot.ts";

const PROBLEM_SLOTS = ["why", "reason", "purpose", "problem", "defect", "issue", "context"] as const;
const MEASURE_SLOTS = [
  "gauge",
  "success",
  "impact",
  "result",
  "criterion",
  "metric",
  "measure",
  "know",
  "monitor",
  "verify",
] as const;

/** What nobody can know before the release. */
const BEFORE = ["success", "criterion", "monitor", "verify", "metric", "measure", "gauge", "know", "result"] as const;

/** What a word near others takes their meaning from: "why not", "known problems", "test coverage metrics". */
export const TURNS: Readonly<Partial<Record<Slot, readonly Slot[]>>> = {
  test: [...PROBLEM_SLOTS, ...MEASURE_SLOTS],
  risk: [...PROBLEM_SLOTS, ...MEASURE_SLOTS],
  approach: ["why", "reason"],
  aside: ["why", "reason", "purpose"],
  how: ["issue", "defect"],
  not: ["why", "reason", "purpose"],
  more: ["context", "issue", "defect", "problem", "reason", "metric"],
  any: ["issue", "defect", "problem"],
  link: ["context", "issue", "defect", "problem", "solve"],
  before: BEFORE,
  past: BEFORE,
  stage: [...BEFORE, "release", "after"],
  quality: ["metric", "impact", "result", "measure", "monitor", "verify"],
  review: ["success", "criterion", "know", "monitor", "verify", "gauge"],
};

/** "How was", "was measured": a word that says so takes its own meaning too. */
export const TURNS_ITSELF: Slot = "past";

/** What was added, renamed or removed is instrumentation, wherever that is said, unless it is to show that something worked. */
export const MADE: Readonly<Record<"turned" | "heldBy", readonly Slot[]>> = {
  turned: ["metric", "monitor", "gauge"],
  heldBy: ["expected", "success", "know", "how", "move", "after"],
};

/** The slots of words that tell that a heading names something else. */
export const TURNING_SLOTS: readonly Slot[] = [
  "test",
  "risk",
  "approach",
  "aside",
  "more",
  "any",
  "link",
  "before",
  "past",
  "stage",
  "quality",
  "review",
  "not",
  "elsewhere",
];
