import type { Person } from "../person.ts";

interface By {
  readonly by: Person;
  /** When it happened according to GitHub, ISO 8601. */
  readonly at: string;
}

/**
 * What a person did. A user action never becomes stale: it counts once, in whatever order deliveries arrive. A
 * snapshot, in contrast, counts only when it is newer than what is known.
 */
export type UserAction =
  | ({
      readonly kind: "commented";
      /** Of a review, its id, which may be that of another comment too. */
      readonly commentId: number;
      /** GraphQL's id of the review; absent for a comment. */
      readonly reviewNodeId?: string;
      readonly body: string;
      /** The comment before the edit; null for a new one. */
      readonly bodyBefore: string | null;
      /** Of an edited comment, when it was written. */
      readonly writtenAt?: string;
    } & By)
  | ({ readonly kind: "deleted-comment"; readonly commentId: number } & By)
  | ({ readonly kind: "edited-issue"; readonly before: string; readonly after: string } & By)
  | ({ readonly kind: "closed-issue" } & By)
  | ({ readonly kind: "reopened-issue" } & By)
  | ({ readonly kind: "assigned"; readonly assignee: Person } & By)
  /** The issue is no longer in this repository; `to` is its new URL, null when it was deleted. */
  | ({ readonly kind: "removed-issue"; readonly to: string | null } & By)
  | ({ readonly kind: "pressed"; readonly button: string } & By);
