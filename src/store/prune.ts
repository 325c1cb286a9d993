import type { Cutoffs } from "../core/repository/retention.ts";
import type { Database } from "./database.ts";

/** Rows per statement, so that no lock is held for long. */
export const BATCH = 500;

/** Rows that are deleted after a while: a table and a condition on `t`, where $1 is the cutoff. */
interface Sweep {
  readonly table: string;
  readonly before: keyof Cutoffs;
  readonly where: string;
}

const OPEN_OUTCOME = `select from outcome o where o.repository_id = t.repository_id and o.state in ('asked', 'waiting')`;
const PULL = "select from pull_request p where p.repository_id = t.repository_id";
/** The third part of a key, compared as text because it is not always a number. */
const PART = "split_part(t.key, '/', 3)";

const SWEEPS: readonly Sweep[] = [
  { table: "delivery", before: "deliveries", where: "t.done_at < $1" },
  { table: "delivery", before: "setAside", where: "t.set_aside_at < $1" },
  { table: "revert", before: "reverts", where: "t.merged_at < $1" },
  { table: "shipment", before: "shipments", where: "t.heard_at < $1" },
  {
    table: "arrival",
    before: "shipments",
    where: `t.at < $1 and not exists (select from outcome o where o.repository_id = t.repository_id and o.number = t.number
                                        and o.clock_started_at is null and o.state in ('waiting', 'unstated', 'asked'))`,
  },
  { table: "permission", before: "permissions", where: "t.read_at < $1" },
  {
    // While a question is open, the comments already parsed on it must not be parsed again.
    table: "user_action",
    before: "actions",
    where: `t.responded_at < $1 and not exists (${OPEN_OUTCOME} and o.issue_number = t.number)`,
  },
  {
    // User actions that no reconciler will take: on an issue that is not ours, or where the app is not active.
    table: "user_action",
    before: "strangers",
    where: `t.recorded_at < $1 and t.taken_at is null
      and not exists (select from outcome o where o.repository_id = t.repository_id and o.issue_number = t.number)
      and not exists (select from managed_resource s where s.repository_id = t.repository_id and s.github_id = t.number)
      and not exists (select from pull_request p join repository r on r.id = p.repository_id and r.is_active
                       where p.repository_id = t.repository_id and p.number = t.number)`,
  },
  {
    table: "branch_config",
    before: "closed",
    where: `t.noted_at < $1 and not exists (${PULL} and p.state = 'open' and p.snapshot ->> 'headRef' = t.ref)`,
  },
  {
    // An open outcome can still be dropped from its pull request, and one without a measure can still get one. The check of
    // one that ended follows late answers.
    table: "pull_request",
    before: "closed",
    where: `t.state = 'closed' and t.updated_at < $1 and not t.is_merge_unrecorded
      and not exists (select from outcome o where o.repository_id = t.repository_id and o.number = t.number
                         and (o.state in ('asked', 'waiting') or o.ended_at > $1
                              or (o.state = 'unstated' and (o.due_at is null or o.due_at > $1))))`,
  },
  {
    table: "managed_resource",
    before: "checks",
    where: `starts_with(t.key, 'check/') and t.intended_at < $1 and not exists (${PULL} and p.head_sha = ${PART})`,
  },
  {
    // A comment that a person deleted is never written again while its pull request can be reopened.
    table: "managed_resource",
    before: "closed",
    where: `starts_with(t.key, 'comment/') and t.intended_at < $1 and not exists (${PULL} and p.number::text = ${PART})
      and (t.dismissed_at is null
        or exists (select from outcome o where o.repository_id = t.repository_id and o.number::text = ${PART})
        or exists (select from skipped_merge s where s.repository_id = t.repository_id and s.number::text = ${PART}))`,
  },
  {
    table: "managed_resource",
    before: "closed",
    where: `(starts_with(t.key, 'again/') or starts_with(t.key, 'reminder/')) and t.intended_at < $1
      and not exists (${OPEN_OUTCOME} and o.number::text = ${PART})`,
  },
  {
    table: "managed_resource",
    before: "closed",
    where: `starts_with(t.key, 'reply/') and t.intended_at < $1
      and not exists (select from user_action g where g.repository_id = t.repository_id and g.response ->> 'commentId' = ${PART})`,
  },
  { table: "managed_resource", before: "closed", where: "starts_with(t.key, 'report/') and t.dismissed_at < $1" },
  { table: "refusal", before: "closed", where: "t.last_at < $1" },
  {
    table: "rate_limit",
    before: "parked",
    where: "t.next_write_at < $1 and (t.not_before is null or t.not_before < $1)",
  },
  {
    table: "blocker",
    before: "parked",
    where: `t.since < $1 and starts_with(t.scope, 'repository/')
      and not exists (select from repository r where r.id::text = split_part(t.scope, '/', 2))`,
  },
  {
    table: "installation",
    before: "parked",
    where: "t.removed_at < $1 and not exists (select from repository r where r.installation_id = t.id)",
  },
];

/** Deletes one batch of everything that is past its retention. Returns whether there may be more. */
export async function pruneBatch(db: Database, cutoffs: Cutoffs): Promise<boolean> {
  let mayBeMore = false;
  for (const { table, before, where } of SWEEPS) {
    const rows = await db.query(
      `delete from ${table} where ctid = any(array(select t.ctid from ${table} t where ${where} limit ${BATCH})) returning 1`,
      [cutoffs[before]],
    );
    if (rows.length === BATCH) mayBeMore = true;
  }
  return mayBeMore;
}

/** Deletes the logins that GitHub would not assign once their retention is over. */
export async function pruneUnassignable(db: Database, now: Date): Promise<void> {
  await db.query("delete from unassignable where until < $1", [now]);
}
