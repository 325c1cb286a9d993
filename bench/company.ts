// A company in fast motion: node bench/company.ts [--repositories 300] [--a-day 500] [--days 60] [--after "30 days"]
// Needs TEST_DATABASE_URL. GitHub is in memory; people answer, forget and come late, in the shares below.

import { parseArgs } from "node:util";
import { createApp } from "../src/app.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import { createSimulatedGitHub, type SimulatedGitHub } from "../src/simulator/simulated-github.ts";
import type { OpenDatabase } from "../src/store/database.ts";
import { type Chance, createChance } from "../test/chaos/random.ts";
import { countStatements } from "../test/support/counted-database.ts";
import { FULL, TEMPLATE } from "../test/support/template.ts";
import { countFaults } from "./company-faults.ts";
import { inFigures } from "./row.ts";
import { onDatabase, SERVER } from "./servers/database.ts";

const { values } = parseArgs({
  options: {
    repositories: { type: "string", default: "300" },
    "a-day": { type: "string", default: "500" },
    days: { type: "string", default: "60" },
    after: { type: "string", default: "30 days" },
    seed: { type: "string", default: "1" },
  },
});
const REPOSITORIES = Number(values.repositories);
const A_DAY = Number(values["a-day"]);
const DAYS = Number(values.days);
/** Who works in a repository; one in four pull requests is by a bot. */
const TEAM = 4;

const WITHOUT_MEASURE = 0.35;
const ADDED_WHEN_TOLD = 0.6;
const MERGED = 0.9;
const ANSWERED_AT_ONCE = 0.55;
const ANSWERED_LATE = 0.2;
const VERDICTS = ["worked", "worked", "worked", "partly", "missed", "unclear"] as const;

const HOUR_MS = 3_600_000;
const BEGIN = Date.parse("2026-09-01T06:00:00Z");
const silent = { debug() {}, info() {}, warn() {}, error: console.error };

/** The company and its clock. */
interface Company {
  readonly gh: SimulatedGitHub;
  readonly chance: Chance;
  readonly tally: Tally;
  /** Moves the clock, and has everything done that is due. */
  readonly pass: (ms: number) => Promise<void>;
}

interface Tally {
  opened: number;
  merged: number;
  answered: number;
  deliveries: number;
  reads: number;
  writes: number;
  /** Mails that the app causes: comments, questions, reminders. */
  mails: number;
}

const MAILS = ["createComment", "createIssue"];

if (SERVER === null) {
  console.error("TEST_DATABASE_URL is not set");
  process.exit(2);
}
await onDatabase(SERVER, live);

async function live(plain: OpenDatabase): Promise<void> {
  const { db, statements } = countStatements(plain);
  const tally: Tally = { opened: 0, merged: 0, answered: 0, deliveries: 0, reads: 0, writes: 0, mails: 0 };
  let time = BEGIN;
  let sent = 0;
  let taken = 0;
  const now = () => new Date(time);
  const gh = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      taken += 1;
      await app.accept(delivery);
    },
  });
  const app = createApp({ db, github: gh.github, log: silent, now });
  const settle = async () => {
    for (let before = -1; before !== taken; ) {
      before = taken;
      await runUntilQuiet({ db, now, reconcile: app.reconcile });
      await gh.settled();
    }
  };
  const pass = async (ms: number) => {
    time += ms;
    await settle();
  };
  const company: Company = { gh, chance: createChance(Number(values.seed)), tally, pass };
  await found(company);
  const startedAt = performance.now();
  for (let day = 1; day <= DAYS; day++) {
    await liveOneDay(company);
    for (const { kind, method } of gh.calls.splice(0)) {
      tally[kind === "read" ? "reads" : "writes"] += 1;
      if (MAILS.includes(method)) tally.mails += 1;
    }
    // What was sent is no longer needed; GitHub's log of attempts keeps its own three days.
    tally.deliveries += (gh.deliveries as unknown[]).splice(0).length;
    sent += statements.texts.splice(0).length;
    report(day, { tally, statements: sent, seconds: (performance.now() - startedAt) / 1_000 });
  }
  const faults = await countFaults(db, gh);
  console.table([faults]);
  if (Object.values(faults).some((count) => count > 0)) process.exitCode = 1;
}

