import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const SECRET = "a-secret-for-the-bench";

const PRIVATE_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

/** With `BENCH_PROFILE=folder`, each server writes a CPU profile there when it ends. */
const FOLDER = process.env.BENCH_PROFILE;
const PROFILING = FOLDER === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${FOLDER}`];

/** A running process of the bench. */
export interface Started {
  readonly url: string;
  /** From the start of the process until it is ready, in milliseconds. */
  readonly readyAfterMs: number;
  /** Resident memory in MiB, including uncollected garbage. */
  readResident(): Promise<number>;
  /** The JavaScript heap in MiB after a garbage collection: only reachable objects. */
  readHeap(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts our server as in production, on that database or the embedded one, against that GitHub. */
export async function startOurs({
  databaseUrl,
  github,
  variables: more = {},
}: {
  databaseUrl: string | null;
  github: string;
  variables?: Readonly<Record<string, string>>;
}): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), "did-this-work-bench-"));
  const database = databaseUrl === null ? { DATA_DIR: folder } : { DATABASE_URL: databaseUrl };
  const variables = { ...database, GHE_HOST: new URL(github).host, GHE_PROTOCOL: "http", LOG_LEVEL: "error", ...more };
  const started = await start("../../src/main.ts", variables, "/readyz", AS_IN_PRODUCTION);
  return {
    ...started,
    stop: async () => {
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a Probot app that only verifies signatures. */
export function startBareProbot(): Promise<Started> {
  return start("bare-probot.ts", { NODE_ENV: "production" }, "/ping");
}

/** Starts a stand-in for GitHub that answers immediately. */
export function startInstantGitHub(variables: Readonly<Record<string, string>> = {}): Promise<Started> {
  return start("instant-github.ts", variables, "/count");
}

/** As `npm start` gives it. */
const AS_IN_PRODUCTION = ["--liftoff-only"];

async function start(
  file: string,
  variables: Readonly<Record<string, string>>,
  readyAt: string,
  options: readonly string[] = [],
): Promise<Started> {
  const port = await findFreePort();
  const env = {
    APP_ID: "12",
    PRIVATE_KEY,
    WEBHOOK_SECRET: SECRET,
    PORT: String(port),
    HOST: "127.0.0.1",
    ...variables,
  };
  const startedAt = performance.now();
  const inspectAt = await findFreePort();
  const inspecting = [`--inspect=127.0.0.1:${inspectAt}`, "--inspect-publish-uid=http"];
  const child = spawn(process.execPath, [...PROFILING, ...inspecting, ...options, join(import.meta.dirname, file)], {
    env: { PATH: process.env.PATH ?? "", ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "inherit", "inherit"],
  });
  // The child must not outlive the bench, even when the bench crashes.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(child, url + readyAt);
  return {
    url,
    readyAfterMs: performance.now() - startedAt,
    readResident: () => readResident(child.pid ?? 0),
    readHeap: () => readHeap(inspectAt),
    stop: async () => {
      process.removeListener("exit", kill);
      await end(child);
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** A bare Probot answers 404 here, so any answer counts as ready, except one that says "not yet". */
async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 3_000; attempt++) {
    if (child.exitCode !== null) throw new Error(`a server ended with ${child.exitCode} before it was ready`);
    const response = await fetch(url).catch(() => null);
    if (response && response.status !== 503) return;
    await sleep(10);
  }
  throw new Error(`${url} is not ready after half a minute`);
}

/** Reads /proc, so it works only on Linux; elsewhere it returns NaN. */
async function readResident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1_024;
}

/** Uses the inspector protocol: https://chromedevtools.github.io/devtools-protocol/v8/ */
async function readHeap(port: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  const ask = (id: number, method: string, params = {}) =>
    new Promise<{ result: { result?: { value?: number } } }>((resolve) => {
      socket.addEventListener("message", ({ data }) => {
        const answer = JSON.parse(String(data));
        if (answer.id === id) resolve(answer);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await ask(1, "HeapProfiler.collectGarbage");
  const { result } = await ask(2, "Runtime.evaluate", { expression: "process.memoryUsage().heapUsed" });
  socket.close();
  return (result.result?.value ?? Number.NaN) / 1_048_576;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const isLate = await Promise.race([ended.then(() => false), sleep(15_000, true)]);
  if (isLate) child.kill("SIGKILL");
  await ended;
}
