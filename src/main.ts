import type { Logger } from "pino";
import { createApp, createProbotApp } from "./app.ts";
import { createBackPressure } from "./engine/back-pressure.ts";
import { createReception } from "./engine/reception.ts";
import { createTextParser } from "./engine/text-parser.ts";
import { startWorker, type Worker } from "./engine/work-queue.ts";
import { type AppCredentials, type Env, loadSavedEnv, readEnv, readSourceVariables } from "./env.ts";
import { createSignatureCheck } from "./github/signature.ts";
import { addGauges } from "./http/gauges.ts";
import { createHealthHandler, createReadiness } from "./http/health.ts";
import { createMetrics } from "./http/metrics.ts";
import { type Handler, startServer } from "./http/server.ts";
import { createStatusHandler, type Status } from "./http/status.ts";
import { createWebhookHandler } from "./http/webhooks.ts";
import { startProxies } from "./outbound-proxy.ts";
import type { SourceDefinition } from "./sources/definition.ts";
import { createSources } from "./sources/sources.ts";
import { type ReadSources, readSourcesFile } from "./sources/sources-file.ts";
import { connectToGitHub } from "./start/connect-to-github.ts";
import { tryCredentials } from "./start/credentials.ts";
import { ACCEPT_MS, openDatabase, prepareDatabase } from "./start/database.ts";
import { createLog } from "./start/log.ts";
import { describeProblem, quit } from "./start/problem.ts";
import { addProcessGauges } from "./start/process-gauges.ts";
import { checkReadiness } from "./start/readiness.ts";
import { type RegisteredApp, registerApp } from "./start/registration.ts";
import { listenToSignals, type Process } from "./start/signals.ts";
import { createDatabaseClock } from "./store/database-clock.ts";
import { readVersion } from "./version.ts";

/** How long running work may take to finish after SIGTERM. */
const GRACE_MS = 10_000;

loadSavedEnv();
const read = readEnv();
if ("problems" in read) quit(read.problems);
// Before anything is called.
const proxyProblems = startProxies();
if (proxyProblems.length > 0) quit(proxyProblems);
const found = readSources(read.env);
if ("problems" in found) quit(found.problems);
try {
  await run({ ...read.env, sources: found.definitions });
} catch (error) {
  quit([describeProblem(error)]);
}

/** The environment, and what the file says that it names. */
interface Given extends Env {
  readonly sources: readonly SourceDefinition[];
}

function readSources({ sourcesFile }: Env): ReadSources {
  return sourcesFile === null ? { definitions: [] } : readSourcesFile(sourcesFile, readSourceVariables());
}

async function run(env: Given): Promise<void> {
  const running = listenToSignals(createLog({ level: env.logLevel }));
  running.log.info({ app: "did-this-work", version: readVersion(), node: process.version }, "starting");
  const registered = env.app ? { credentials: env.app, port: env.port } : await registerApp(env, running);
  await serve(env, registered, running);
}

/**
 * Serves webhooks. The database may come up later: until then deliveries are refused, so that GitHub lists them as
 * failed.
 */
async function serve(env: Given, registered: RegisteredApp, { log, stopping, stopWith }: Process): Promise<void> {
  const parts = await assemble(env, registered.credentials, log);
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
async function assemble(env: Given, app: AppCredentials, log: Logger) {
  const progress: Progress = { worker: null, trouble: null, slug: null };
  const version = readVersion();
  const metrics = createMetrics({ version, withDefaults: true });
  const { db, inboxDb, close } = await openDatabase(env, log);
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