/** The repositories, with the template, and the app on all of them. */
async function found({ gh, pass }: Company): Promise<void> {
  const config = `active: always\nfollow-up: { after: ${values.after} }\n`;
  await gh.people.addRepository({
    owner: "acme",
    name: ".github",
    files: { ".github/outcomes.yml": config, ".github/pull_request_template.md": TEMPLATE },
    collaborators: { ada: "admin" },
  });
  for (let index = 1; index <= REPOSITORIES; index++) {
    const team = Array.from({ length: TEAM }, (_, person) => [`person-${index}-${person}`, "write"] as const);
    const collaborators = { ada: "admin" as const, "renovate[bot]": "write" as const, ...Object.fromEntries(team) };
    await gh.people.addRepository({ owner: "acme", name: `repository-${index}`, collaborators });
  }
  await gh.people.install({ owner: "acme" });
  await pass(HOUR_MS);
}

/** A working day: pull requests over eight hours, and in the evening the answers. */
async function liveOneDay(company: Company): Promise<void> {
  for (let hour = 0; hour < 8; hour++) {
    for (let index = 0; index < A_DAY / 8; index++) await playPullRequest(company);
    await company.pass(HOUR_MS);
  }
  await answer(company);
  await company.pass(16 * HOUR_MS);
}

async function playPullRequest({ gh, chance, tally, pass }: Company): Promise<void> {
  const index = chance.between(1, REPOSITORIES);
  const repository = `acme/repository-${index}`;
  const author = `person-${index}-${chance.between(0, TEAM - 1)}`;
  const by = chance.happens(0.25) ? "renovate[bot]" : author;
  const isIncomplete = chance.happens(WITHOUT_MEASURE);
  const number = await gh.people.openPullRequest({
    by,
    repository,
    title: `Change ${chance.between(1, 1_000_000)} of ${by}`,
    body: isIncomplete ? TEMPLATE : FULL,
  });
  tally.opened += 1;
  await pass(20_000);
  if (isIncomplete && chance.happens(ADDED_WHEN_TOLD)) {
    await gh.people.editPullRequest({ by, repository, number, body: FULL });
  }
  if (!chance.happens(MERGED)) return;
  await gh.people.merge({ by: `person-${index}-0`, repository, number });
  tally.merged += 1;
  await pass(20_000);
}

async function answer({ gh, chance, tally, pass }: Company): Promise<void> {
  const names = Array.from({ length: REPOSITORIES }, (_, index) => `acme/repository-${index + 1}`);
  const open = names.flatMap((name) => gh.look.issues("outcome", name)).filter(({ state }) => state === "open");
  for (const { number, repository, assignees, comments } of open) {
    const [by] = assignees;
    const isReminded = comments.length > 0;
    if (by === undefined || !chance.happens(isReminded ? ANSWERED_LATE : ANSWERED_AT_ONCE)) continue;
    await gh.people.tick({ by, repository, number, box: chance.pick(VERDICTS) });
    tally.answered += 1;
    await pass(1_000);
  }
}

function report(
  day: number,
  { tally, statements, seconds }: { readonly tally: Tally; readonly statements: number; readonly seconds: number },
): void {
  const { opened, merged, answered, deliveries, reads, writes, mails } = tally;
  const each = (count: number) => inFigures(count / opened);
  const people = REPOSITORIES * TEAM;
  const memory = Math.round(process.memoryUsage().heapUsed / 1_048_576);
  console.log(
    `day ${day}, ${Math.round(seconds)} s: ${opened} opened, ${merged} merged, ${answered} answered; of each ${each(deliveries)} deliveries, ` +
      `${each(reads)} reads, ${each(writes)} writes, ${each(statements)} statements; ${inFigures(mails / people / day)} mails a person and day; ${memory} MiB with GitHub in it`,
  );
}
