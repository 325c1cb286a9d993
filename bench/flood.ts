import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import { anEmptyDatabase } from "../test/support/database.ts";
import { inFigures, type Part, type Row } from "./row.ts";
import { SERVER } from "./servers/database.ts";
import { headersOf, signOpened } from "./servers/payload.ts";
import { type Started, startInstantGitHub, startOurs } from "./servers/start.ts";

const WEBHOOKS = "/api/github/webhooks";
/** What a busy organization sends. */
const GOOD_PER_SECOND = 50;
const SECONDS = 10;
/** Of the stranger: as much as these connections carry. */
const CONNECTIONS = 50;
const GOOD = Array.from({ length: 100 }, (_, index) => signOpened(1 + (index % 20), 1 + Math.floor(index / 20)));
const FORGED = { ...headersOf(signOpened(1, 1)), "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
const BODY = signOpened(1, 1).body;

/** What a stranger asks for, again and again. */
const FLOODS: Readonly<Record<string, autocannon.Request>> = {
  "`/`": { path: "/" },
  "`/healthz`": { path: "/healthz" },
  "`/readyz`": { path: "/readyz" },
  "`/metrics`": { path: "/metrics" },
  "webhooks without a signature": { method: "POST", path: WEBHOOKS, body: BODY },
  "webhooks with a wrong signature": { method: "POST", path: WEBHOOKS, body: BODY, headers: FORGED },
};

/** How long good deliveries take while a stranger asks for what anybody may ask for. */
export async function measureFloods(): Promise<Part> {
  if (SERVER === null) return { title: TITLE, rows: [], notes: ["Skipped: it takes a Postgres server."] };
  const github = await startInstantGitHub();
  const { url, drop } = await anEmptyDatabase(SERVER);
  const ours = await startOurs({ databaseUrl: url, github: github.url });
  try {
    await sendGood(ours);
    const calm = await sendGood(ours);
    const rows: Row[] = [];
    for (const [what, request] of Object.entries(FLOODS)) rows.push(await measureOne(ours, { what, request, calm }));
    return { title: TITLE, rows, notes: NOTES };
  } finally {
    await ours.stop();
    await drop();
    await github.stop();
  }
}

const TITLE = "Good deliveries during a flood";
const NOTES = [
  `${GOOD_PER_SECOND} good deliveries a second on Postgres, ${SECONDS} s each; the flood comes over ${CONNECTIONS} connections, as fast as they carry it. ` +
    "Ours is the p99 of the good ones during the flood, the baseline the same without it, in the same run. The flood, its sender and Postgres share the cores, so what is " +
    "shown is also what the sender costs.",
];

async function measureOne(
  ours: Started,
  { what, request, calm }: { readonly what: string; readonly request: autocannon.Request; readonly calm: number },
): Promise<Row> {
  const flood = autocannon({
    url: ours.url,
    connections: CONNECTIONS,
    duration: SECONDS + 4,
    requests: [request],
    workers: 1,
  });
  await sleep(2_000);
  const flooded = await sendGood(ours);
  const { requests } = await flood;
  await sleep(2_000);
  return {
    what: `p99 while ${inFigures(requests.average)} a second ask ${what.startsWith("webhooks") ? `with ${what}` : `for ${what}`}`,
    ours: `${inFigures(flooded)} ms`,
    baseline: `${inFigures(calm)} ms`,
    ratio: inFigures(flooded / calm),
    goal: "< 1 s",
    isMet: flooded < 1_000,
  };
}

/** Sends good deliveries at their pace; the p99 in milliseconds. None may be refused. */
async function sendGood(ours: Started): Promise<number> {
  const taken: number[] = [];
  const startedAt = performance.now();
  const sent: Promise<void>[] = [];
  for (let index = 0; index < GOOD_PER_SECOND * SECONDS; index++) {
    await sleep(Math.max(0, startedAt + (index * 1_000) / GOOD_PER_SECOND - performance.now()));
    sent.push(sendOne(ours, index).then((ms) => void taken.push(ms)));
  }
  await Promise.all(sent);
  return taken.toSorted((one, other) => one - other)[Math.floor(taken.length * 0.99)] ?? Number.NaN;
}

async function sendOne(ours: Started, index: number): Promise<number> {
  const payload = GOOD[index % GOOD.length] ?? signOpened(1, 1);
  const startedAt = performance.now();
  const response = await fetch(ours.url + WEBHOOKS, {
    method: "POST",
    body: payload.body,
    headers: headersOf(payload),
  });
  if (response.status !== 202) throw new Error(`a good delivery was answered ${response.status}`);
  await response.body?.cancel();
  return performance.now() - startedAt;
}
