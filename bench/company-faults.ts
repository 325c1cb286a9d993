import type { SimulatedGitHub } from "../src/simulator/simulated-github.ts";
import type { Database } from "../src/store/database.ts";

const BOT = "did-this-work[bot]";

/** What was lost, or done twice, when all work is done: every count is 0. */
export async function countFaults(db: Database, gh: SimulatedGitHub): Promise<Readonly<Record<string, number>>> {
  const repositories = await db.query<{ id: number; name: string }>(
    "select id, owner || '/' || name as name from repository where name <> '.github'",
  );
  const records = await listRecords(db);
  const faults = { mergesLost: 0, questionsTwice: 0, questionsLost: 0, commentsTwice: 0, checksMissing: 0 };
  for (const { id, name } of repositories) {
    const threads = gh.look.threads(name);
    const merged = threads.filter(({ kind, state }) => kind === "pull-request" && state === "merged");
    const questions = threads.filter(({ kind, labels }) => kind === "issue" && labels.includes("outcome"));
    const known = new Set(records.filter((one) => one.repositoryId === id).map(({ number }) => number));
    const asked = records.filter((one) => one.repositoryId === id && one.issueNumber !== null);
    faults.mergesLost += merged.filter(({ number }) => !known.has(number)).length;
    faults.questionsTwice += questions.length - new Set(asked.map(({ issueNumber }) => issueNumber)).size;
    faults.questionsLost += asked.filter((one) => !questions.some(({ number }) => number === one.issueNumber)).length;
    const pulls = threads.filter(({ kind }) => kind === "pull-request");
    faults.commentsTwice += pulls.filter(
      ({ comments }) => comments.filter((one) => one.author === BOT).length > 1,
    ).length;
    faults.checksMissing += pulls.filter(({ check }) => check === null).length;
  }
  const [inbox] = await db.query<{ count: number }>("select count(*) as count from delivery where done_at is null");
  return { ...faults, deliveriesLeft: inbox?.count ?? 0 };
}

/** Merged pull requests as the app knows them: those with an outcome, and those that were skipped. */
function listRecords(db: Database) {
  return db.query<{ repositoryId: number; number: number; issueNumber: number | null }>(
    `select repository_id as "repositoryId", number, issue_number as "issueNumber" from outcome
     union all select repository_id, number, null from skipped_merge`,
  );
}
