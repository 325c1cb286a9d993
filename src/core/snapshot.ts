import type { PullRequest } from "./pull-request.ts";

/** What to do with a snapshot, given what is known. */
export type SnapshotVerdict = "take" | "ignore" | "read";

/**
 * Deliveries may come late, twice and in any order; GitHub's times have a resolution of one second. An older snapshot is
 * ignored. Of two of the same second with different content neither is known to be newer, unless one says so itself: a
 * merge cannot be undone, and an edit names the text it replaced. Otherwise the object is read once.
 */
export function weighSnapshot(
  known: PullRequest | undefined,
  seen: PullRequest,
  bodyBefore: string | null,
): SnapshotVerdict {
  if (!known) return "take";
  const difference = Date.parse(seen.updatedAt) - Date.parse(known.updatedAt);
  if (difference !== 0) return difference > 0 ? "take" : "ignore";

  if (JSON.stringify(seen) === JSON.stringify(known)) return "ignore";
  if (isMerged(seen) !== isMerged(known)) return isMerged(seen) ? "take" : "ignore";
  return bodyBefore !== null && bodyBefore === known.body && seen.body !== known.body ? "take" : "read";
}

function isMerged(pull: PullRequest): boolean {
  return pull.mergedAt !== null;
}
