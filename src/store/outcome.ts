import { findAnswer, type Outcome } from "../core/outcome/outcome.ts";
import { toUtcText } from "../core/time/schedule.ts";
import type { Database } from "./database.ts";

/** Every column in the order of `toValues`; a new one is added here, there and in `toOutcome`. */
export const COLUMNS = [
  "repository_id",
  "number",
  "title",
  "labels",
  "url",
  "author",
  "merger",
  "merged_at",
  "merge_commit_sha",
  "statement",
  "is_stated_late",
  "is_read_late",
  "state",
  "reason",
  "reason_by",
  "due_on",
  "is_dated",
  "due_at",
  "asked_at",
  "reminded_at",
  "ended_at",
  "owner",
  "verdict",
  "answers",
  "named_by",
  "moved_times",
  "follow_up_number",
] as const;

/** A record as the database has it. */
export type OutcomeRow = { readonly [C in (typeof COLUMNS)[number]]: unknown };

/** The outcome of a pull request, once there is one. */
export async function findOutcome(db: Database, repositoryId: number, number: number): Promise<Outcome | undefined> {
  const [row] = await db.query<OutcomeRow>(
    `select ${COLUMNS.join(", ")} from outcome where repository_id = $1 and number = $2`,
    [repositoryId, number],
  );
  return row && toOutcome(row);
}

/** The outcomes of some pull requests, in the order of their numbers given. */
export async function listOutcomes(
  db: Database,
  repositoryId: number,
  numbers: readonly number[],
): Promise<readonly Outcome[]> {
  const rows = await db.query<OutcomeRow>(
    `select ${COLUMNS.join(", ")} from outcome
      where repository_id = $1 and number = any($2::int[]) order by array_position($2::int[], number)`,
    [repositoryId, numbers],
  );
  return rows.map(toOutcome);
}

/** The outcomes a clause after `from outcome` finds, for the other modules of this table. */
export async function queryOutcomes(
  db: Database,
  clause: string,
  values: readonly unknown[],
): Promise<readonly Outcome[]> {
  return (await db.query<OutcomeRow>(`select ${COLUMNS.join(", ")} from outcome ${clause}`, values)).map(toOutcome);
}

/** The outcome an issue asks about. */
export async function findOutcomeByFollowUp(
  db: Database,
  repositoryId: number,
  issue: number,
): Promise<Outcome | undefined> {
  const [row] = await db.query<OutcomeRow>(
    `select ${COLUMNS.join(", ")} from outcome where repository_id = $1 and follow_up_number = $2`,
    [repositoryId, issue],
  );
  return row && toOutcome(row);
}

/** The question stands in another issue than we thought. */
export async function moveFollowUp(
  db: Database,
  { repositoryId, number, followUpNumber }: Pick<Outcome, "repositoryId" | "number" | "followUpNumber">,
): Promise<void> {
  await db.query("update outcome set follow_up_number = $3 where repository_id = $1 and number = $2", [
    repositoryId,
    number,
    followUpNumber,
  ]);
}

/** The outcomes whose merge commit begins like this; a shortened commit names its merge as well. */
export async function findOutcomesByCommit(
  db: Database,
  repositoryId: number,
  sha: string,
): Promise<readonly Outcome[]> {
  const rows = await db.query<OutcomeRow>(
    `select ${COLUMNS.join(", ")} from outcome where repository_id = $1 and merge_commit_sha like $2 || '%'`,
    [repositoryId, sha],
  );
  return rows.map(toOutcome);
}

/** Keeps an outcome as it is now; once it is told, it can be found by its labels and the words of its title. */
export async function saveOutcome(db: Database, outcome: Outcome): Promise<void> {
  const placeholders = COLUMNS.map((_, index) => `$${index + 1}`).join(", ");
  const changes = COLUMNS.slice(2).map((column) => `${column} = excluded.${column}`);
  await db.query(
    `with kept as (
       insert into outcome (${COLUMNS.join(", ")}) values (${placeholders})
       on conflict (repository_id, number) do update set ${changes.join(", ")}
       returning repository_id, number, title, labels, state
     )
     insert into told_trait (repository_id, number, trait)
     select repository_id, number, trait from kept, list_traits(title, labels) as trait
      where state in ('answered', 'reverted')
     on conflict do nothing`,
    toValues(outcome),
  );
}

