import type { Reason } from "../../core/outcome/reason.ts";
import { quoteInline } from "../neutral.ts";

/** Why a change missed, or why nobody can tell, inside a list. */
const REASON_WORDS: { readonly [R in Reason]: string } = {
  idea: "the idea",
  build: "the build",
  measure: "the measure",
  world: "the world changed",
  instrumentation: "nothing is measured yet",
  traffic: "too few people came by",
  early: "too early",
  unreleased: "not released",
  access: "no access to the numbers",
};

/** Renders a reason; null means that no reason was given. */
export function renderReason(why: Reason | null): string {
  return why === null ? "no reason given" : REASON_WORDS[why];
}

/** Verb phrases for questions that were not asked, to follow their count. */
const NOT_ASKED_WORDS: Readonly<Record<string, string>> = {
  "no room": "hit the limits",
  "issues are switched off": "came while issues were disabled",
  "the repository is archived": "came while the repository was archived",
  "the app cannot see the repository any more": "came while the app could not see the repository",
  "the issue was deleted": "lost their issue, which was deleted",
};

/** Renders why questions were not asked, after their count: "39 hit the limits". */
export function renderNotAsked(reason: string | null, count: number): string {
  if (reason === null) return `${count} for no recorded reason`;
  const words = Object.hasOwn(NOT_ASKED_WORDS, reason) ? NOT_ASKED_WORDS[reason] : undefined;
  return `${count} ${words ?? `for this reason: ${quoteInline(reason)}`}`;
}
