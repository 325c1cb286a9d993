import type { OpenDatabase } from "../../src/store/database.ts";
import type { StandIn } from "./stand-in.ts";

/** An outcome as the servers recorded it. */
export interface OutcomeRecord {
  readonly repo: string;
  readonly number: number;
  readonly state: string;
  readonly verdict: string | null;
  readonly answers: readonly { readonly verdict: string; readonly by: { readonly login: string } }[];
  readonly dueAt: Date | null;
  readonly askedAt: Date | null;
  readonly endedAt: Date | null;
  readonly issueNumber: number | null;
}

export function listRecords(db: OpenDatabase): Promise<readonly OutcomeRecord[]> {
  return db.query<OutcomeRecord>(
    `select r.owner || '/' || r.name as repo, o.number, o.state, o.verdict,
            coalesce(o.questions -> -1 -> 'answers', '[]') as answers,
            o.due_at as "dueAt", o.asked_at as "askedAt", o.ended_at as "endedAt", o.issue_number as "issueNumber"
       from outcome o join repository r on r.id = o.repository_id`,
  );
}

const ENDS = ["answered", "unanswered", "dropped", "reverted", "not-asked"];
/** Longer than a question waits for its turn, or stands without an answer. */
const OVERDUE_MS = { waiting: 3 * 86_400_000, asked: 60 * 86_400_000 } as const;

/** Do the columns of an outcome agree, and does it wait for nothing that should have come? */
export function checkRecord(record: OutcomeRecord, now: Date): string | null {
  const { repo, number, state, verdict, answers, dueAt, askedAt, endedAt, issueNumber } = record;
  const isLate = (at: Date | null, ms: number) => at === null || now.getTime() > at.getTime() + ms;
  const problems = [
    verdict !== (answers.at(-1)?.verdict ?? null) && `the verdict is ${verdict}, the last answer another`,
    ENDS.includes(state) !== (endedAt !== null) && `it ended at ${endedAt?.toISOString() ?? "no time"}`,
    state === "asked" && issueNumber === null && "it has no issue",
    state === "asked" && isLate(askedAt, OVERDUE_MS.asked) && `it was asked at ${askedAt?.toISOString()}`,
    state === "waiting" && isLate(dueAt, OVERDUE_MS.waiting) && `it was due at ${dueAt?.toISOString()}`,
  ].filter((problem) => problem !== false);
  return problems.length === 0 ? null : `${repo}#${number} is ${state}: ${problems.join(", ")}`;
}

/** Compares the merges on GitHub with what is recorded of them. */
export async function checkTotals(gh: StandIn, db: OpenDatabase): Promise<(repo: string) => string | null> {
  const rows = await db.query<{ repo: string; kind: string; number: number }>(
    `select r.owner || '/' || r.name as repo, m.kind, m.number
       from (select repository_id, 'outcome' as kind, number from outcome
             union all select repository_id, 'skipped' as kind, number from skipped_merge) m
       join repository r on r.id = m.repository_id`,
  );
  return (repo) => {
    const merged = gh.listPulls({ repo, state: "all" }).filter((pull) => pull.merged);
    const recorded = rows.filter((row) => row.repo === repo).map(({ number }) => number);
    const missing = merged.filter(({ number }) => !recorded.includes(number)).map(({ number }) => number);
    if (recorded.length === merged.length && missing.length === 0) return null;
    return `${repo}: ${merged.length} merged, ${recorded.length} recorded, missing ${missing.join(", ") || "none"}`;
  };
}

/** The keys that wait for a person, or fail again and again; null when there are none. */
export async function findStuck(db: OpenDatabase): Promise<string | null> {
  const rows = await db.query<{ key: string; failures: number; blockedBy: string | null }>(
    `select key, failures, blocked_by as "blockedBy" from work_item where failures > 0 or blocked_by is not null`,
  );
  const stuck = rows.map(({ key, failures, blockedBy }) => `${key} (${blockedBy ?? `${failures} failures`})`);
  return stuck.length === 0 ? null : stuck.join(", ");
}
