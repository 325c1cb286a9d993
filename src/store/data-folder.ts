import { randomBytes } from "node:crypto";
import { mkdir, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join, relative, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Another process uses the folder. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

export interface FolderLock {
  release(): Promise<void>;
}

/** How long a rival process that removed our socket as stale may take to create its own. */
const RIVAL_MS = 50;

/**
 * Locks the folder of the embedded database, which two processes can open without an error and then corrupt. The lock
 * is a socket with a listener: it ends with its process, even on `kill -9`, and does not depend on process ids.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const path = socketPath(folder);
  const token = randomBytes(8).toString("hex");
  const server = createServer((socket) => socket.end(token));
  if (!(await listen(server, path))) {
    if ((await readToken(path)) !== null) throw new FolderInUse(`another process uses the data folder ${folder}`);
    await unlink(path).catch(() => {});
    if (!(await listen(server, path))) throw new FolderInUse(`another process uses the data folder ${folder}`);
  }
  await sleep(RIVAL_MS);
  if ((await readToken(path)) !== token) throw new FolderInUse(`another process uses the data folder ${folder}`);
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

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
