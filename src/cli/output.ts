import { rmSync } from "node:fs";
import { type FileHandle, open, rename, stat, unlink } from "node:fs/promises";
import { STDIN } from "./read-text.ts";
import { UsageError } from "./usage-error.ts";
import { makeVisible } from "./visible.ts";

/** A destination for a long text, written piece by piece. */
export interface Output {
  /** Resolves once the text is accepted: a caller that waits for it holds one piece at a time. */
  readonly write: (text: string) => Promise<void>;
  /** Completes the output. */
  readonly finish: () => Promise<void>;
  /** Ends the output unfinished. */
  readonly abandon: () => Promise<void>;
}

export interface OutputOptions {
  /** null or `-`: the standard output. */
  readonly file: string | null;
  /** Overwrites an existing file. */
  readonly isForced: boolean;
}

/**
 * Opens a file for writing, or the standard output. Throws a UsageError when the file exists already or cannot be
 * created.
 */
export async function openOutput({ file, isForced }: OutputOptions): Promise<Output> {
  if (file === null || file === STDIN) return STANDARD_OUTPUT;
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw new UsageError(`cannot write ${file}: it is a folder`);
  if (there?.isFile() && !isForced) {
    throw new UsageError(`${file} already exists: name another file, or add --force to overwrite it`);
  }
  // A device or a pipe is written to directly.
  if (there && !there.isFile()) return toOutput(file, await openFile(file), NOTHING);
  // A file under the final name is always complete: a run that ends early leaves the old one, or none.
  const unfinished = `${file}.part`;
  return toOutput(file, await openFile(unfinished, file), {
    complete: () => rename(unfinished, file),
    discard: () => unlink(unfinished).catch(() => {}),
    interrupt: () => rmSync(unfinished, { force: true }),
  });
}

const STANDARD_OUTPUT: Output = {
  write: (text) =>
    new Promise((done, fail) => {
      // Programs get the text as it is, a terminal what it may show.
      const shown = process.stdout.isTTY ? makeVisible(text) : text;
      process.stdout.write(shown, (error) => (error ? fail(error) : done()));
    }),
  finish: async () => {},
  abandon: async () => {},
};

interface End {
  readonly complete: () => Promise<void>;
  readonly discard: () => Promise<void>;
  /** Tidies up at once, for the process is about to end. */
  readonly interrupt: () => void;
}

const NOTHING: End = { complete: async () => {}, discard: async () => {}, interrupt: () => {} };
/** What a shell reports for a command that a signal ended. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

function toOutput(file: string, handle: FileHandle, end: End): Output {
  const forget = tidyUpOnSignal(end);
  return {
    write: (text) => handle.appendFile(text).catch(refuse(file)),
    finish: async () => {
      forget();
      await handle.close().catch(refuse(file));
      await end.complete().catch(refuse(file));
    },
    abandon: async () => {
      forget();
      await handle.close().catch(() => {});
      await end.discard();
    },
  };
}

/** Ctrl-C leaves no half of a file behind. Returns what takes that back. */
function tidyUpOnSignal({ interrupt }: End): () => void {
  const onSignal = (signal: keyof typeof EXIT_CODES) => {
    interrupt();
    process.exit(EXIT_CODES[signal]);
  };
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  return () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
}

function openFile(path: string, named = path): Promise<FileHandle> {
  return open(path, "w").catch(refuse(named));
}

function refuse(file: string) {
  return (cause: unknown): never => {
    throw new UsageError(describeRefusal(file, cause), { cause });
  };
}

/** Why something cannot be written, in one line. */
export function describeRefusal(file: string, cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
  return `cannot write ${file}: ${REASONS[code] ?? code}`;
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: "no such folder",
  ENOTDIR: "no such folder",
  EACCES: "no permission",
  EROFS: "no permission",
  ENOSPC: "the disk is full",
};
