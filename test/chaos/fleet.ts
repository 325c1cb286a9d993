import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../support/source.ts";

/** Real server processes on one database. */
export interface Fleet {
  /** The ports of all replicas, including dead ones. */
  listPorts(): readonly number[];
  /** The ports of the replicas last known to be ready. */
  listReadyPorts(): readonly number[];
  /** Starts or stops replicas to reach that count, and waits until all are ready. */
  resize(count: number): Promise<void>;
  /** kill -9. Does nothing when the replica is not running. */
  kill(index: number): void;
  /** SIGTERM: the process shuts down by itself. */
  stop(index: number): Promise<void>;
  freeze(index: number): void;
  thaw(index: number): void;
  start(index: number): void;
  /** Starts and thaws every replica, and waits until all are ready. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

interface Replica {
  readonly port: number;
  child: ChildProcess | null;
  isReady: boolean;
}

const READY_WITHIN_MS = 60_000;

/** Creates a fleet without replicas. Their logs go to files in that folder. */
export function createFleet({ env, folder }: { env: Record<string, string>; folder: string }): Fleet {
  const replicas: Replica[] = [];
  const at = (index: number) => {
    const replica = replicas[index % replicas.length];
    if (!replica) throw new Error("there are no replicas");
    return replica;
  };

  function start(index: number): void {
    const replica = at(index);
    if (replica.child) return;
    const log = openSync(join(folder, `replica-${replica.port}.log`), "a");
    const child = spawn(process.execPath, ["--import", join(ROOT, "test/chaos/clock.ts"), join(ROOT, "src/main.ts")], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env, PORT: String(replica.port) },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    replica.child = child;
    child.once("exit", () => {
      if (replica.child !== child) return;
      replica.child = null;
      replica.isReady = false;
    });
    waitUntilReady(replica).catch(() => {});
  }

  async function end(replica: Replica, signal: NodeJS.Signals): Promise<void> {
    const { child } = replica;
    if (!child) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    replica.child = null;
    replica.isReady = false;
    await ended;
  }

  async function heal(): Promise<void> {
    for (const [index, { child }] of replicas.entries()) {
      child?.kill("SIGCONT");
      start(index);
    }
    await Promise.all(replicas.map(waitUntilReady));
  }

  return {
    listPorts: () => replicas.map(({ port }) => port),
    listReadyPorts: () => replicas.filter(({ isReady }) => isReady).map(({ port }) => port),
    resize: async (count) => {
      while (replicas.length < count) replicas.push({ port: await findFreePort(), child: null, isReady: false });
      for (const replica of replicas.splice(count)) await end(replica, "SIGTERM");
      await heal();
    },
    kill: (index) => {
      const replica = at(index);
      replica.child?.kill("SIGKILL");
      replica.child = null;
      replica.isReady = false;
    },
    stop: (index) => end(at(index), "SIGTERM"),
    freeze: (index) => at(index).child?.kill("SIGSTOP"),
    thaw: (index) => at(index).child?.kill("SIGCONT"),
    start,
    heal,
    close: async () => {
      for (const replica of replicas) await end(replica, "SIGKILL");
    },
  };
}

async function waitUntilReady(replica: Replica): Promise<void> {
  const { port } = replica;
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (response?.ok) {
      replica.isReady = true;
      return;
    }
    await sleep(100);
  }
  throw new Error(`the replica on port ${port} was not ready within ${READY_WITHIN_MS / 1000} s`);
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
