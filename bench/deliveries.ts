import autocannon from "autocannon";
import { anEmptyDatabase } from "../test/support/database.ts";
import { findMedian, inFigures, type Part, type Row } from "./row.ts";
import { SERVER } from "./servers/database.ts";
import { headersOf, signOpened } from "./servers/payload.ts";
import { type Started, startBareProbot, startInstantGitHub, startOurs } from "./servers/start.ts";

const SECONDS = 8;
const WARM_UP_SECONDS = 4;
const ROUNDS = 3;
const CONNECTIONS = 40;
const STEADY_PER_SECOND = 500;
const PATH = "/api/github/webhooks";
/** Twenty repositories with ten pull requests each. */
const PAYLOADS = Array.from({ length: 200 }, (_, index) => signOpened(1 + (index % 20), 1 + Math.floor(index / 20)));

interface Load {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** Starts a new server that takes deliveries. `end` stops it and removes its data. */
type Start = () => Promise<{ readonly url: string; readonly end: () => Promise<void> }>;

/** Durable accepts per second, and p99 at 500 per second, beside a bare Probot that stores nothing. */
export async function measureDeliveries(): Promise<Part> {
  const github = await startInstantGitHub();
  try {
    const onProbot = await measure(startAProbot);
    const rows = toRows("PGlite", await measure(() => startEmbedded(github)), onProbot, 0.3);
    if (SERVER === null) return { title: TITLE, rows, notes: NOTES };

    const server = SERVER;
    const onServer = await measure(() => startOnServer(server, github));
    return { title: TITLE, rows: [...toRows("Postgres", onServer, onProbot, 0.9), ...rows], notes: NOTES };
  } finally {
    await github.stop();
  }
}

const TITLE = "Deliveries accepted";
const NOTES = [
  `One process at a time, fresh for each measurement, ${CONNECTIONS} connections, ${SECONDS} s, ${ROUNDS} rounds, medians; ${WARM_UP_SECONDS} s of load before each are not counted. ` +
    "The load generator and Postgres share the cores. Ours verifies the signature, parses, and answers when the delivery is durable, while it begins to work off what it took; " +
    "the bare Probot app verifies the signature, calls a handler that does nothing, and keeps nothing. The payload is GitHub's example of an opened pull request, in 200 variants.",
];

async function startAProbot(): ReturnType<Start> {
  const probot = await startBareProbot();
  return { url: probot.url, end: probot.stop };
}

async function startEmbedded(github: Started): ReturnType<Start> {
  const ours = await startOurs({ databaseUrl: null, github: github.url });
  return { url: ours.url, end: ours.stop };
}

async function startOnServer(server: string, github: Started): ReturnType<Start> {
  const { url, drop } = await anEmptyDatabase(server);
  const ours = await startOurs({ databaseUrl: url, github: github.url });
  return { url: ours.url, end: () => ours.stop().then(drop) };
}

interface Measured {
  /** Deliveries per second at full load. */
  readonly perSecond: number;
  /** Milliseconds, at 500 per second. */
  readonly p99Ms: number;
}

async function measure(start: Start): Promise<Measured> {
  const full: number[] = [];
  const steady: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    full.push((await loadFresh(start)).perSecond);
    steady.push((await loadFresh(start, STEADY_PER_SECOND)).p99Ms);
  }
  return { perSecond: findMedian(full), p99Ms: findMedian(steady) };
}

async function loadFresh(start: Start, overallRate?: number): Promise<Load> {
  const { url, end } = await start();
  try {
    // Warm-up: no code is compiled and no database file is open yet. Start-up has figures of its own.
    await load(url, { seconds: WARM_UP_SECONDS, overallRate: STEADY_PER_SECOND });
    return await load(url, { seconds: SECONDS, overallRate });
  } finally {
    await end();
  }
}

function toRows(database: string, ours: Measured, probot: Measured, goal: number): readonly Row[] {
  const ratio = ours.perSecond / probot.perSecond;
  const hasGoal = database === "Postgres";
  return [
    {
      what: `Durable accepts a second, ${database}`,
      ours: inFigures(ours.perSecond),
      baseline: inFigures(probot.perSecond),
      ratio: inFigures(ratio),
      goal: `≥ ${goal}`,
      isMet: ratio >= goal,
    },
    {
      what: `p99 at ${STEADY_PER_SECOND} a second, ${database}`,
      ours: `${inFigures(ours.p99Ms)} ms`,
      baseline: `${inFigures(probot.p99Ms)} ms`,
      ratio: inFigures(ours.p99Ms / probot.p99Ms),
      goal: hasGoal ? "< 50 ms" : "",
      isMet: hasGoal ? ours.p99Ms < 50 : null,
    },
  ];
}

/** Sends deliveries, at full load or at a rate; throws when one is refused. */
export async function load(
  url: string,
  { seconds, overallRate }: { readonly seconds: number; readonly overallRate: number | undefined },
): Promise<Load> {
  let next = 0;
  const result = await autocannon({
    url: url + PATH,
    duration: seconds,
    connections: CONNECTIONS,
    ...(overallRate === undefined ? {} : { overallRate }),
    requests: [
      {
        method: "POST",
        setupRequest: (request) => {
          const payload = PAYLOADS[next++ % PAYLOADS.length] ?? signOpened(1, 1);
          return { ...request, body: payload.body, headers: headersOf(payload) };
        },
      },
    ],
  });
  const refused = result.non2xx + result.errors;
  if (refused > 0) throw new Error(`${url} refused ${refused} of ${result.requests.total} deliveries`);
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 };
}
