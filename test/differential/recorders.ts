import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const RECORD = join(import.meta.dirname, "record.ts");

/** Histories that are recorded in one process after the other. */
export interface Job {
  readonly seeds: readonly number[];
  /** The folder of the baseline; undefined for the present tree. */
  readonly baseline?: string;
  /** A folder that gets a file for each. */
  readonly into: string;
}

/** Splits a job into so many that can run at once. */
export function splitJob(job: Job, count: number): readonly Job[] {
  const parts = Array.from({ length: count }, (_, part) => job.seeds.filter((_seed, index) => index % count === part));
  return parts.filter((seeds) => seeds.length > 0).map((seeds) => ({ ...job, seeds }));
}

/** Records in a process of its own; says when each seed is done. */
export async function runJob({ seeds, baseline, into }: Job, onRecorded: () => void): Promise<void> {
  const args = [
    RECORD,
    "--into",
    into,
    ...(baseline === undefined ? [] : ["--baseline", baseline]),
    ...seeds.map(String),
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  for await (const _line of createInterface({ input: child.stdout })) onRecorded();
  const [code] = await ended;
  if (code !== 0) throw new Error(`recording ended with code ${code}`);
}
