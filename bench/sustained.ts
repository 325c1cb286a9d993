import { setTimeout as sleep } from "node:timers/promises";
import { openPostgres } from "../src/store/database.ts";
import { countDeliveries } from "../src/store/delivery.ts";
import { anEmptyDatabase } from "../test/support/database.ts";
import { load } from "./deliveries.ts";
import { aRow, inFigures, type Part } from "./row.ts";
import { SERVER } from "./servers/database.ts";
import { startInstantGitHub, startOurs } from "./servers/start.ts";

const PER_SECOND = 1_000;
const SECONDS = 60;
const GLANCE_MS = 1_000;

/** A thousand deliveries a second for a minute: how long each waits, and what has piled up meanwhile. */
export async function measureSustained(): Promise<Part> {
  if (SERVER === null) return { title: TITLE, rows: [], notes: ["Needs `TEST_DATABASE_URL`."] };
  const { url, drop } = await anEmptyDatabase(SERVER);
  const github = await startInstantGitHub();
  const ours = await startOurs({ databaseUrl: url, github: github.url });
  const db = openPostgres(url, { connections: 1 });
  const backlog: number[] = [];
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      await sleep(GLANCE_MS);
      backlog.push((await countDeliveries(db)).waiting);
    }
  };
  try {
    const watching = watch();
    const { p99Ms, perSecond } = await load(ours.url, { seconds: SECONDS, overallRate: PER_SECOND });
    isOver = true;
    await watching;
    const third = Math.floor(backlog.length / 3);
    const [middle, end] = [findMean(backlog.slice(third, 2 * third)), findMean(backlog.slice(-third))];
    return {
      title: TITLE,
      rows: [
        aRow("Accepted a second", inFigures(perSecond)),
        aRow("p99", `${inFigures(p99Ms)} ms`, "< 1 s", p99Ms < 1_000),
        {
          what: "Deliveries that wait to be applied, last third (baseline: middle third)",
          ours: inFigures(end),
          baseline: inFigures(middle),
          ratio: inFigures(end / middle),
          goal: "≤ 1",
          isMet: end <= middle,
        },
        aRow("The most that waited, in seconds of deliveries", inFigures(Math.max(...backlog) / PER_SECOND)),
      ],
      notes: NOTES,
    };
  } finally {
    await db.close();
    await ours.stop();
    await github.stop();
    await drop();
  }
}

const TITLE = "A thousand deliveries a second for a minute";
const NOTES = [
  "One process on Postgres, from its start on and without a warm-up. The payloads are those of *Deliveries accepted*: 200 pull requests of 20 repositories, so that many deliveries of one " +
    "wait together. The load generator sends each second's thousand as fast as it can; it, Postgres and a GitHub that answers at once share the cores.",
];

function findMean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
