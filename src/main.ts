import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, pino } from "pino";
import { parse } from "yaml";
import { type App, createApp } from "./app.ts";
import { type Env, loadSavedEnv, readEnv, saveEnv } from "./env.ts";
import type { GitHub } from "./github/github.ts";
import { createOctokitGitHub } from "./github/octokit.ts";
import { createPace, paceCalls } from "./github/pace.ts";
import { createSetUpHandler } from "./github/set-up.ts";
import { createSignatureCheck } from "./github/signature.ts";
import { addGauges } from "./http/gauges.ts";
import { createHealthHandler, type Readiness } from "./http/health.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { type RunningServer, startServer } from "./http/server.ts";
import { createWebhookHandler } from "./http/webhooks.ts";
import { FolderInUse, lockFolder } from "./store/data-folder.ts";
import { type Database, type OpenDatabase, openPglite, openPostgres } from "./store/database.ts";
import { DatabaseTooNew, isMigrated, migrate } from "./store/migrate.ts";
import { describeTrouble } from "./store/trouble.ts";
import { takePlace, takeTurn } from "./store/turn.ts";
import { standInLine } from "./worker/line.ts";
import { startWorker, type Worker } from "./worker/looks.ts";
import { createRush } from "./worker/rush.ts";

/** How long what runs may take to finish after SIGTERM. */
const GRACE_MS = 10_000;
/** How long to wait before a database that is away is tried again. */
const RETRY_MS = 2_000;
/** A delivery is stored within that time, or refused: GitHub itself gives up after ten seconds. */
const ACCEPT_MS = 3_000;

/** What a data folder says that cannot be written to; nothing else is written to. */
const UNWRITABLE: readonly string[] = ["EACCES", "EPERM", "EROFS", "ERR_ACCESS_DENIED"];

type Credentials = NonNullable<Env["app"]>;

loadSavedEnv();
const read = readEnv();
if ("problems" in read) quit(read.problems);
const log = pino({ level: read.env.logLevel });
try {
  await (read.env.app ? serve(read.env, read.env.app, log) : serveSetUp(read.env, log));
} catch (error) {
  quit([describe(error)]);
}

/** Serves webhooks. The database may come later: until then deliveries are refused, so that GitHub lists them as failed. */
async function serve(env: Env, credentials: Credentials, log: Logger): Promise<void> {
  const now = () => new Date();
  const metrics = createMetrics({ withDefaults: true });
  const { db, inboxDb, close } = await openDatabase(env, log);
  const github = connect(env, credentials, { db, log, metrics });
  let worker: Worker | null = null;
  const rush = createRush();
  const app = createApp({
    db,
    inboxDb,
    github,
    log,
    now,
    hint: (objects) => worker?.hint(objects),
    wake: (object, at) => worker?.wake(object, at),
    onLook: metrics.countLook,
  });
  const server = await startServer({
    port: env.port,
    host: env.host,
    log,
    handlers: [
      createWebhookHandler({
        verify: createSignatureCheck(credentials.webhookSecret),
        accept: async (delivery) => {
          if (!worker) throw new Error("the database is not ready");
          const arrivedAt = performance.now();
          const object = await app.accept(delivery);
          rush.note(performance.now() - arrivedAt);
          if (object !== undefined) worker.hint([object]);
        },
        onDelivery: metrics.countDelivery,
        log,
        acceptWithinMs: ACCEPT_MS,
      }),
      createHealthHandler(() => checkReadiness(db, worker, app)),
      metrics.handler,
    ],
  });
  addGauges(metrics, db);
  const stopping = onSignal(log, async () => {
    await server.stop(GRACE_MS);
    await worker?.stop(GRACE_MS);
    await close();
  });
  await prepare(db, app, { log, stopping });
  if (stopping.aborted) return;
  worker = startWorker({ db, look: app.look, now, log, rush });
  log.info({ port: server.port, database: db.driver.kind }, "ready");
}

