import autocannon from "autocannon";
import { anEmptyDatabase } from "../test/support/database.ts";
import { findMedian, inFigures, type Part, type Row } from "./row.ts";
import { SERVER } from "./servers/database.ts";
import { headersOf, signOpened } from "./servers/payload.ts";
import { type Started, startBareProbot, startInstantGitHub, startOurs } from "./servers/start.ts";

const SECONDS = 6;
const ROUNDS = 3;
const CONNECTIONS = 40;
const PATH = "/api/github/webhooks";
/** Twenty repositories with ten pull requests each. */
const PAYLOADS = Array.from({ length: 200 }, (_, index) => signOpened(1 + (index % 20), 1 + Math.floor(index / 20)));

interface Load {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** Durable accepts a second beside a bare Probot that stores nothing, by turns in one run; p99 at 500 a second. */
export async function measureDeliveries(): Promise<Part> {
  const github = await startInstantGitHub();
  const probot = await startBareProbot();
  const rows: Row[] = [];
  try {
    if (SERVER !== null) {
      const { url, drop } = await anEmptyDatabase(SERVER);
      const ours = await startOurs({ databaseUrl: url, github: github.url });
      rows.push(...(await compare("Postgres", { ours, probot }, 0.6)));
      await ours.stop();
      await drop();
    }
    const embedded = await startOurs({ databaseUrl: null, github: github.url });
    rows.push(...(await compare("PGlite", { ours: embedded, probot }, 0.3)));
    await embedded.stop();
  } finally {
    await probot.stop();
    await github.stop();
  }
  return { title: "Deliveries accepted", rows, notes: NOTES };
}

const NOTES = [
  `One process each, ${CONNECTIONS} connections, ${SECONDS} s by turns, ${ROUNDS} rounds, medians. The load generator and Postgres share the cores. ` +
    "Ours verifies the signature, parses, and answers when the delivery is durable, and works off what it took at the same time; the bare Probot app " +
    "verifies the signature, calls a handler that does nothing, and keeps nothing. The payload is GitHub's example of an opened pull request, in 200 variants.",
];

async function compare(
  database: string,
  { ours, probot }: { readonly ours: Started; readonly probot: Started },
  goal: number,
): Promise<readonly Row[]> {
  const own: Load[] = [];
  const bare: Load[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await load(probot.url));
    own.push(await load(ours.url));
  }
  const [mine, theirs] = [own, bare].map((loads) => findMedian(loads.map(({ perSecond }) => perSecond)));
  const steady = await load(ours.url, 500);
  const steadyProbot = await load(probot.url, 500);
  const ratio = (mine ?? 0) / (theirs ?? 1);
  return [
    {
      what: `Durable accepts a second, ${database}`,
      ours: inFigures(mine ?? 0),
      baseline: inFigures(theirs ?? 0),
      ratio: inFigures(ratio),
      goal: `≥ ${goal}`,
      isMet: ratio >= goal,
    },
    {
      what: `p99 at 500 a second, ${database}`,
      ours: `${inFigures(steady.p99Ms)} ms`,
      baseline: `${inFigures(steadyProbot.p99Ms)} ms`,
      ratio: inFigures(steady.p99Ms / steadyProbot.p99Ms),
      goal: database === "Postgres" ? "< 50 ms" : "",
      isMet: database === "Postgres" ? steady.p99Ms < 50 : null,
    },
  ];
}

async function load(url: string, overallRate?: number): Promise<Load> {
  let next = 0;
  const result = await autocannon({
    url: url + PATH,
    duration: SECONDS,
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
