import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, pino } from "pino";
import { parse } from "yaml";
import { type App, createApp } from "./app.ts";
import { createBackPressure } from "./engine/back-pressure.ts";
import { serializeDatabase } from "./engine/serialized-database.ts";
import { startWorker, type Worker } from "./engine/work-queue.ts";
import { ENV_FILE, type Env, loadSavedEnv, readEnv, saveEnv, tryToSaveEnv } from "./env.ts";
import type { GitHub } from "./github/github.ts";
import { createOctokitGitHub } from "./github/octokit.ts";
import { createRateLimit, limitCalls } from "./github/rate-limit/rate-limited-github.ts";
import { createSetUpHandler } from "./github/set-up.ts";
import { createSignatureCheck } from "./github/signature.ts";
import { addGauges } from "./http/gauges.ts";
import { createHealthHandler, type Readiness } from "./http/health.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { type Handler, startServer } from "./http/server.ts";
import { createWebhookHandler } from "./http/webhooks.ts";
import { FolderInUse, lockFolder } from "./store/data-folder.ts";
import { type Database, type OpenDatabase, openPglite, openPostgres } from "./store/database.ts";
import { isMigrated, migrate, UnknownDatabase } from "./store/migrate.ts";
import { reserveRetry, reserveWrite } from "./store/rate-limit.ts";
import { describeTrouble } from "./store/trouble.ts";

/** How long running work may take to finish after SIGTERM. */
const GRACE_MS = 10_000;
/** How long to wait before an unreachable database is tried again. */
const RETRY_MS = 2_000;
/** A delivery is stored within this time or refused: GitHub gives up after ten seconds. */
const ACCEPT_MS = 3_000;

/** Error codes of a data folder that cannot be written to; no other folder is written to. */
const UNWRITABLE: readonly string[] = ["EACCES", "EPERM", "EROFS", "ERR_ACCESS_DENIED"];

type Credentials = NonNullable<Env["app"]>;

/** What this process runs on, and how it stops. */
interface Process {
  readonly log: Logger;
  /** Aborted by the first signal that asks the process to stop. */
  readonly stopping: AbortSignal;
  /** Sets what to do on that signal from now on. */
  stopWith(stop: () => Promise<void>): void;
}

/** The credentials of the registered app, and where to listen. */
interface Registered {
  readonly credentials: Credentials;
  readonly port: number;
  /** The set-up's last page, for a visitor who registered the app just now. */
  readonly pages: readonly Handler[];
}

loadSavedEnv();
const read = readEnv();
if ("problems" in read) quit(read.problems);
try {
  await run(read.env);
} catch (error) {
  quit([describe(error)]);
}

async function run(env: Env): Promise<void> {
  const running = listenToSignals(pino({ level: env.logLevel }));
  const registered = env.app ? { credentials: env.app, port: env.port, pages: [] } : await register(env, running);
  await serve(env, registered, running);
}

/**
 * Serves webhooks. The database may come up later: until then deliveries are refused, so that GitHub lists them as
 * failed.
 */
async function serve(
  env: Env,
  { credentials, port, pages }: Registered,
  { log, stopping, stopWith }: Process,
): Promise<void> {
  const now = () => new Date();
  const metrics = createMetrics({ withDefaults: true });
  const { db, inboxDb, close } = await openDatabase(env, log);
  const github = connect(env, credentials, { db, log, metrics });
  let worker: Worker | null = null;
  const backPressure = createBackPressure();
  const app = createApp({
    db,
    inboxDb,
    github,
    log,
    now,
    notify: (keys) => worker?.notify(keys),
    notifyAt: (key, at) => worker?.notifyAt(key, at),
    onReconcile: metrics.countReconcile,
  });
  const server = await startServer({
    port,
    host: env.host,
    log,
    handlers: [
      createWebhookHandler({
        verify: createSignatureCheck(credentials.webhookSecret),
        accept: async (delivery) => {
          if (!worker) throw new Error("the database is not ready");
          const arrivedAt = performance.now();
          const key = await app.accept(delivery);
          backPressure.note(performance.now() - arrivedAt);
          if (key !== undefined) worker.notify([key]);
        },
        onDelivery: metrics.countDelivery,
        log,
        acceptWithinMs: ACCEPT_MS,
      }),
      createHealthHandler(() => checkReadiness(db, worker, app)),
      metrics.handler,
      ...pages,
    ],
  });
  addGauges(metrics, db);
  stopWith(async () => {
    await server.stop(GRACE_MS);
    await worker?.stop(GRACE_MS);
    await close();
  });
  await prepare(db, app, { log, stopping });
  if (stopping.aborted) return;
  worker = startWorker({ db, reconcile: app.reconcile, now, log, backPressure });
  log.info({ port: server.port, database: db.driver.kind }, "ready");
}