/** The questions that are due and not put yet, the newest merges first. */
export async function listDueQuestions(
  db: Database,
  repositoryId: number,
  now: Date,
  limit: number,
): Promise<readonly Outcome[]> {
  const rows = await db.query<OutcomeRow>(
    `select ${COLUMNS.join(", ")} from outcome
      where repository_id = $1 and state = 'waiting' and due_at <= $2 order by merged_at desc limit $3`,
    [repositoryId, now, limit],
  );
  return rows.map(toOutcome);
}

/** How many questions were put since then, and how many each person has open. */
export async function countQuestions(
  db: Database,
  repositoryId: number,
  since: Date,
): Promise<{ readonly asked: number; readonly openByPerson: ReadonlyMap<number, number> }> {
  const [row] = await db.query<{ asked: number }>(
    "select count(*) as asked from outcome where repository_id = $1 and asked_at >= $2",
    [repositoryId, since],
  );
  const open = await db.query<{ id: number; count: number }>(
    `select (owner ->> 'id')::bigint as id, count(*) as count from outcome
      where repository_id = $1 and state = 'asked' and owner is not null group by 1`,
    [repositoryId],
  );
  return { asked: row?.asked ?? 0, openByPerson: new Map(open.map(({ id, count }) => [id, count])) };
}

/** What will be asked until then, the next first, and how many there are in all. */
export async function listComing(
  db: Database,
  repositoryId: number,
  { until, limit }: { readonly until: Date; readonly limit: number },
): Promise<{ readonly outcomes: readonly Outcome[]; readonly count: number }> {
  const rows = await db.query<OutcomeRow & { count: number }>(
    `select ${COLUMNS.join(", ")}, count(*) over () as count from outcome
      where repository_id = $1 and state = 'waiting' and due_at <= $2 order by due_at, number limit $3`,
    [repositoryId, until, limit],
  );
  return { outcomes: rows.map(toOutcome), count: Number(rows[0]?.count ?? 0) };
}

function toValues(outcome: Outcome): unknown[] {
  return [
    outcome.repositoryId,
    outcome.number,
    outcome.title,
    JSON.stringify(outcome.labels),
    outcome.url,
    JSON.stringify(outcome.author),
    outcome.merger && JSON.stringify(outcome.merger),
    outcome.mergedAt,
    outcome.mergeCommitSha,
    JSON.stringify(outcome.statement),
    outcome.isStatedLate,
    outcome.isReadLate,
    outcome.state,
    outcome.reason,
    outcome.reasonBy,
    outcome.dueOn,
    outcome.isDated,
    outcome.dueAt,
    outcome.askedAt,
    outcome.remindedAt,
    outcome.endedAt,
    outcome.owner && JSON.stringify(outcome.owner),
    findAnswer(outcome)?.verdict ?? null,
    JSON.stringify(outcome.answers),
    JSON.stringify(outcome.namedBy),
    outcome.movedTimes,
    outcome.followUpNumber,
  ];
}

/** A record as the rest of the code has it. */
export function toOutcome(row: OutcomeRow): Outcome {
  return {
    repositoryId: row.repository_id as number,
    number: row.number as number,
    title: row.title as string,
    labels: row.labels as readonly string[],
    url: row.url as string,
    author: row.author as Outcome["author"],
    merger: row.merger as Outcome["merger"],
    mergedAt: toUtcText(row.merged_at as Date),
    mergeCommitSha: row.merge_commit_sha as string | null,
    statement: row.statement as Outcome["statement"],
    isStatedLate: row.is_stated_late as boolean,
    isReadLate: row.is_read_late as boolean,
    state: row.state as Outcome["state"],
    reason: row.reason as string | null,
    reasonBy: row.reason_by as number | null,
    dueOn: row.due_on as string,
    isDated: row.is_dated as boolean,
    dueAt: toUtcText(row.due_at as Date),
    askedAt: toMoment(row.asked_at),
    remindedAt: toMoment(row.reminded_at),
    endedAt: toMoment(row.ended_at),
    owner: row.owner as Outcome["owner"],
    answers: row.answers as Outcome["answers"],
    namedBy: row.named_by as Outcome["namedBy"],
    movedTimes: row.moved_times as number,
    followUpNumber: row.follow_up_number as number | null,
  };
}

function toMoment(value: unknown): string | null {
  return value instanceof Date ? toUtcText(value) : null;
}
