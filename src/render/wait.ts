import type { Config } from "../core/config/config.ts";

/** Says when the question comes: "30 days after the merge", or "a merge", where no single one is meant. */
export function renderWait({ "follow-up": { after } }: Config, article: "the" | "a" = "the"): string {
  return `${after.text} after ${article} merge`;
}
