/** A page of the history of a commit: at most 100 commits. */
export interface HistoryPage {
  /** The commit that the revision names. */
  readonly head: string;
  readonly commits: readonly string[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** Which part of a history to read. */
export interface HistoryRequest {
  /** A commit, or a reference such as `refs/tags/v1.2`. */
  readonly revision: string;
  /** Older commits are left out. ISO 8601. */
  readonly since: string;
  /** Where the page before ended; null for the first. */
  readonly cursor: string | null;
}
