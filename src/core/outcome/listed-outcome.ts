import type { Reason } from "./reason.ts";
import type { Verdict } from "./verdict.ts";

/** An outcome as a line of a list shows it. No more of it is loaded for one. Times are ISO 8601 in UTC. */
export interface ListedOutcome {
  readonly repositoryId: number;
  /** Of the pull request. */
  readonly number: number;
  readonly title: string;
  readonly issueNumber: number | null;
  /** Logins. */
  readonly author: string;
  readonly assignee: string | null;
  readonly dueOn: string | null;
  readonly dueAt: string | null;
  readonly askedAt: string | null;
  /** Its assignee was reminded. */
  readonly isReminded: boolean;
  /** Of the answer that stands. */
  readonly verdict: Verdict | null;
  readonly why: Reason | null;
  /** Its beginning. */
  readonly evidence: string | null;
}