/** GitHub over HTTP, with rate limits shared by all processes on the database. */
function connect(
  { gheHost, gheProtocol }: Env,
  credentials: Credentials,
  { db, log, metrics }: { readonly db: OpenDatabase; readonly log: Logger; readonly metrics: Metrics },
): GitHub {
  const onCall = metrics.countCall;
  return limitCalls(
    createOctokitGitHub({ ...credentials, gheHost, gheProtocol, log, onCall }),
    createRateLimit({
      reserveWrite: (installationId, wanted) => reserveWrite(db, installationId, wanted),
      reserveRetry: (installationId, from) => reserveRetry(db, installationId, from),
    }),
  );
}

interface Opened {
  readonly db: OpenDatabase;
  /** Connections of its own, or priority on the only one, so that reconciles never keep deliveries waiting. */
  readonly inboxDb: Database;
  close(): Promise<void>;
}

async function openDatabase(env: Env, log: Logger): Promise<Opened> {
  if (env.databaseUrl !== null) {
    // Without the error itself: it carries the whole connection and its prepared statements.
    const onError = ({ message: reason }: Error) => log.warn({ reason }, "a database connection broke");
    const inboxDb = openPostgres(env.databaseUrl, { onError, connections: 2, withinMs: ACCEPT_MS });
    const db = openPostgres(env.databaseUrl, { onError });
    return { db, inboxDb, close: () => inboxDb.close().then(() => db.close()) };
  }
  const lock = await lockFolder(env.dataDir);
  const { db, ahead } = serializeDatabase(await openPglite(join(env.dataDir, "postgres")));
  return { db, inboxDb: ahead, close: () => db.close().then(() => lock.release()) };
}

/** Migrates and begins, and waits for an unreachable database. Waiting does not help when the database is too new. */
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
      if (error instanceof UnknownDatabase || db.driver.kind === "pglite") throw error;
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

/**
 * Without credentials, serves the page that registers the app on GitHub. Resolves with the credentials from GitHub,
 * once they are saved.
 */
async function register(env: Env, { log, stopWith }: Process): Promise<Registered> {
  checkSaving();
  const { promise: registered, resolve } = Promise.withResolvers<Credentials>();
  const setUp = await createSetUpHandler({
    port: env.port,
    host: env.host,
    app: parse(readFileSync(new URL("../app.yml", import.meta.url), "utf8")),
    save: (registration) => {
      saveEnv({ ...registration });
      loadSavedEnv();
      const again = readEnv();
      if ("problems" in again) log.error({ problems: again.problems }, "GitHub gave credentials that make no sense");
      else if (again.env.app) resolve(again.env.app);
    },
    log,
  });
  const health = createHealthHandler(async () => ({
    ok: false,
    reasons: ["the app is not registered yet: open / in a browser"],
  }));
  const server = await startServer({ port: env.port, host: env.host, handlers: [health, setUp], log });
  stopWith(() => server.stop(GRACE_MS));
  log.info(
    { port: server.port, address: `http://localhost:${server.port}` },
    "no APP_ID: open this address in a browser to register the app; to try it without GitHub, stop and run npm run playground",
  );
  const credentials = await registered;
  log.info("the app is registered and its credentials are saved");
  // The response that sends the browser to GitHub goes out first.
  await server.stop(GRACE_MS);
  return { credentials, port: server.port, pages: [setUp] };
}

/** GitHub shows a private key once, so credentials that cannot be saved would be lost. */
function checkSaving(): void {
  try {
    tryToSaveEnv();
  } catch (error) {
    const code = isErrno(error) ? ` (${error.code})` : "";
    quit([`${ENV_FILE} cannot be written to${code}, where the set-up page saves what GitHub gives it; or set APP_ID`]);
  }
}

/** SIGTERM and SIGINT: stop once, then exit 0. A second signal does not wait. */
function listenToSignals(log: Logger): Process {
  const stopping = new AbortController();
  let stop = async () => {};
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
  return {
    log,
    stopping: stopping.signal,
    stopWith: (next) => {
      stop = next;
    },
  };
}

function describe(error: unknown): string {
  if (error instanceof FolderInUse || error instanceof UnknownDatabase) return error.message;
  if (isErrno(error) && error.code === "EADDRINUSE")
    return `PORT ${error.port ?? ""} is taken: another process listens there`;
  if (isErrno(error) && UNWRITABLE.includes(error.code ?? "")) return `DATA_DIR cannot be written to (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isErrno(error: unknown): error is NodeJS.ErrnoException & { port?: number } {
  return error instanceof Error && "code" in error;
}

/** Prints one clear line per problem, before anything listens. */
function quit(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
