import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PQueue from "p-queue";
import { findPostgres, startCluster } from "../support/postgres-cluster.ts";
import { ROOT } from "../support/source.ts";
import { cutMarked } from "./marker.ts";
import { parseProof, type Row } from "./proof.ts";
import { openScratch } from "./scratch.ts";
import { judge, type Run } from "./verdict.ts";
import { createVitest } from "./vitest.ts";

/** Vitest processes at a time. */
const AT_ONCE = 2;

const rows = chooseRows(process.argv.slice(2));
const cluster = await startServer();
const scratch = openScratch();
const vitest = createVitest({ ...process.env, ...(cluster && { TEST_DATABASE_URL: cluster.url }) });
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    close();
    process.exit(130);
  });
}
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  close();
}

/** The rows of the markers that are asked for, or all. */
function chooseRows(markers: readonly string[]): readonly Row[] {
  const { rows, wrong } = parseProof(readFileSync(join(ROOT, "docs/reliability.md"), "utf8"));
  const unknown = markers.filter((marker) => rows.every((row) => row.marker !== marker));
  const problems = [
    ...wrong.map((line) => `no row of the proof by removal: ${line}`),
    ...unknown.map((marker) => `docs/reliability.md has no marker ${marker}`),
  ];
  if (problems.length > 0) {
    for (const problem of problems) say(problem);
    process.exit(2);
  }
  return markers.length === 0 ? rows : rows.filter(({ marker }) => markers.includes(marker));
}

/** Locks between processes exist on a real Postgres only. */
async function startServer() {
  const bin = process.env.TEST_DATABASE_URL ? undefined : findPostgres();
  return bin === undefined ? undefined : startCluster(bin);
}

function close(): void {
  vitest.stop();
  scratch.remove();
  cluster?.remove();
}

/** True when every removal was caught. */
async function run(): Promise<boolean> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  const before = await runUnchanged(queue);
  const caught = await queue.addAll(
    rows.map((row) => async () => {
      const problem = findProblem(before, row) ?? (await findSurvival(row));
      const test = `${row.testFile}: "${row.title}"`;
      say(
        problem === undefined ? `caught      ${row.marker}  ${test}` : `NOT CAUGHT  ${row.marker}  ${test}: ${problem}`,
      );
      return problem === undefined;
    }),
  );
  const passed = caught.filter(Boolean).length;
  say(`${passed} passed, ${rows.length - passed} failed`);
  return passed === rows.length;
}

/** What vitest says of each test file while nothing is taken away. */
async function runUnchanged(queue: PQueue): Promise<ReadonlyMap<string, Run>> {
  const byFile = Map.groupBy(rows, ({ testFile }) => testFile);
  const reports = await queue.addAll(
    [...byFile].map(([testFile, same], index) => async () => {
      const name = `unchanged-${index}`;
      const titles = [...new Set(same.map(({ title }) => title))];
      const report = await vitest.run({ folder: scratch.copy(name), testFile, titles });
      scratch.drop(name);
      return [testFile, report] as const;
    }),
  );
  return new Map(reports);
}

/** A test that fails anyway proves nothing. */
function findProblem(before: ReadonlyMap<string, Run>, row: Row): string | undefined {
  const verdict = judge(before.get(row.testFile) ?? { problem: "vitest did not run" }, row);
  if (verdict.kind === "passed") return undefined;
  return verdict.kind === "failed" ? "it fails while the line is there" : `with the line there, ${verdict.problem}`;
}

/** Takes the marked line away; undefined when the test fails without it. */
async function findSurvival(row: Row): Promise<string | undefined> {
  const folder = scratch.copy(row.marker);
  const path = join(folder, row.file);
  const cut = cutMarked(readFileSync(path, "utf8"), row.marker);
  if (cut.kind === "impossible") return cut.problem;
  writeFileSync(path, cut.text);
  const verdict = judge(await vitest.run({ folder, testFile: row.testFile, titles: [row.title] }), row);
  scratch.drop(row.marker);
  if (verdict.kind === "failed") return undefined;
  return verdict.kind === "passed" ? "it passes without the line" : `without the line, ${verdict.problem}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
