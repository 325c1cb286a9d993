import type { Logger } from "pino";
import { createApp, createProbotApp } from "./app.ts";
import { createBackPressure } from "./engine/back-pressure.ts";
import { createReception } from "./engine/reception.ts";
import { createTextParser } from "./engine/text-parser.ts";
import { startWorker, type Worker } from "./engine/work-queue.ts";
import type { AppCredentials, Env } from "./env.ts";
import { createSignatureCheck } from "./github/signature.ts";
import { addGauges } from "./http/gauges.ts";
import { createHealthHandler, createReadiness } from "./http/health.ts";
import { createMetrics } from "./http/metrics.ts";
import { type Handler, startServer } from "./http/server.ts";
import { createStatusHandler, type Status } from "./http/status.ts";
import { createWebhookHandler } from "./http/webhooks.ts";
import type { SourceDefinition } from "./sources/definition.ts";
import { createSources } from "./sources/sources.ts";
import { connectToGitHub } from "./start/connect-to-github.ts";
import { tryCredentials } from "./start/credentials.ts";
import { ACCEPT_MS, beginToOpen, type OpenedDatabase, prepareDatabase } from "./start/database.ts";
import { addProcessGauges } from "./start/process-gauges.ts";
import { checkReadiness } from "./start/readiness.ts";
import { type RegisteredApp, registerApp } from "./start/registration.ts";
import type { Process } from "./start/signals.ts";
import { createDatabaseClock } from "./store/database-clock.ts";
import { readVersion } from "./version.ts";

/** How long running work may take to finish after SIGTERM. */
const GRACE_MS = 10_000;

/** The environment, and what the file says that it names. */
export interface Given extends Env {
  readonly sources: readonly SourceDefinition[];
}

interface Running extends Process {
  /** The database, which is opening; null where that is still to begin. */
  readonly database: { readonly opened: Promise<OpenedDatabase> } | null;
}

/** Runs the server: registers the app first where that is still to be done. */
export async function runServer(env: Given, running: Running): Promise<void> {
  const registered = env.app ? { credentials: env.app, port: env.port } : await registerApp(env, running);
  const { opened } = running.database ?? (await beginToOpen(env, running.log));
  await serve(env, registered, { ...running, opened });
}

interface Serving extends Process {
  readonly opened: Promise<OpenedDatabase>;
}

/**
 * Serves webhooks. The database may come up later: until then deliveries are refused, so that GitHub lists them as
 * failed.
 */
async function serve(env: Given, registered: RegisteredApp, running: Serving): Promise<void> {
  const { log, stopping, stopWith } = running;
  const parts = await assemble(env, registered.credentials, { log, database: await running.opened });
  const { db, app, clock, backPressure, progress } = parts;
  const server = await startServer({ port: registered.port, host: env.host, log, handlers: listHandlers(parts) });
  log.info({ port: server.port }, "listening");
  stopWith(async () => {
    // Together: each delivery that is still accepted is stored, and picked up by another process or the next start.
    await Promise.all([server.stop(GRACE_MS), progress.worker?.stop(GRACE_MS)]);
    await parts.close();
  });
  void tryCredentials(parts.github, stopping).then((identity) => {
    progress.slug = identity?.slug ?? null;
  });
  const onTrouble = (reason: string | null) => {
    progress.trouble = reason;
  };
  const begin = () => clock.synchronize().then(app.begin);
  await prepareDatabase(db, begin, { log, stopping, onTrouble });
  if (stopping.aborted) return;
  progress.worker = startWorker({
    db,
    reconcile: app.reconcile,
    now: clock.now,
    synchronize: clock.synchronize,
    log,
    backPressure,
  });
  log.info({ port: server.port, database: db.driver.kind }, "ready");
}

/** How far the start has come. */
interface Progress {
  /** null until the database is ready. */
  worker: Worker | null;
  /** What keeps the database from being ready, if that is known. */
  trouble: string | null;
  /** The app's name on GitHub; null until GitHub has said it. */
  slug: string | null;
}

type Parts = Awaited<ReturnType<typeof assemble>>;

/** Puts the app together; nothing runs yet. */
async function assemble(
  env: Given,
  app: AppCredentials,
  { log, database }: { readonly log: Logger; readonly database: OpenedDatabase },
) {
  const progress: Progress = { worker: null, trouble: null, slug: null };
  const version = readVersion();
  const metrics = createMetrics({ version, withDefaults: true });
  const { db, inboxDb, close } = database;
  const clock = createDatabaseClock(db);
  const { now } = clock;
  const { github, probot, credentials } = connectToGitHub({ env, app, db, now, log, onCall: metrics.countCall });
  const backPressure = createBackPressure();
  const texts = createTextParser();
  const ours = createApp({
    db,
    inboxDb,
    github,
    sources: createSources({ definitions: env.sources, onRead: metrics.countSourceRead }),
    log,
    now,
    texts,
    pass: backPressure.pass,
    notify: (keys) => progress.worker?.notify(keys),
    notifyAt: (key, at) => progress.worker?.notifyAt(key, at),
    onMilestone: metrics.countMilestone,
    onReconcile: metrics.countReconcile,
  });
  const reception = createReception(async (delivery) => {
    if (!progress.worker) throw new Error("the database is not ready");
    const arrivedAt = performance.now();
    const key = await ours.accept(delivery);
    backPressure.note(performance.now() - arrivedAt);
    if (key !== undefined) progress.worker.notify([key]);
    return key;
  }, log);
  await probot.load(createProbotApp(reception));
  addGauges(metrics, db);
  const readiness = createReadiness(() => checkReadiness({ db, app: ours, credentials, ...progress }));
  addProcessGauges(metrics, { credentials, readiness });
  const verify = createSignatureCheck(app.webhookSecret);
  return {
    app: ours,
    db,
    close: () => texts.stop().then(close),
    clock,
    github,
    probot,
    reception,
    verify,
    version,
    credentials,
    readiness,
    metrics,
    backPressure,
    progress,
    log,
  };
}

function listHandlers(parts: Parts): Handler[] {
  const { reception, probot, verify, metrics, readiness, log } = parts;
  return [
    createWebhookHandler({
      verify,
      receive: (delivery) => reception.receive(delivery, (event) => probot.receive(event)),
      onDelivery: metrics.countDelivery,
      log,
      acceptWithinMs: ACCEPT_MS,
    }),
    createHealthHandler(readiness),
    metrics.handler,
    createStatusHandler({ read: () => readStatus(parts), readiness }),
  ];
}

function readStatus({ credentials, progress, version }: Parts): Status {
  const problems = [credentials.findProblem()].filter((problem) => problem !== null);
  return { version, slug: progress.slug, problems };
}
