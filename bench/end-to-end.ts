import { setTimeout as sleep } from "node:timers/promises";
import { anEmptyDatabase } from "../test/support/database.ts";
import { aRow, inFigures, type Part, type Row } from "./row.ts";
import { SERVER } from "./servers/database.ts";
import { headersOf, signOpened } from "./servers/payload.ts";
import { type Started, startInstantGitHub, startOurs } from "./servers/start.ts";

const INSTALLATIONS = 300;
const EACH = 6;
const ALONE = 20;
const AT_ONCE = 40;
const PATH = "/api/github/webhooks";

/** From the delivery to the check on GitHub, limited to one write per second and installation. */
export async function measureEndToEnd(): Promise<Part> {
  if (SERVER === null) return { title: TITLE, rows: [], notes: ["Needs `TEST_DATABASE_URL`."] };
  const rows: Row[] = [];
  const one = await run(SERVER, 1);
  rows.push(aRow("Checks a second, 300 installations, one process", inFigures(one.many), "≥ 150", one.many >= 150));
  rows.push(aRow("Checks a second, one installation alone", inFigures(one.alone), "≥ 0.9", one.alone >= 0.9));
  const two = await run(SERVER, 2);
  rows.push({
    what: "Checks a second, 300 installations, two processes",
    ours: inFigures(two.many),
    baseline: inFigures(one.many),
    ratio: inFigures(two.many / one.many),
    goal: "",
    isMet: null,
  });
  return { title: TITLE, rows, notes: NOTES };
}

const TITLE = "From delivery to check";
const NOTES = [
  `${INSTALLATIONS} installations with one repository each, ${EACH} pull requests opened in each, all delivered as fast as they are taken; GitHub answers at ` +
    "once, and is a process of its own on the same cores, as are Postgres and the sender. With one write a second and installation no more than 300 a second are possible; " +
    "the last row compares two processes with one.",
];

async function run(server: string, processes: number): Promise<{ many: number; alone: number }> {
  const { url, drop } = await anEmptyDatabase(server);
  const github = await startInstantGitHub();
  const ours: Started[] = [];
  for (let index = 0; index < processes; index++) ours.push(await startOurs({ databaseUrl: url, github: github.url }));
  try {
    // Warm-up: each repository's files are read once before the clock starts.
    await deliver(ours, list(INSTALLATIONS, 1, 1_000));
    await waitForChecks(github, INSTALLATIONS);
    await sleep(2_000);
    const many = await time(ours, github, list(INSTALLATIONS, EACH, 1));
    await sleep(2_000);
    const alone = await time(ours, github, list(1, ALONE, 2_000));
    return { many, alone };
  } finally {
    for (const started of ours) await started.stop();
    await github.stop();
    await drop();
  }
}

/** Pull requests numbered from `from`, round-robin over the repositories. */
function list(repositories: number, each: number, from: number) {
  return Array.from({ length: repositories * each }, (_, index) =>
    signOpened(1 + (index % repositories), from + Math.floor(index / repositories)),
  );
}

/** Checks per second until all are created. */
async function time(
  ours: readonly Started[],
  github: Started,
  payloads: readonly ReturnType<typeof signOpened>[],
): Promise<number> {
  const before = await countChecks(github);
  const startedAt = performance.now();
  await deliver(ours, payloads);
  await waitForChecks(github, before + payloads.length);
  return payloads.length / ((performance.now() - startedAt) / 1_000);
}

async function deliver(ours: readonly Started[], payloads: readonly ReturnType<typeof signOpened>[]): Promise<void> {
  let next = 0;
  const send = async () => {
    for (let index = next++; index < payloads.length; index = next++) {
      const payload = payloads[index];
      const target = ours[index % ours.length];
      if (!payload || !target) return;
      const { status } = await fetch(target.url + PATH, {
        method: "POST",
        body: payload.body,
        headers: headersOf(payload),
      });
      if (status !== 202) throw new Error(`a delivery was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
}

async function waitForChecks(github: Started, count: number): Promise<void> {
  for (let attempt = 0; attempt < 3_000; attempt++) {
    if ((await countChecks(github)) >= count) return;
    await sleep(50);
  }
  throw new Error(`not ${count} checks after two and a half minutes, only ${await countChecks(github)}`);
}

async function countChecks(github: Started): Promise<number> {
  const { checkRuns } = (await (await fetch(`${github.url}/count`)).json()) as { checkRuns: number };
  return checkRuns;
}
