import type { Person } from "../person.ts";

/** A pull request as one delivery, or one read, shows it. Times are ISO 8601 in UTC, as GitHub sends them. */
export interface PullRequest {
  readonly repositoryId: number;
  readonly number: number;
  readonly title: string;
  /** "" when GitHub sends null. */
  readonly body: string;
  readonly state: "open" | "closed";
  readonly isDraft: boolean;
  readonly author: Person;
  readonly labels: readonly string[];
  readonly baseRef: string;
  readonly headRef: string;
  readonly headSha: string;
  /** null when the fork of the head was deleted. */
  readonly headRepositoryId: number | null;
  readonly mergedAt: string | null;
  readonly mergedBy: Person | null;
  readonly mergeCommitSha: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly url: string;
}
