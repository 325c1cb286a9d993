/**
 * What a word can be in a request, whatever the language. `description/requests.ts` says which slots together ask for a
 * field; a language only lists its words for each of them.
 */
export const SLOTS = [
  // The problem.
  "why",
  /** Nouns that ask by themselves: motivation, rationale. */
  "reason",
  "purpose",
  /** Asks when it stands alone. */
  "because",
  "problem",
  /** What went wrong: a bug, an incident. */
  "defect",
  /** An issue, a gap, a need. Also the name of a ticket, or a verb, so it needs company. */
  "issue",
  "solve",
  /** Context, background, cause: what led to it, or only what is around it. */
  "context",

  // The measure.
  "success",
  "impact",
  "result",
  "expected",
  /** Criterion, sign, "looks like". */
  "criterion",
  /** Metric, number, signal. */
  "metric",
  "measure",
  /** To know, to tell. */
  "know",
  /** To watch, to monitor. */
  "monitor",
  /** To verify, to check: what one also does before a release. */
  "verify",
  "after",
  "release",
  /** Where something is seen after its release: production, a dashboard. */
  "place",
  /** To improve, to rise, to drop. */
  "move",
  /** To change: what instrumentation does too. */
  "vary",
  /** Should, ought to: what is expected of a metric. */
  "should",
  /** A span of time: "by when", "how many weeks". */
  "period",
  /** Words that ask for the measure by themselves: "KPIs", "did this work". */
  "gauge",

  // The check-back.
  "when",
  "look",
  /** Words that ask for the date by themselves: "review date". */
  "checkBack",

  // The frame of a question.
  "how",
  "what",
  "will",
  /** Describe, explain. */
  "ask",
  "and",
  /** If, in case: what is asked on a condition. */
  "if",
  /** Articles, pronouns, auxiliaries, and adjectives that change nothing. */
  "small",
  /** Summary, description, changes: asks for anything. */
  "general",

  // What turns a request to something else.
  "test",
  "approach",
  /** What a why can be about beside the change: a dependency, a version, a screenshot that is missing. */
  "aside",
  /** Risk, rollback, problems that the change could cause. */
  "risk",
  "review",
  "link",
  /** Additional, other, related. */
  "more",
  /** Any, known, possible. */
  "any",
  "not",
  "before",
  /** A place before production: staging, a preview. */
  "stage",
  /** "How was", "was measured": what has been measured already. */
  "past",
  /** Added, renamed, removed, new: what is said of instrumentation. */
  "made",
  /** Coverage, benchmark, bundle size, the scope of an impact. */
  "quality",
  /** Names of other sections: checklist, screenshots, release notes. */
  "elsewhere",
] as const;
export type Slot = (typeof SLOTS)[number];
