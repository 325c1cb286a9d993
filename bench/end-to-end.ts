import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { anEmptyDatabase } from "../test/support/database.ts";
import { aRow, inFigures, type Part, type Row } from "./row.ts";
import { SERVER } from "./servers/database.ts";
import { BODY_WITH_METRIC, headersOf, OWNER, signOpened } from "./servers/payload.ts";
import { startSource } from "./servers/source.ts";
import { type Started, startInstantGitHub, startOurs } from "./servers/start.ts";

const INSTALLATIONS = 300;
const EACH = 6;
const WARM_UP = 4;
const ALONE = 20;
const AT_ONCE = 40;
const PATH = "/api/github/webhooks";

/** From the delivery to the check on GitHub, limited to one write per second and installation. */
export async function measureEndToEnd(): Promise<Part> {
  if (SERVER === null) return { title: TITLE, rows: [], notes: ["Needs `TEST_DATABASE_URL`."] };
  const rows: Row[] = [];
  const one = await run(SERVER, 1);
  rows.push(aRow("Checks a second, 300 installations, one process", inFigures(one.many), "≥ 220", one.many >= 220));
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
  rows.push(await compareSources(SERVER));
  return { title: TITLE, rows, notes: NOTES };
}

/** Every pull request names a metric: with a source that hangs, beside one that answers. */
async function compareSources(server: string): Promise<Row> {
  const answering = await withSource("answers", (variables) => run(server, 1, { variables, isRead: true }));
  const hanging = await withSource("hangs", (variables) => run(server, 1, { variables }));
  return {
    what: "Checks a second, a metric in each measure, its source hangs (baseline: it answers)",
    ours: inFigures(hanging.many),
    baseline: inFigures(answering.many),
    ratio: inFigures(hanging.many / answering.many),
    goal: "≥ 0.9",
    isMet: hanging.many >= answering.many * 0.9,
  };
}

/** Does something with the variables of a server that has a source of metrics. */
async function withSource<T>(
  how: "answers" | "hangs",
  work: (variables: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const source = await startSource(how);
  const folder = await mkdtemp(join(tmpdir(), "did-this-work-bench-"));
  const file = join(folder, "sources.yml");
  const definition = `kind: prometheus, address: "${source.url}", repositories: ["${OWNER}/*"], public: true, queries: { exports: x }`;
  await writeFile(file, `sources:\n  prom: { ${definition} }\n`);
  try {
    return await work({ SOURCES_FILE: file });
  } finally {
    await source.stop();
    await rm(folder, { recursive: true });
  }
}

const TITLE = "From delivery to check";
const NOTES = [
  `${INSTALLATIONS} installations with one repository each, ${EACH} pull requests opened in each, all delivered as fast as they are taken; GitHub answers at ` +
    "once, and is a process of its own on the same cores, as are Postgres and the sender. With one write a second and installation no more than 300 a second are possible; " +
    "another row compares two processes with one. In the last, each of the 300 repositories names a metric of one source.",
];

async function run(
  server: string,
  processes: number,
  {
    variables,
    isRead = false,
  }: { readonly variables?: Readonly<Record<string, string>>; readonly isRead?: boolean } = {},
): Promise<{ many: number; alone: number }> {
  const { url, drop } = await anEmptyDatabase(server);
  const config = "metrics: { exports: { source: prom, query: exports } }\n";
  const github = await startInstantGitHub(variables ? { CONFIG: config } : {});
  const ours: Started[] = [];
  for (let index = 0; index < processes; index++) {
    ours.push(await startOurs({ databaseUrl: url, github: github.url, ...(variables && { variables }) }));
  }
  const description = variables && BODY_WITH_METRIC;
  try {
    // Warm-up: each repository's files are read once before the clock starts, and as much code is compiled in each comparison.
    await deliver(ours, list(INSTALLATIONS, WARM_UP, { from: 1_000, description }));
    await waitForChecks(github, INSTALLATIONS * WARM_UP);
    // A source that hangs is at it during the measurement.
    await (isRead ? waitUntilQuiet(github) : sleep(2_000));
    const many = await time(ours, github, list(INSTALLATIONS, EACH, { from: 1, description }));
    await sleep(2_000);
    const alone = await time(ours, github, list(1, ALONE, { from: 2_000, description }));
    return { many, alone };
  } finally {
    for (const started of ours) await started.stop();
    await github.stop();
    await drop();
  }
}

/** Pull requests numbered from `from`, round-robin over the repositories. */
function list(
  repositories: number,
  each: number,
  { from, description }: { readonly from: number; readonly description: string | undefined },
) {
  return Array.from({ length: repositories * each }, (_, index) =>
    signOpened(1 + (index % repositories), from + Math.floor(index / repositories), description),
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

/** Until the checks show what was read of the metrics. */
async function waitUntilQuiet(github: Started): Promise<void> {
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    await sleep(5_000);
    now = (await count(github)).checkWrites;
  }
}

async function countChecks(github: Started): Promise<number> {
  return (await count(github)).checkRuns;
}

async function count(github: Started): Promise<{ readonly checkRuns: number; readonly checkWrites: number }> {
  return (await (await fetch(`${github.url}/count`)).json()) as { checkRuns: number; checkWrites: number };
}
