import type { PullRequest } from "./pull-request.ts";

/** What to do with a snapshot, given what is known. */
export type SnapshotVerdict = "take" | "ignore" | "read";

/**
 * Decides what to do with a snapshot. Deliveries may come late, twice and in any order, and GitHub's times have a
 * resolution of one second. An older snapshot is ignored. Of two of the same second with different content, neither is
 * known to be newer unless one says so itself: a merge cannot be undone, and an edit names the text it replaced.
 * Otherwise the pull request is read from GitHub once.
 */
export function weighSnapshot(
  known: PullRequest | undefined,
  seen: PullRequest,
  bodyBefore: string | null,
): SnapshotVerdict {
  if (!known) return "take";
  const difference = Date.parse(seen.updatedAt) - Date.parse(known.updatedAt);
  // @removal older-snapshot-ignored
  if (difference !== 0) return difference > 0 ? "take" : "ignore";

  if (toCanonicalText(seen) === toCanonicalText(known)) return "ignore";
  if (isMerged(seen) !== isMerged(known)) return isMerged(seen) ? "take" : "ignore";
  return bodyBefore !== null && bodyBefore === known.body && seen.body !== known.body ? "take" : "read";
}

/** Serializes with sorted keys: a database that stores JSON may return its keys in another order. */
function toCanonicalText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    const isObject = typeof part === "object" && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  });
}

function isMerged(pull: PullRequest): boolean {
  return pull.mergedAt !== null;
}
