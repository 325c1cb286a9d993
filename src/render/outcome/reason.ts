import type { Reason } from "../../core/outcome/reason.ts";
import { quoteInline } from "../neutral.ts";

/** Why a change missed, or why no one can tell, inside a list. */
const REASON_WORDS: { readonly [R in Reason]: string } = {
  idea: "the idea",
  build: "the execution",
  measure: "the measure",
  world: "an outside change",
  instrumentation: "not measured yet",
  traffic: "too little traffic",
  early: "too early",
  unreleased: "not released yet",
  access: "no access to the numbers",
};

/** Renders a reason; null means that no reason was given. */
export function renderReason(why: Reason | null): string {
  return why === null ? "no reason given" : REASON_WORDS[why];
}

/** Verb phrases for questions that were not asked, to follow their count or "it". */
const NOT_ASKED_WORDS: Readonly<Record<string, string>> = {
  "no room": "hit the limits (`max-per-day`, `max-open-per-person`)",
  "issues are switched off": "came due while issues were disabled",
  "the repository is archived": "came due while the repository was archived",
  "the app cannot see the repository any more": "came due while the app couldn't see the repository",
  "the issue was deleted": "went out in an issue that was deleted",
};

/** Renders why questions were not asked, after their count: "39 hit the limits". */
export function renderNotAsked(reason: string | null, count: number): string {
  if (reason === null) return `${count} without a recorded reason`;
  return `${count} ${findNotAskedWords(reason) ?? `for this reason: ${quoteInline(reason)}`}`;
}

/** Renders why one question was not asked: "it hit the limits". */
export function renderWhyNotAsked(reason: string | null): string {
  if (reason === null) return "no reason recorded";
  const words = findNotAskedWords(reason);
  return words === undefined ? quoteInline(reason, 120) : `it ${words}`;
}

function findNotAskedWords(reason: string): string | undefined {
  return Object.hasOwn(NOT_ASKED_WORDS, reason) ? NOT_ASKED_WORDS[reason] : undefined;
}
