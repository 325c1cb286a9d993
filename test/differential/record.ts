import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tameRandomness } from "./randomness.ts";
import { recordHistory } from "./record-history.ts";
import type { FailedRecording, Recording } from "./recording.ts";
import { deleteRecords } from "./records.ts";
import type { Tree } from "./tree.ts";
import { BASELINE_WORDS, PRESENT_WORDS, type Words } from "./words.ts";

// A process that records histories in one tree: modules of the two have the same names, so each needs one of its own.
// It writes a file per seed and says its number when it is there.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { baseline: { type: "string" }, into: { type: "string", default: "." } },
});

const randomness = tameRandomness();
const { tree, words } = await openTree(values.baseline);
const db = await tree.openDatabase();
for (const seed of positionals.map(Number)) {
  await deleteRecords(db);
  randomness.begin(seed);
  const recording = await record(seed);
  // Whoever reads it meanwhile must not find a half.
  const file = join(values.into, `${seed}.json`);
  await writeFile(`${file}.${process.pid}`, JSON.stringify(recording));
  await rename(`${file}.${process.pid}`, file);
  process.stdout.write(`${seed}\n`);
}
await db.close();

async function record(seed: number): Promise<Recording | FailedRecording> {
  try {
    const recorded = await recordHistory({ tree, words, db, seed });
    return { ...recorded, randoms: [...randomness.list()] };
  } catch (error) {
    return { seed, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function openTree(baseline: string | undefined): Promise<{ readonly tree: Tree; readonly words: Words }> {
  if (baseline === undefined) return { tree: (await import("./head-adapter.ts")).tree, words: PRESENT_WORDS };
  const { openBaseline } = await import("./baseline-adapter.ts");
  return { tree: await openBaseline(baseline), words: BASELINE_WORDS };
}
