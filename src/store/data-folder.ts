import { randomBytes } from "node:crypto";
import { existsSync, openAsBlob } from "node:fs";
import { mkdir, statfs, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join, relative, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type OpenDatabase, openPglite } from "./database.ts";
import { findPrepared, unpack } from "./prepared-database.ts";

/** Another process uses the folder. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

/** The folder cannot hold the embedded database; the message says why in words that name DATA_DIR. */
export class FolderProblem extends Error {
  override readonly name = "FolderProblem";
}

export interface FolderLock {
  release(): Promise<void>;
}

/** How long a rival process that removed our socket as stale may take to create its own. */
const RIVAL_MS = 50;
/** What every system takes: Linux has room for 107 bytes, macOS for 103. */
const MOST_PATH_BYTES = 103;
/** Less than the embedded database needs to begin. */
const FULL_BYTES = 1024 * 1024;

/**
 * Locks the folder of the embedded database, which two processes can open without an error and then corrupt. The lock
 * is a socket with a listener: it ends with its process, even on `kill -9`, and does not depend on process ids.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = socketPath(folder);
  if (Buffer.byteLength(path) > MOST_PATH_BYTES) {
    throw new FolderProblem(`DATA_DIR is too long: the path of its lock may have ${MOST_PATH_BYTES} bytes`);
  }
  try {
    await mkdir(folder, { recursive: true });
    return await listenAlone(folder, path);
  } catch (error) {
    throw error instanceof FolderInUse ? error : await describeFailure(folder, error);
  }
}

/** Opens the embedded database in a locked folder. */
export async function openInFolder(folder: string): Promise<OpenDatabase> {
  try {
    const path = join(folder, "postgres");
    if (!existsSync(join(path, "PG_VERSION"))) await begin(path);
    return await openPglite(path);
  } catch (error) {
    throw await describeFailure(folder, error);
  }
}

/** Opens a new embedded database in memory. */
export async function openInMemory(): Promise<OpenDatabase> {
  const archive = findPrepared();
  // PGlite unpacks what has this type.
  return openPglite(undefined, archive ? { archive: await openAsBlob(archive, { type: "application/x-gzip" }) } : {});
}

/** What a process that was killed while it unpacked has left is written over. */
async function begin(path: string): Promise<void> {
  const archive = findPrepared();
  if (archive !== undefined) await unpack(archive, path);
}

async function listenAlone(folder: string, path: string): Promise<FolderLock> {
  const inUse = new FolderInUse(`another process uses the data folder ${folder}`);
  const token = randomBytes(8).toString("hex");
  const server = createServer((socket) => socket.end(token));
  if (!(await listen(server, path))) {
    if ((await readToken(path)) !== null) throw inUse;
    // What a process that died left behind; in a folder that is read-only it stays, and nobody can lock.
    await unlink(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    if (!(await listen(server, path))) throw inUse;
  }
  await sleep(RIVAL_MS);
  if ((await readToken(path)) !== token) throw inUse;
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

/** The embedded database throws what its file system throws, which need not be an error. */
async function describeFailure(folder: string, cause: unknown): Promise<FolderProblem> {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  );
  const isFull = code === "ENOSPC" || code === "EDQUOT" || free < FULL_BYTES;
  return new FolderProblem(isFull ? "DATA_DIR is on a disk that is full" : (WORDS[code] ?? UNOPENED)(code), { cause });
}

const unwritable = (code: string) => `DATA_DIR cannot be written to (${code})`;
const withoutSockets = (code: string) => `DATA_DIR is on a file system without sockets, which its lock needs (${code})`;
const UNOPENED = (code: string) =>
  `DATA_DIR holds a database that cannot be opened${code && ` (${code})`}: restore a backup, or name another folder`;

const WORDS: Readonly<Record<string, (code: string) => string>> = {
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ERR_ACCESS_DENIED: unwritable,
  EEXIST: () => "DATA_DIR is no folder",
  ENOTDIR: () => "DATA_DIR is no folder",
  ENOTSUP: withoutSockets,
  EOPNOTSUPP: withoutSockets,
  ENOSYS: withoutSockets,
  EINVAL: withoutSockets,
};

/** Socket paths hold about 100 characters, so the shorter spelling is used. */
function socketPath(folder: string): string {
  const absolute = join(resolve(folder), "lock.sock");
  const near = relative(process.cwd(), absolute);
  return near.length < absolute.length ? near : absolute;
}

function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const onError = (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? done(false) : fail(error));
    server.once("error", onError);
    server.listen(path, () => {
      server.off("error", onError);
      done(true);
    });
  });
}

/** The token of the process that holds the lock; null when no process listens. */
function readToken(path: string): Promise<string | null> {
  return new Promise((done) => {
    let text = "";
    const socket = connect(path);
    socket.on("data", (data) => {
      text += data.toString();
    });
    socket.once("end", () => done(text));
    socket.once("error", () => done(null));
  });
}
