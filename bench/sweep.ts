import { setTimeout as sleep } from "node:timers/promises";
import { type App, createApp } from "../src/app.ts";
import { PROJECT_PAGE } from "../src/core/about-page.ts";
import type { Log } from "../src/core/log.ts";
import { listDue } from "../src/engine/due.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import type { GitHub, Issue } from "../src/github/github.ts";
import { type OpenDatabase, openPostgres } from "../src/store/database.ts";
import { aRow, findMedian, inFigures, type Part, type Row } from "./row.ts";
import { onDatabase, SERVER } from "./servers/database.ts";
import { fill } from "./servers/records.ts";
import { type Started, startInstantGitHub, startOurs } from "./servers/start.ts";

const REPOSITORIES = 1_000;
const INSTALLATIONS = 50;
const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 15;

/** The morning of a large installation: due questions are found among all records, and asked. */
export async function measureSweep(): Promise<Part> {
  if (SERVER === null) return { title: TITLE, rows: [], notes: ["Needs `TEST_DATABASE_URL`."] };
  const rows: Row[] = [];
  const times: number[] = [];
  for (const outcomes of SIZES) {
    await onDatabase(SERVER, async (db, url) => {
      await prepare(db, outcomes);
      const ms = await timeSearch(db);
      times.push(ms);
      rows.push(toRow(outcomes, ms, times[0] ?? ms));
      if (outcomes === 100_000) rows.push(...(await askAsInProduction(url)));
      if (outcomes === 1_000_000) rows.push(...(await askOneByOne(url)));
    });
  }
  return { title: TITLE, rows, notes: NOTES };
}

const TITLE = "The morning sweep";
const NOTES = [
  `${REPOSITORIES.toLocaleString("en")} repositories, one question due in each. The search is what every process does every five seconds. The server asks as in production, ` +
    `one write a second and installation, so that ${REPOSITORIES.toLocaleString("en")} take ${REPOSITORIES / INSTALLATIONS} seconds. One by one, on a GitHub in memory and without that pace, shows our own part. Heaps are read ` +
    "after a garbage collection.",
];

/** Outcomes in every state; in each repository one waiting outcome is due. */
async function prepare(db: OpenDatabase, outcomes: number): Promise<void> {
  await fill(db, { outcomes, repositories: REPOSITORIES, firstRepository: 1 });
  await db.query(
    `insert into repository (id, installation_id, owner, name, known_since, files, files_read_at, is_active)
     select i, 1 + i % ${INSTALLATIONS}, 'acme', 'repository-' || i, now() - interval '3 years', $2::jsonb, now(), true
       from generate_series(1, $1::int) as i`,
    [REPOSITORIES, JSON.stringify(FILES)],
  );
  // Two hundred work items of each repository are due on a later day.
  await db.execute(
    "insert into work_item (key, run_at) select 'outcome/' || repository_id || '/' || number, now() + number * interval '1 day' from outcome where number <= 200",
  );
  await db.execute(
    `update outcome set state = 'waiting', ended_at = null, asked_at = null, issue_number = null,
            questions = jsonb_build_array(jsonb_build_object('issueNumber', null, 'askedAt', null, 'remindedAt', null, 'assignee', null, 'answers', '[]'::jsonb)), due_at = now()
      where number = 1;
     update outcome set due_at = now() - repository_id * interval '1 minute' where number = 1;
     update work_item set run_at = now() - split_part(key, '/', 2)::int * interval '1 minute' where key like 'outcome/%/1';
     analyze;`,
  );
}

const FILES = {
  defaultBranch: "main",
  commit: null,
  visibility: "public",
  isFork: false,
  isArchived: false,
  hasIssues: true,
  templates: [],
  config: "active: always\ndashboard: { enabled: false }\nreport: { enabled: false }\nonboarding: false\n",
  owner: null,
};

async function timeSearch(db: OpenDatabase): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    const due = await listDue(db, new Date());
    times.push(performance.now() - startedAt);
    if (due.length === 0) throw new Error("nothing is due");
  }
  return findMedian(times);
}

function toRow(outcomes: number, ms: number, first: number): Row {
  const growth = ms / first;
  const most = Math.log(outcomes) / Math.log(SIZES[0] ?? outcomes);
  return {
    what: `Search for what is due among ${outcomes.toLocaleString("en")}`,
    ours: `${inFigures(ms)} ms`,
    baseline: `${inFigures(first)} ms`,
    ratio: inFigures(growth),
    // A tolerance of 25 % absorbs noise of a fraction of a millisecond.
    goal: outcomes === SIZES[0] ? "" : `≤ ${inFigures(most)} (logarithmic)`,
    isMet: outcomes === SIZES[0] ? null : growth <= most * 1.25,
  };
}

