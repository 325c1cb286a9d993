import { currentQuestion, findAnswer, type Outcome } from "../core/outcome/outcome.ts";
import { defineColumns, json, maybeMoment, moment, plain } from "./columns.ts";
import type { Database } from "./database.ts";
import { Overtaken } from "./overtaken.ts";

const OUTCOME = defineColumns<Outcome>(
  {
    repositoryId: plain(),
    number: plain(),
    title: plain(),
    labels: json(),
    url: plain(),
    author: json(),
    merger: json(),
    mergedAt: moment,
    mergeCommitSha: plain(),
    statement: json(),
    isStatedLate: plain(),
    isReadLate: plain(),
    state: plain(),
    reason: plain(),
    reasonBy: plain(),
    clockStartedAt: maybeMoment,
    shippedIn: json(),
    notShippedAt: maybeMoment,
    restoredIn: json(),
    dueOn: plain(),
    isDated: plain(),
    checkAfter: plain(),
    dueAt: maybeMoment,
    endedAt: maybeMoment,
    questions: json(),
    namedBy: json(),
    movedTimes: plain(),
    hasNumbers: plain(),
    secondLook: json(),
    version: plain(),
  },
  {
    key: ["repositoryId", "number"],
    // What is counted and listed of the current question, for indexes.
    derived: [
      { name: "issue_number", from: (outcome) => currentQuestion(outcome).issueNumber },
      { name: "asked_at", from: (outcome) => currentQuestion(outcome).askedAt },
      { name: "reminded_at", from: (outcome) => currentQuestion(outcome).remindedAt },
      { name: "assignee", from: (outcome) => toJson(currentQuestion(outcome).assignee) },
      { name: "lost_at", from: (outcome) => outcome.secondLook?.lostAt ?? null },
      { name: "verdict", from: (outcome) => findAnswer(outcome)?.verdict ?? null },
    ],
  },
);

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** The outcome of a pull request, if there is one. */
export async function findOutcome(db: Database, repositoryId: number, number: number): Promise<Outcome | undefined> {
  const [row] = await db.query<object>(
    `select ${OUTCOME.select} from outcome where repository_id = $1 and number = $2`,
    [repositoryId, number],
  );
  return row && OUTCOME.fromRow(row);
}

/** The outcomes of several pull requests, in the given order. */
export async function listOutcomes(
  db: Database,
  repositoryId: number,
  numbers: readonly number[],
): Promise<readonly Outcome[]> {
  const rows = await db.query<object>(
    `select ${OUTCOME.select} from outcome
      where repository_id = $1 and number = any($2::int[]) order by array_position($2::int[], number)`,
    [repositoryId, numbers],
  );
  return rows.map(OUTCOME.fromRow);
}

/** Runs a clause after `from outcome`, for the other modules of this table. */
export async function queryOutcomes(
  db: Database,
  clause: string,
  values: readonly unknown[],
): Promise<readonly Outcome[]> {
  return (await db.query<object>(`select ${OUTCOME.select} from outcome ${clause}`, values)).map(OUTCOME.fromRow);
}

/** The outcome that an issue asks about. */
export async function findOutcomeByFollowUp(
  db: Database,
  repositoryId: number,
  issue: number,
): Promise<Outcome | undefined> {
  const [row] = await db.query<object>(
    `select ${OUTCOME.select} from outcome where repository_id = $1 and issue_number = $2`,
    [repositoryId, issue],
  );
  return row && OUTCOME.fromRow(row);
}

/** The question stands in another issue than we thought. */
export async function moveQuestion(
  db: Database,
  { repositoryId, number, issueNumber }: Pick<Outcome, "repositoryId" | "number"> & { readonly issueNumber: number },
): Promise<void> {
  await db.query(
    `update outcome set issue_number = $3, questions = jsonb_set(questions, '{-1,issueNumber}', to_jsonb($3::int))
      where repository_id = $1 and number = $2`,
    [repositoryId, number, issueNumber],
  );
}

/** The outcomes whose merge commit starts with `sha`; an abbreviated commit matches too. */
export async function findOutcomesByCommit(
  db: Database,
  repositoryId: number,
  sha: string,
): Promise<readonly Outcome[]> {
  const rows = await db.query<object>(
    `select ${OUTCOME.select} from outcome where repository_id = $1 and merge_commit_sha like $2 || '%'`,
    [repositoryId, sha],
  );
  return rows.map(OUTCOME.fromRow);
}

/**
 * Saves an outcome, and returns it as it stands now. Once it is answered or reverted, it can be found by its labels and its
 * words. Throws `Overtaken` when it was written by another since it was read: its own reconciler, the one of its pull request
 * and a person's erasure write the same row.
 */
export async function saveOutcome(db: Database, outcome: Outcome): Promise<Outcome> {
  const version = outcome.version + 1;
  const [saved] = await db.query<object>(
    `with kept as (
       insert into outcome (${OUTCOME.names}) values (${OUTCOME.placeholders})
       on conflict (repository_id, number) do update set ${OUTCOME.updates}
        where outcome.version = excluded.version - 1
       returning repository_id, number, title, labels, statement, state
     ), told as (
       insert into told_trait (repository_id, number, trait)
       select repository_id, number, trait from kept, list_traits(told_text(title, statement), labels) as trait
        where state in ('answered', 'reverted')
       on conflict do nothing
     )
     select from kept`,
    OUTCOME.toValues({ ...outcome, version }),
  );
  // @removal newer-outcome-kept
  if (!saved) throw new Overtaken(`outcome ${outcome.repositoryId}/${outcome.number} was written meanwhile`);
  return { ...outcome, version };
}

/** The questions that are due and not asked yet, newest merges first. */
export async function listDueQuestions(
  db: Database,
  repositoryId: number,
  now: Date,
  limit: number,
): Promise<readonly Outcome[]> {
  const rows = await db.query<object>(
    `select ${OUTCOME.select} from outcome
      where repository_id = $1 and state = 'waiting' and due_at <= $2 order by merged_at desc limit $3`,
    [repositoryId, now, limit],
  );
  return rows.map(OUTCOME.fromRow);
}

/** How many questions were asked since then, and how many each person has open. */
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
    `select (assignee ->> 'id')::bigint as id, count(*) as count from outcome
      where repository_id = $1 and state = 'asked' and assignee is not null group by 1`,
    [repositoryId],
  );
  return { asked: row?.asked ?? 0, openByPerson: new Map(open.map(({ id, count }) => [id, count])) };
}

/** The questions that come due before then, earliest first, and their total number. */
export async function listComing(
  db: Database,
  repositoryId: number,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<{ readonly outcomes: readonly Outcome[]; readonly count: number }> {
  const rows = await db.query<{ count: number }>(
    `select ${OUTCOME.select}, count(*) over () as count from outcome
      where repository_id = $1 and state = 'waiting' and due_at < $2 order by due_at, number limit $3`,
    [repositoryId, before, limit],
  );
  return { outcomes: rows.map(OUTCOME.fromRow), count: Number(rows[0]?.count ?? 0) };
}
