import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { applyRenames } from "./apply-renames.ts";
import { openBaseline } from "./baseline.ts";
import { type Choice, toComparable } from "./comparable.ts";
import { tellCoverage } from "./coverage.ts";
import { findDifference } from "./difference.ts";
import { type Job, runJob, splitJob } from "./recorders.ts";
import type { FailedRecording, Recording } from "./recording.ts";
import { RENAMES } from "./renames.ts";
import { tellDifference, tellFailure, tellSame } from "./tell.ts";

// The same histories in the baseline and in the present tree: the same calls to GitHub, and the same records in the end?

const USAGE = "npm run test:differential -- [--seeds 1-40] [--baseline 996f9f2] [--writes-only] [--coverage]";

const { seeds, revision, isWritesOnly, wantsCoverage } = readArguments();
const baseline = openBaseline(revision);
const present = mkdtempSync(join(tmpdir(), "did-this-work-present-"));
const choice: Choice = { renames: RENAMES, isWritesOnly };
let [passed, failed] = [0, 0];
try {
  await recordAndCompare();
} finally {
  rmSync(present, { recursive: true });
}
if (wantsCoverage) say(`\n${tellCoverage(seeds.map((seed) => read(baseline.recordings, seed)).filter(isWhole))}\n`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: "string", default: "1-40" },
        baseline: { type: "string", default: "996f9f2" },
        "writes-only": { type: "boolean", default: false },
        coverage: { type: "boolean", default: false },
      },
    });
    return {
      seeds: values.seeds.split(",").flatMap(parseRange),
      revision: values.baseline,
      isWritesOnly: values["writes-only"],
      wantsCoverage: values.coverage,
    };
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

function parseRange(text: string): readonly number[] {
  const [, first = "", last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (first === "" || Number(last) < Number(first)) throw new Error(`${JSON.stringify(text)} names no seeds`);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
}

async function recordAndCompare(): Promise<void> {
  const waiting = [...seeds];
  const compareInOrder = () => {
    while (waiting[0] !== undefined && isRecorded(waiting[0])) compare(waiting.shift() ?? 0);
  };
  await Promise.all(listJobs().map((job) => runJob(job, compareInOrder)));
  compareInOrder();
}

/** What of the baseline is known from an earlier run is not recorded again: the present tree gets all cores then. */
function listJobs(): readonly Job[] {
  const unknown = seeds.filter((seed) => !existsSync(toFile(baseline.recordings, seed)));
  const cores = Math.max(2, availableParallelism());
  const share = unknown.length === 0 ? cores : Math.ceil(cores / 2);
  return [
    ...splitJob({ seeds: unknown, baseline: baseline.tree, into: baseline.recordings }, Math.max(1, cores - share)),
    ...splitJob({ seeds, into: present }, share),
  ];
}

function compare(seed: number): void {
  const { isSame, told } = judge(seed, read(baseline.recordings, seed), read(present, seed));
  if (isSame) passed += 1;
  else failed += 1;
  say(told);
}

interface Result {
  readonly isSame: boolean;
  readonly told: string;
}

function judge(seed: number, old: Recording | FailedRecording, now: Recording | FailedRecording): Result {
  if (!isWhole(old)) return { isSame: false, told: tellFailure(seed, "the baseline", old.error) };
  if (!isWhole(now)) return { isSame: false, told: tellFailure(seed, "the present tree", now.error) };
  const before = toComparable(applyRenames(old, RENAMES), choice);
  const difference = findDifference(before, toComparable(now, choice));
  return difference
    ? { isSame: false, told: tellDifference(now, difference) }
    : { isSame: true, told: tellSame(seed, before) };
}

function isRecorded(seed: number): boolean {
  return existsSync(toFile(baseline.recordings, seed)) && existsSync(toFile(present, seed));
}

function isWhole(recording: Recording | FailedRecording): recording is Recording {
  return !("error" in recording);
}

function read(folder: string, seed: number): Recording | FailedRecording {
  return JSON.parse(readFileSync(toFile(folder, seed), "utf8")) as Recording | FailedRecording;
}

function toFile(folder: string, seed: number): string {
  return join(folder, `${seed}.json`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
