import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, selectTitles } from "./verdict.ts";

/** Some tests of one file, in a copy of the project. */
export interface Selection {
  readonly folder: string;
  readonly testFile: string;
  readonly titles: readonly string[];
}

const RUN_MS = 300_000;
/** A test that hangs fails long before its run is given up. */
const TEST_MS = 30_000;
const REPORT = "report.json";

/** Starts vitest processes, and ends them. */
export function createVitest(env: NodeJS.ProcessEnv) {
  const running = new Set<ChildProcess>();

  async function run(selection: Selection): Promise<Run> {
    // What tests leave behind goes with the copy.
    const own = { cwd: selection.folder, env: { ...env, TMPDIR: selection.folder } };
    // A group of its own, so that its workers end with it.
    const options = { ...own, stdio: "ignore", detached: true } as const;
    const child = spawn(process.execPath, listArguments(selection), options);
    running.add(child);
    let isGivenUp = false;
    const clock = setTimeout(() => {
      isGivenUp = true;
      kill(child);
    }, RUN_MS);
    await once(child, "close");
    clearTimeout(clock);
    running.delete(child);
    return isGivenUp ? { problem: `vitest did not end within ${RUN_MS / 1000} s` } : readReport(selection.folder);
  }

  return { run, stop: () => running.forEach(kill) };
}

function readReport(folder: string): Run {
  const report = join(folder, REPORT);
  return existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { problem: "vitest ended without a report" };
}

function listArguments({ testFile, titles }: Selection): string[] {
  return [
    "node_modules/vitest/vitest.mjs",
    ...["run", testFile, "-t", selectTitles(titles)],
    // One failure proves the line; the others may hang one after the other.
    ...["--bail=1", "--reporter=json", `--outputFile=${REPORT}`, "--cache=false", "--maxWorkers=1"],
    ...[`--testTimeout=${TEST_MS}`, `--hookTimeout=${TEST_MS}`],
  ];
}

function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
