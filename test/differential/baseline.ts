import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { INTENDED_CHANGES, type IntendedChange } from "./intended-changes.ts";
import { describeBaselineWords } from "./words.ts";

const HERE = import.meta.dirname;
const ROOT = join(HERE, "../..");

/** Where the baseline's sources are, and where its recordings are kept from one run to the next. */
export interface Baseline {
  readonly tree: string;
  readonly recordings: string;
}

/** Unpacks the sources of a commit, once; recordings are kept as long as nothing of theirs changes. */
export function openBaseline(revision: string): Baseline {
  const commit = execFileSync("git", ["rev-parse", `${revision}^{commit}`], { cwd: ROOT, encoding: "utf8" }).trim();
  const folder = join(tmpdir(), "did-this-work-differential", `${commit.slice(0, 12)}-${fingerprint()}`);
  const tree = join(folder, "tree");
  const recordings = join(folder, "recordings");
  mkdirSync(recordings, { recursive: true });
  if (!existsSync(tree)) unpack(commit, folder, tree);
  return { tree, recordings };
}

/** Nothing that only concerns the present tree, or the comparison. */
const OTHERS = [
  "apply-renames.ts",
  "comparable.ts",
  "coverage.ts",
  "difference.ts",
  "head-adapter.ts",
  "main.ts",
  "recorders.ts",
  "renames.ts",
  "tell.ts",
];

function fingerprint(): string {
  const files = readdirSync(HERE).filter((name) => name.endsWith(".ts") && !OTHERS.includes(name));
  const hash = createHash("sha256").update([ROOT, process.version, describeBaselineWords()].join("\n"));
  for (const file of [...files.sort(), "../chaos/random.ts"]) hash.update(readFileSync(join(HERE, file)));
  return hash.digest("hex").slice(0, 12);
}

function unpack(commit: string, folder: string, tree: string): void {
  const unpacked = mkdtempSync(join(folder, "unpacking-"));
  const archive = execFileSync("git", ["archive", commit, "src", "migrations", "package.json"], {
    cwd: ROOT,
    maxBuffer: 1_000_000_000,
  });
  execFileSync("tar", ["-x", "-C", unpacked], { input: archive });
  symlinkSync(join(ROOT, "node_modules"), join(unpacked, "node_modules"));
  for (const change of INTENDED_CHANGES) make(unpacked, change);
  try {
    renameSync(unpacked, tree);
  } catch (error) {
    // Another run was faster.
    if (!existsSync(tree)) throw error;
    rmSync(unpacked, { recursive: true });
  }
}

function make(root: string, { file, from, to }: IntendedChange): void {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`the baseline has no ${JSON.stringify(from)} in ${file}`);
  writeFileSync(path, text.replace(from, to));
}
