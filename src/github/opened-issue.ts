/** An issue, as far as counting it goes. */
export interface OpenedIssue {
  readonly number: number;
  /** ISO 8601, in UTC. */
  readonly createdAt: string;
}

/** A page of issues by the time they were opened: at most 100. */
export interface IssueDatesPage {
  readonly issues: readonly OpenedIssue[];
  /** Cursor of the next page; null where older issues than those asked for begin. */
  readonly next: string | null;
}

/** Which issues to list. */
export interface IssueDatesRequest {
  /** An issue has all of them. */
  readonly labels: readonly string[];
  /** Issues opened before are left out. ISO 8601, in UTC. */
  readonly since: string;
  /** Where the page before ended; null for the first. */
  readonly cursor: string | null;
}
