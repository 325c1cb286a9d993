import { type FileHandle, open, rename, stat } from "node:fs/promises";
import { STDIN } from "./read-text.ts";
import { UsageError } from "./usage-error.ts";

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
    throw new UsageError(`${file} is there already: name another file, or add --force to write over it`);
  }
  // A device or a pipe is written to directly.
  if (there && !there.isFile()) return toOutput(file, await openFile(file), async () => {});
  // A file under the final name is always complete: a run that ends early leaves the old one, or none.
  const unfinished = `${file}.part`;
  return toOutput(file, await openFile(unfinished, file), () => rename(unfinished, file));
}

const STANDARD_OUTPUT: Output = {
  write: (text) =>
    new Promise((done, fail) => {
      process.stdout.write(text, (error) => (error ? fail(error) : done()));
    }),
  finish: async () => {},
  abandon: async () => {},
};

function toOutput(file: string, handle: FileHandle, complete: () => Promise<void>): Output {
  return {
    write: (text) => handle.appendFile(text).catch(refuse(file)),
    finish: async () => {
      await handle.close();
      await complete().catch(refuse(file));
    },
    abandon: () => handle.close(),
  };
}

function openFile(path: string, named = path): Promise<FileHandle> {
  return open(path, "w").catch(refuse(named));
}

function refuse(file: string) {
  return (cause: unknown): never => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
    throw new UsageError(`cannot write ${file}: ${REASONS[code] ?? code}`, { cause });
  };
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: "there is no such folder",
  ENOTDIR: "there is no such folder",
  EACCES: "no permission",
  EROFS: "no permission",
  ENOSPC: "the disk is full",
};
