import { afterEach, expect, test } from "vitest";
import { createApp } from "../src/app.ts";
import { ExternalError } from "../src/core/external-error.ts";
import { createBackPressure } from "../src/engine/back-pressure.ts";
import { startWorker, type Worker } from "../src/engine/work-queue.ts";
import type { GitHub } from "../src/github/github.ts";
import { createRateLimit, limitCalls } from "../src/github/rate-limit/rate-limited-github.ts";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import { reserveRetry, reserveWrite } from "../src/store/rate-limit.ts";
import { useDatabase } from "./support/database.ts";
import { eventually } from "./support/eventually.ts";
import { quietLog } from "./support/loop.ts";
import { TEMPLATE } from "./support/template.ts";

// Real time, the real worker, and the rate limiter in the database.

/** As many reconciles as the worker runs at once. */
const CONCURRENCY = 32;

const db = useDatabase();
const now = () => new Date();
const started: Worker[] = [];
let release = () => {};

afterEach(async () => {
  release();
  for (const worker of started.splice(0)) await worker.stop(5_000);
});

/** The app as in production, but without a network. Calls about that repository hang until the test ends. */
async function startApp(hangs: string) {
  const { promise: released, resolve } = Promise.withResolvers<void>();
  release = resolve;
  let worker: Worker | undefined;
  const begun = new Set<string>();
  const gh = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      const key = await app.accept(delivery);
      if (key !== undefined) worker?.notify([key]);
    },
  });
  const hanging = Object.fromEntries(
    Object.entries(gh.github).map(([method, call]) => [
      method,
      async (...given: unknown[]) => {
        if ((given[0] as { name?: string } | undefined)?.name !== hangs) {
          return (call as (...args: unknown[]) => Promise<unknown>)(...given);
        }
        await released;
        throw new ExternalError("unanswered", "GitHub did not answer");
      },
    ]),
  ) as unknown as GitHub;
  const reservations = {
    reserveWrite: (id: number, wanted: Parameters<typeof reserveWrite>[2]) => reserveWrite(db(), id, wanted),
    reserveRetry: (id: number, from: Date) => reserveRetry(db(), id, from),
  };
  const app = createApp({
    db: db(),
    github: limitCalls(hanging, createRateLimit(reservations, Date.now)),
    log: quietLog,
    now,
    notify: (keys) => worker?.notify(keys),
    notifyAt: (key, at) => worker?.notifyAt(key, at),
  });
  worker = startWorker({
    backPressure: createBackPressure(),
    db: db(),
    reconcile: (key, at) => {
      begun.add(key);
      return app.reconcile(key, at);
    },
    now,
    log: quietLog,
  });
  started.push(worker);
  return { gh, begun };
}

test("a repository whose calls all hang does not delay other installations", async () => {
  const { gh, begun } = await startApp("stuck");
  const files = { ".github/pull_request_template.md": TEMPLATE };
  const collaborators = { ada: "admin", bob: "write" } as const;
  await gh.people.addRepository({ owner: "acme", name: "stuck", files, collaborators });
  await gh.people.addRepository({ owner: "initech", name: "shop", files, collaborators });
  await gh.people.install({ owner: "acme" });
  await gh.people.install({ owner: "initech" });
  for (let count = 0; count < 40; count++) {
    await gh.people.openPullRequest({ repository: "acme/stuck", by: "bob", title: `Change ${count}`, body: TEMPLATE });
  }
  await gh.settled();
  // By then the hanging calls occupy every slot they can get.
  await eventually(() => expect(begun.size).toBeGreaterThanOrEqual(CONCURRENCY));

  const number = await gh.people.openPullRequest({
    repository: "initech/shop",
    by: "bob",
    title: "Well",
    body: TEMPLATE,
  });

  await eventually(() => expect(gh.look.thread(number, "initech/shop").check?.conclusion).toBe("neutral"));
});