/** GitHub over HTTP, at a pace this process keeps together with all others on the database. */
function connect(
  { gheHost, gheProtocol }: Env,
  credentials: Credentials,
  { db, log, metrics }: { readonly db: OpenDatabase; readonly log: Logger; readonly metrics: Metrics },
): GitHub {
  const onCall = metrics.countCall;
  return paceCalls(
    createOctokitGitHub({ ...credentials, gheHost, gheProtocol, log, onCall }),
    createPace({
      take: (installationId, wish) => takeTurn(db, installationId, wish),
      place: (installationId, from) => takePlace(db, installationId, from),
    }),
  );
}

interface Opened {
  readonly db: OpenDatabase;
  /** Connections of its own, or the first place in the line for the only one: looks never keep deliveries waiting. */
  readonly inboxDb: Database;
  close(): Promise<void>;
}

async function openDatabase(env: Env, log: Logger): Promise<Opened> {
  if (env.databaseUrl !== null) {
    const onError = (error: Error) => log.warn({ err: error }, "a database connection broke");
    const inboxDb = openPostgres(env.databaseUrl, { onError, connections: 2, withinMs: ACCEPT_MS });
    const db = openPostgres(env.databaseUrl, { onError });
    return { db, inboxDb, close: () => inboxDb.close().then(() => db.close()) };
  }
  const lock = await lockFolder(env.dataDir);
  const { db, ahead } = standInLine(await openPglite(join(env.dataDir, "postgres")));
  return { db, inboxDb: ahead, close: () => db.close().then(() => lock.release()) };
}

/** Migrates and begins, and waits for a database that is away. One that is too new is no use waiting for. */
async function prepare(
  db: OpenDatabase,
  app: App,
  { log, stopping }: { readonly log: Logger; readonly stopping: AbortSignal },
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await migrate(db);
      return await app.begin();
    } catch (error) {
      if (error instanceof DatabaseTooNew || db.driver.kind === "pglite") throw error;
      log.warn({ err: error }, "the database is away, trying again");
      await sleep(RETRY_MS, undefined, { signal: stopping }).catch(() => {});
    }
  }
}

async function checkReadiness(db: OpenDatabase, worker: Worker | null, app: App): Promise<Readiness> {
  if (!worker) return { ok: false, reasons: ["starting: the database is not ready"] };
  const trouble = await isMigrated(db).then((isReady) => (isReady ? null : "migrations are missing"), describeTrouble);
  const found = [trouble, await app.findProblem(), ...worker.listProblems()].filter((reason) => reason !== null);
  const reasons = [...new Set(found)];
  return { ok: reasons.length === 0, reasons };
}

/** Without credentials: the page that registers the app on GitHub. */
async function serveSetUp(env: Env, log: Logger): Promise<void> {
  const setUp = await createSetUpHandler({
    port: env.port,
    host: env.host,
    app: parse(readFileSync(new URL("../app.yml", import.meta.url), "utf8")),
    save: (registration) => {
      saveEnv({ ...registration });
      log.info("the app is registered and its credentials are saved: restart the server");
    },
    log,
  });
  const health = createHealthHandler(async () => ({
    ok: false,
    reasons: ["the app is not registered yet: open / in a browser"],
  }));
  const server: RunningServer = await startServer({ port: env.port, host: env.host, handlers: [health, setUp], log });
  onSignal(log, () => server.stop(GRACE_MS));
  log.info(
    { port: server.port, address: `http://localhost:${server.port}` },
    "no APP_ID: open this address in a browser to register the app; to try it without GitHub, stop and run npm run playground",
  );
}

/** SIGTERM and SIGINT: stop once, then exit 0. A second signal does not wait. */
function onSignal(log: Logger, stop: () => Promise<void>): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort();
      log.info({ signal }, "stopping");
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "could not stop cleanly");
          process.exit(1);
        },
      );
    });
  }
  return stopping.signal;
}

function describe(error: unknown): string {
  if (error instanceof FolderInUse || error instanceof DatabaseTooNew) return error.message;
  if (isErrno(error) && error.code === "EADDRINUSE")
    return `PORT ${error.port ?? ""} is taken: another process listens there`;
  if (isErrno(error) && UNWRITABLE.includes(error.code ?? "")) return `DATA_DIR cannot be written to (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isErrno(error: unknown): error is NodeJS.ErrnoException & { port?: number } {
  return error instanceof Error && "code" in error;
}

/** One clear line each, before anything listens. */
function quit(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
