import type { SkipReason } from "../../core/pull-request/skip.ts";
import type { quotePlain } from "../neutral.ts";

/** Renders that a pull request is skipped, and why, in a few words; `quote` decides how people's words are quoted. */
export function renderSkip(reason: SkipReason, quote: typeof quotePlain): string {
  if (reason.kind === "person") {
    return `Skipped by ${reason.by}${reason.reason === null ? "" : `: ${quote(reason.reason, 80)}`}`;
  }
  return `Skipped: ${renderWhy(reason, quote)}`;
}

function renderWhy(reason: Exclude<SkipReason, { kind: "person" }>, quote: typeof quotePlain): string {
  switch (reason.kind) {
    case "base":
      return `merges into ${quote(reason.found, 60)}`;
    case "merge-back":
      return `merges ${quote(reason.found, 60)} back`;
    case "revert":
      return "revert";
    case "bot":
    case "author":
      return `opened by ${quote(reason.found, 60)}`;
    case "label":
      return `labeled ${quote(reason.found, 60)}`;
    case "title":
      return `title matches ${quote(reason.found, 60)}`;
    case "branch":
      return `branch matches ${quote(reason.found, 60)}`;
    case "paths":
      return `only touches ${quote(reason.found, 60)}`;
    case "draft":
      return "draft";
  }
}
