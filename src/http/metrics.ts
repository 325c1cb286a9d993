import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { pathOf } from "./answer.ts";
import { rememberBriefly } from "./brief-memory.ts";
import { PREFIX } from "./counter.ts";
import { type Counters, createCounters } from "./counters.ts";
import { createRemainders } from "./remainders.ts";
import type { Handler } from "./server.ts";
import { createTurns } from "./turns.ts";

/**
 * What is counted and measured. Labels never name a repository or a person, and take only values that are known at the
 * start: every series stands from the first scrape on, counters at 0, so that no first increase is missed.
 */
export interface Metrics extends Counters {
  /** Serves `/metrics` in Prometheus' text format. */
  readonly handler: Handler;
  /** Adds a gauge of this process that is read whenever Prometheus asks; null when there is no value. */
  addGauge(name: string, help: string, read: ReadGauge): void;
  /** The same for one that is read from the database, and therefore the same on every replica. */
  addSharedGauge(name: string, help: string, read: ReadGauge): void;
  /** The same for several values, distinguished by a label; those that are not read are 0. */
  addSharedGauges(name: string, about: LabelledGauge, read: () => Promise<ReadonlyMap<string, number>>): void;
}

type ReadGauge = () => number | null | Promise<number | null>;

export interface LabelledGauge {
  readonly help: string;
  readonly label: string;
  /** All values of the label. */
  readonly values: readonly string[];
}

export interface MetricsOptions {
  readonly version: string;
  /** Whether Node's own metrics are added. */
  readonly withDefaults: boolean;
  readonly rememberedMs?: number;
  /** The same for what is read from the database. */
  readonly sharedMs?: number;
}

/** Creates the metrics of one process, in a registry of their own. */
export function createMetrics({
  version,
  withDefaults,
  rememberedMs = REMEMBERED_MS,
  sharedMs = SHARED_MS,
}: MetricsOptions): Metrics {
  const registry = new Registry();
  if (withDefaults) collectDefaultMetrics({ register: registry });
  addBuildInfo(registry, version);
  const counters = createCounters(registry);
  const remainders = createRemainders();
  const remaining = { name: "github_rate_limit_remaining", help: REMAINING };
  addGauge(registry, remaining, async () => remainders.findLeast(Date.now()));
  const inTurn = createTurns();
  const share = <Answer>(read: () => Answer | Promise<Answer>) => rememberBriefly(() => inTurn(read), sharedMs);
  return {
    ...counters,
    countCall: (call) => {
      counters.countCall(call);
      if (call.limit && call.installationId !== null) remainders.note(call.installationId, call.limit);
    },
    handler: createHandler(registry, rememberedMs),
    addGauge: (name, help, read) => addGauge(registry, { name, help }, async () => read()),
    addSharedGauge: (name, help, read) => addGauge(registry, { name, help: help + SHARED }, share(read)),
    addSharedGauges: (name, { help, ...about }, read) =>
      addGauges(registry, { name, help: help + SHARED, ...about }, share(read)),
  };
}

/** Adding up what every replica reads from one database counts it several times. */
const SHARED = " The same on every replica.";
const REMAINING = "What is left of GitHub's hourly limit in the installation that has least; missing while unknown.";

/** However often it is asked, the numbers are counted no more often than that. */
const REMEMBERED_MS = 1_000;
/** With a million outcomes, counting them by state keeps a database busy for a third of a second. */
const SHARED_MS = 10_000;

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

function addBuildInfo(registry: Registry, version: string): void {
  const help = "The version that runs, in a label; the value is always 1.";
  const gauge = new Gauge({ name: `${PREFIX}build_info`, help, labelNames: ["version"], registers: [registry] });
  gauge.set({ version }, 1);
}

function addGauge(
  registry: Registry,
  { name, help }: { readonly name: string; readonly help: string },
  read: () => Promise<number | null>,
): void {
  new Gauge({
    name: `${PREFIX}${name}`,
    help,
    registers: [registry],
    async collect() {
      // An unreachable database must not hide the numbers of this process.
      const value = await read().catch(() => null);
      if (value === null) this.remove();
      else this.set(value);
    },
  });
}

function addGauges(
  registry: Registry,
  { name, help, label, values }: LabelledGauge & { readonly name: string },
  read: () => Promise<ReadonlyMap<string, number>>,
): void {
  new Gauge({
    name: `${PREFIX}${name}`,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      this.reset();
      const numbers = await read().catch(() => null);
      if (numbers) for (const value of values) this.set({ [label]: value }, numbers.get(value) ?? 0);
    },
  });
}
