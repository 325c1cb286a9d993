import type { Reason } from "./reason.ts";
import type { Verdict } from "./verdict.ts";

/** An outcome as a list shows it; only this much is loaded. Times are ISO 8601 in UTC. */
export interface ListedOutcome {
  readonly repositoryId: number;
  /** Number of the pull request. */
  readonly number: number;
  readonly title: string;
  readonly issueNumber: number | null;
  readonly mergedAt: string;
  /** Logins. */
  readonly author: string;
  readonly assignee: string | null;
  readonly dueOn: string | null;
  readonly dueAt: string | null;
  readonly askedAt: string | null;
  /** Its assignee was reminded. */
  readonly isReminded: boolean;
  /** The verdict and reason of the answer that stands. */
  readonly verdict: Verdict | null;
  readonly why: Reason | null;
  /** Only the beginning of it. */
  readonly evidence: string | null;
}
