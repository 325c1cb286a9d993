/**
 * What has another name by now. All of it is said of the baseline: its words are changed to the present ones before the two
 * are compared.
 */
export interface Renames {
  /** Methods of the interface to GitHub. */
  readonly methods: Readonly<Record<string, string>>;
  /** Keys of what is given to a method, at any depth: "createCheckRun.externalId" to the new key. */
  readonly fields: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
  /** "old_table.old_column" to the new column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly values: readonly ValueRename[];
  /**
   * What is not compared, and why: "table.column" or "table", by its present name. Rows and columns that are only there
   * today, or are not there any more, are said here too.
   */
  readonly ignored: Readonly<Record<string, string>>;
}

/** Texts in columns, of which a part is replaced: names of objects, kinds, and in a jsonb column its keys as well. */
export interface ValueRename {
  /** "old_table.old_column". */
  readonly columns: readonly string[];
  readonly from: RegExp;
  readonly to: string;
}

export const RENAMES: Renames = {
  methods: {},
  fields: {},
  tables: {
    appointment: "work_item",
    standing: "managed_resource",
    gesture: "user_action",
    turn: "rate_limit",
    obstacle: "blocker",
  },
  columns: {
    "appointment.object": "key",
    "appointment.at": "run_at",
    "appointment.parked": "blocked_by",
    "standing.object": "key",
    "standing.key": "idempotency_key",
    "standing.twin_id": "duplicate_id",
    "gesture.gesture": "action",
    "turn.queued_until": "retries_reserved_until",
    "delivery.object": "key",
    "dashboard.object": "key",
    "dashboard.minded_changes": "shown_changes",
    "outcome.nudged_at": "reminded_at",
    "outcome.owner": "assignee",
    "outcome.follow_up_number": "issue_number",
    "pull_request.is_merge_news": "is_merge_unrecorded",
    "pull_request.earlier": "similar_outcomes",
    "repository.compared_at": "backfilled_at",
    "repository.heard_at": "named_at",
    "repository.is_judging_due": "is_evaluation_due",
    "ledger.wished_at": "requested_at",
  },
  values: [
    { columns: ["appointment.object", "delivery.object"], from: /^comparison\//, to: "backfill/" },
    { columns: ["appointment.object", "delivery.object"], from: /^twins\//, to: "duplicates/" },
    { columns: ["standing.object"], from: /^nudge\//, to: "reminder/" },
  ],
  ignored: {
    "outcome.clock_started_at": "new: the moment of the merge",
    "outcome.questions": "new: the answers stand in it, and are compared as they stood before",
    delivery: "the app's own events are kept as done at once",
    work_item: "keys are enqueued by what changes them, no longer by every reconcile of a dashboard",
  },
};
