import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../src/store/database.ts";
import { eventually } from "./support/eventually.ts";
import { findFreePort } from "./support/free-port.ts";
import { findPostgres, startCluster } from "./support/postgres-cluster.ts";

const SECRET = "a-long-enough-secret";
const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const bin = findPostgres();
let port = 0;
const PAUSE_MS = 15;

function startApp(databaseUrl: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, "../src/main.ts")], {
    // Nothing listens on port 9: GitHub is unreachable, and deliveries stay in the inbox.
    env: {
      PATH: process.env.PATH ?? "",
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: "warn",
      APP_ID: "12",
      PRIVATE_KEY: PEM,
      WEBHOOK_SECRET: SECRET,
      GHE_HOST: "127.0.0.1:9",
      GHE_PROTOCOL: "http",
      DATABASE_URL: databaseUrl,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Posts one delivery. Returns its id and the status of the response. */
async function deliver(number: number): Promise<{ status: number; guid: string }> {
  const guid = randomUUID();
  const body = JSON.stringify({
    ref: "refs/heads/main",
    after: "a".repeat(40),
    commits: [],
    installation: { id: 7 },
    repository: { id: number, name: "shop", owner: { login: "acme" } },
  });
  const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  const headers = { "x-github-event": "push", "x-github-delivery": guid, "x-hub-signature-256": signature };
  const response = await fetch(`http://127.0.0.1:${port}/api/github/webhooks`, { method: "POST", body, headers });
  return { status: response.status, guid };
}

async function waitUntilReady(app: ChildProcess): Promise<void> {
  await eventually(async () => {
    if (app.exitCode !== null) return;
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    expect(response?.status).toBe(200);
  });
  if (app.exitCode !== null) throw new Error("the app ended");
}

// Skipped where the Postgres programs are not installed.
it.skipIf(bin === undefined)(
  "a database restarted under load, also after a crash, loses no accepted delivery, and the app recovers by itself",
  async () => {
    port = await findFreePort();
    const cluster = await startCluster(bin ?? "");
    onTestFinished(() => cluster.remove());
    const app = startApp(cluster.url);
    const ended = new Promise((resolve) => app.once("exit", resolve));
    let log = "";
    app.stdout?.on("data", (data) => {
      log += String(data);
    });
    onTestFinished(async () => {
      app.kill("SIGKILL");
      await ended;
    });
    await waitUntilReady(app);
    const accepted: string[] = [];
    const statuses = new Map<number, number>();
    const count = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
    /** Waits for that many more answers with a status. */
    const hear = async (status: number, more: number) => {
      const before = statuses.get(status) ?? 0;
      await eventually(() => expect(statuses.get(status) ?? 0).toBeGreaterThanOrEqual(before + more));
    };
    const under = { load: true };
    const sending = (async () => {
      const open: Promise<unknown>[] = [];
      for (let number = 1; under.load; number++) {
        const one = deliver(number).then(
          ({ status, guid }) => {
            count(status);
            if (status === 202) accepted.push(guid);
          },
          // Connection refused: must never happen while the app runs.
          () => count(0),
        );
        open.push(one);
        await sleep(PAUSE_MS);
      }
      await Promise.all(open);
    })();

    for (const mode of ["fast", "immediate"] as const) {
      await hear(202, 50);
      cluster.stop(mode);
      await hear(503, 10);
      cluster.start();
      await waitUntilReady(app);
    }
    await hear(202, 10);
    under.load = false;
    await sending;

    expect((await deliver(1)).status).toBe(202);
    const db = openPostgres(cluster.url);
    onTestFinished(() => db.close());
    const stored = new Set((await db.query<{ guid: string }>("select guid from delivery")).map(({ guid }) => guid));
    expect(accepted.filter((guid) => !stored.has(guid))).toEqual([]);
    expect(accepted.length).toBeGreaterThan(100);
    // Only "accepted" and "try again".
    expect([...statuses.keys()].sort()).toEqual([202, 503]);
    expect(app.exitCode).toBeNull();
    expect(log).toContain("a database connection broke");
    // pg attaches the connection to its error, with every prepared statement.
    expect(log).not.toContain("parsedStatements");
  },
  120_000,
);
