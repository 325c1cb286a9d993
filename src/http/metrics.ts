import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { pathOf } from "./answer.ts";
import { rememberBriefly } from "./brief-memory.ts";
import type { Handler } from "./server.ts";

/** What is counted. Labels never name a repository or a person. */
export interface Metrics {
  /** Serves `/metrics` in Prometheus' text format. */
  readonly handler: Handler;
  /** Counts a webhook request; `event` is set only after the signature was verified. */
  countDelivery(delivery: { event: string; result: string }): void;
  /** Counts a call to GitHub. */
  countCall(call: CountedCall): void;
  /** Counts a reconcile by its kind of key and its result. */
  countReconcile(look: { kind: string; result: string }): void;
  /** Adds a gauge that is read whenever Prometheus asks; null when there is no value. */
  addGauge(name: string, help: string, read: () => number | null | Promise<number | null>): void;
  /** The same for several values, distinguished by a label. */
  addGauges(
    name: string,
    about: { help: string; label: string },
    read: () => Promise<ReadonlyMap<string, number>>,
  ): void;
}

/** A call to GitHub. The installation is used to find the smallest remaining limit, and is not a label. */
export interface CountedCall {
  readonly method: string;
  /** The route template, such as `/repos/{owner}/{repo}/issues`. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly installationId?: number | null;
  /** What remains of the primary limit, and when it resets; null when GitHub does not say. */
  readonly limit?: { readonly remaining: number; readonly resetAt: number } | null;
}

/** Creates the counters of one process, in a registry of their own. */
export function createMetrics(options: { withDefaults: boolean; rememberedMs?: number }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.withDefaults) collectDefaultMetrics({ register: registry });
  const deliveries = new Counter({
    name: "webhook_deliveries_total",
    help: "Webhook requests by event and result.",
    labelNames: ["event", "result"],
    registers,
  });
  const calls = new Histogram({
    name: "github_call_seconds",
    help: "Calls to GitHub by method, route and status; status 0 is no answer.",
    labelNames: ["method", "route", "status"],
    buckets: [0.1, 0.3, 1, 3, 10],
    registers,
  });
  const looks = new Counter({
    name: "reconciles_total",
    help: "Reconciles by kind of key and result: done, waiting (for the rate limiter), blocked, failed.",
    labelNames: ["kind", "result"],
    registers,
  });
  const remainders = createRemainders();
  const inTurn = createTurns();
  const remainingHelp = "What is left of GitHub's primary rate limit where it is least.";
  addGauge(registry, "github_rate_limit_remaining", remainingHelp, () => remainders.findLeast(Date.now()));
  return {
    handler: createHandler(registry, options.rememberedMs ?? REMEMBERED_MS),
    countDelivery: ({ event, result }) => deliveries.inc({ event, result }),
    countCall: (call) => {
      calls.observe({ method: call.method, route: call.route, status: call.status }, call.ms / 1000);
      remainders.note(call);
    },
    countReconcile: ({ kind, result }) => looks.inc({ kind, result }),
    addGauge: (name, help, read) => addGauge(registry, name, help, () => inTurn(read)),
    addGauges: (name, about, read) => addGauges(registry, name, about, () => inTurn(read)),
  };
}

/** However often it is asked, the numbers are counted no more often than that. */
const REMEMBERED_MS = 1_000;

function createHandler(registry: Registry, rememberedMs: number): Handler {
  const render = rememberBriefly(() => registry.metrics(), rememberedMs);
  return async (request, response) => {
    if (pathOf(request) !== "/metrics") return false;
    const text = await render();
    // A row of requests on one connection would have the text waiting once for each of them.
    response.writeHead(200, { "content-type": registry.contentType, connection: "close" }).end(text);
    return true;
  };
}

function addGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => number | null | Promise<number | null>,
): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      // An unreachable database must not hide the numbers of this process.
      const value = await Promise.resolve(read()).catch(() => null);
      if (value === null) this.remove();
      else this.set(value);
    },
  });
}

function addGauges(
  registry: Registry,
  name: string,
  { help, label }: { readonly help: string; readonly label: string },
  read: () => Promise<ReadonlyMap<string, number>>,
): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      this.reset();
      const numbers = await read().catch(() => new Map<string, number>());
      for (const [value, count] of numbers) this.set({ [label]: value }, count);
    },
  });
}

/** How long a gauge may take to be read, and for how long the others are missing after one that took longer. */
const READ_MS = 2_000;
const SILENT_MS = 5_000;

/**
 * Gauges are read from the database, one after the other: a scrape takes one connection, not all there are. Where one does
 * not answer the others would not either.
 */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  let silentUntil = 0;

  async function readInTime<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> {
    if (performance.now() < silentUntil) throw new Error("the database does not answer");
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      silentUntil = performance.now() + SILENT_MS;
      reject(new Error("the database does not answer"));
    }, READ_MS);
    return Promise.race([Promise.resolve(ask()), late]).finally(() => clearTimeout(timer));
  }

  return <Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> => {
    const asked = last.then(() => readInTime(ask));
    last = asked.catch(() => {});
    return asked;
  };
}

/** What remains of each installation's limit, until its reset. */
function createRemainders() {
  const kept = new Map<number, { readonly remaining: number; readonly resetAt: number }>();
  return {
    note({ installationId, limit }: CountedCall): void {
      if (limit && typeof installationId === "number") kept.set(installationId, limit);
    },
    findLeast(now: number): number | null {
      for (const [id, { resetAt }] of kept) if (resetAt <= now) kept.delete(id);
      return kept.size === 0 ? null : Math.min(...[...kept.values()].map(({ remaining }) => remaining));
    },
  };
}