interface Asked {
  readonly repository: string;
  /** Milliseconds. */
  readonly at: number;
}

/** A thousand questions by the server with its rate limiter: their order, the gaps between them, and memory. */
async function askAsInProduction(url: string): Promise<readonly Row[]> {
  const github = await startInstantGitHub();
  const ours = await startOurs({ databaseUrl: url, github: github.url });
  try {
    await waitForQuestions(github, REPOSITORIES / 10);
    const early = await ours.readHeap();
    const asked = await waitForQuestions(github, REPOSITORIES);
    const late = await ours.readHeap();
    const queues = [...Map.groupBy(asked, ({ repository }) => toId(repository) % INSTALLATIONS).values()];
    const gaps = queues.flatMap((queue) => queue.slice(1).map(({ at }, index) => at - (queue[index]?.at ?? at)));
    const inversions = queues.flatMap((queue) => queue.slice(1).filter((next, index) => isAhead(next, queue[index])));
    const seconds = ((asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0)) / 1_000;
    const least = REPOSITORIES / INSTALLATIONS - 1;
    return [
      aRow(
        `Asked by the server among 100,000, ${INSTALLATIONS} installations`,
        `${inFigures(seconds)} s`,
        `≥ ${least} s`,
      ),
      aRow(
        "Shortest time between two writes of an installation",
        `${inFigures(Math.min(...gaps))} ms`,
        "≥ 900 ms",
        Math.min(...gaps) >= 900,
      ),
      aRow("Asked before one that was due longer", `${inversions.length} of ${asked.length}`),
      {
        what: "Heap after 1,000 questions, beside after 100",
        ours: `${inFigures(late)} MiB`,
        baseline: `${inFigures(early)} MiB`,
        ratio: inFigures(late / early),
        goal: "≤ 1.2",
        isMet: late / early <= 1.2,
      },
    ];
  } finally {
    await ours.stop();
    await github.stop();
  }
}

const toId = (repository: string) => Number(repository.replace("repository-", ""));
/** The higher a repository's number, the longer its question has been due. */
const isAhead = (one: Asked, before: Asked | undefined) =>
  before !== undefined && toId(one.repository) > toId(before.repository);

async function waitForQuestions(github: Started, count: number): Promise<readonly Asked[]> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    const asked = (await (await fetch(`${github.url}/issues`)).json()) as Asked[];
    if (asked.length >= count) return asked;
    await sleep(100);
  }
  throw new Error(`not ${count} questions after two minutes`);
}

/** A thousand questions one after the other, against a GitHub in memory. */
async function askOneByOne(url: string): Promise<readonly Row[]> {
  const db = openPostgres(url, { withinMs: 600_000 });
  const asked: number[] = [];
  const app: App = createApp({ db, github: createAnsweringGitHub(asked), log: QUIET, now: () => new Date() });
  const startedAt = performance.now();
  const looked: string[] = [];
  await runUntilQuiet({
    db,
    now: () => new Date(),
    reconcile: (key, now) => {
      looked.push(key);
      return app.reconcile(key, now);
    },
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  await db.close();
  return [
    {
      ...EMPTY,
      what: "Questions asked of 1,000 due",
      ours: String(asked.length),
      goal: "1,000",
      isMet: asked.length === REPOSITORIES,
    },
    { ...EMPTY, what: "Questions a second, without the pace", ours: inFigures(asked.length / seconds) },
  ];
}

const EMPTY: Row = { what: "", ours: "", baseline: "", ratio: "", goal: "", isMet: null };
const QUIET: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Accepts every new issue. Any other call is a bug of the bench, and throws. */
function createAnsweringGitHub(asked: number[]): GitHub {
  const app = { appId: 12, slug: "did-this-work", botLogin: "did-this-work[bot]", about: PROJECT_PAGE };
  const identity = { ...app, site: "https://github.com" };
  const answers: Partial<GitHub> = {
    identity: async () => identity,
    createIssue: async (repository, { title, body, assignees }): Promise<Issue> => {
      asked.push(repository.id);
      return {
        number: 5_000_000 + asked.length,
        nodeId: `issue-${asked.length}`,
        title,
        body,
        state: "open",
        stateReason: null,
        author: { id: 1, login: identity.botLogin, type: "Bot" },
        appId: identity.appId,
        assignees: assignees.map((login) => ({ id: 2, login, type: "User" })),
        isLocked: false,
        closedBy: null,
        updatedAt: new Date().toISOString(),
      };
    },
  };
  return new Proxy(answers as GitHub, {
    get: (target, name) => {
      const answer = Reflect.get(target, name);
      if (answer === undefined) throw new Error(`the bench does not expect ${String(name)}`);
      return answer;
    },
  });
}
