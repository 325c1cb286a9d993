import { pino } from "pino";
import { createApp, createProbotApp } from "./app.ts";
import { createBackPressure } from "./engine/back-pressure.ts";
import { createReception } from "./engine/reception.ts";
import { startWorker, type Worker } from "./engine/work-queue.ts";
import { type Env, loadSavedEnv, readEnv } from "./env.ts";
import type { GitHub } from "./github/github.ts";
import { createOctokitGitHub } from "./github/octokit.ts";
import { createProbot } from "./github/probot.ts";
import { createRateLimit, limitCalls } from "./github/rate-limit/rate-limited-github.ts";
import { createSignatureCheck } from "./github/signature.ts";
import { createTokenCache } from "./github/tokens.ts";
import { addGauges } from "./http/gauges.ts";
import { createHealthHandler } from "./http/health.ts";
import { createMetrics } from "./http/metrics.ts";
import { startServer } from "./http/server.ts";
import { createWebhookHandler } from "./http/webhooks.ts";
import { ACCEPT_MS, openDatabase, prepareDatabase } from "./start/database.ts";
import { describeProblem, quit } from "./start/problem.ts";
import { checkReadiness } from "./start/readiness.ts";
import { type RegisteredApp, registerApp } from "./start/registration.ts";
import { listenToSignals, type Process } from "./start/signals.ts";
import type { OpenDatabase } from "./store/database.ts";
import { reserveRetry, reserveWrite } from "./store/rate-limit.ts";

/** How long running work may take to finish after SIGTERM. */
const GRACE_MS = 10_000;

loadSavedEnv();
const read = readEnv();
if ("problems" in read) quit(read.problems);
try {
  await run(read.env);
} catch (error) {
  quit([describeProblem(error)]);
}

async function run(env: Env): Promise<void> {
  const running = listenToSignals(pino({ level: env.logLevel }));
  const registered = env.app ? { credentials: env.app, port: env.port, pages: [] } : await registerApp(env, running);
  await serve(env, registered, running);
}

/**
 * Serves webhooks. The database may come up later: until then deliveries are refused, so that GitHub lists them as
 * failed.
 */
async function serve(env: Env, registered: RegisteredApp, { log, stopping, stopWith }: Process): Promise<void> {
  const now = () => new Date();
  const metrics = createMetrics({ withDefaults: true });
  const { db, inboxDb, close } = await openDatabase(env, log);
  const tokens = createTokenCache();
  const probot = createProbot({ ...registered.credentials, ...env, tokens, log });
  const { appId } = registered.credentials;
  const github = shareLimits(createOctokitGitHub({ appId, probot, tokens, onCall: metrics.countCall }), db);
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
  const reception = createReception(async (delivery) => {
    if (!worker) throw new Error("the database is not ready");
    const arrivedAt = performance.now();
    const key = await app.accept(delivery);
    backPressure.note(performance.now() - arrivedAt);
    if (key !== undefined) worker.notify([key]);
    return key;
  }, log);
  await probot.load(createProbotApp(reception));
  const server = await startServer({
    port: registered.port,
    host: env.host,
    log,
    handlers: [
      createWebhookHandler({
        verify: createSignatureCheck(registered.credentials.webhookSecret),
        receive: (delivery) => reception.receive(delivery, (event) => probot.receive(event)),
        onDelivery: metrics.countDelivery,
        log,
        acceptWithinMs: ACCEPT_MS,
      }),
      createHealthHandler(() => checkReadiness(db, worker, app)),
      metrics.handler,
      ...registered.pages,
    ],
  });
  log.info({ port: server.port }, "listening");
  addGauges(metrics, db);
  stopWith(async () => {
    await server.stop(GRACE_MS);
    await worker?.stop(GRACE_MS);
    await close();
  });
  await prepareDatabase(db, app.begin, { log, stopping });
  if (stopping.aborted) return;
  worker = startWorker({ db, reconcile: app.reconcile, now, log, backPressure });
  log.info({ port: server.port, database: db.driver.kind }, "ready");
}

/** The same GitHub, with rate limits shared by all processes on the database. */
function shareLimits(github: GitHub, db: OpenDatabase): GitHub {
  return limitCalls(
    github,
    createRateLimit({
      reserveWrite: (installationId, wanted) => reserveWrite(db, installationId, wanted),
      reserveRetry: (installationId, from) => reserveRetry(db, installationId, from),
    }),
  );
}
