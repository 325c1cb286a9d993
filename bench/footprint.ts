import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { anEmptyDatabase } from "../test/support/database.ts";
import { aRow, inFigures, type Part, type Row } from "./row.ts";
import { SERVER } from "./servers/database.ts";
import { headersOf, signOpened } from "./servers/payload.ts";
import { type Started, startBareProbot, startInstantGitHub, startOurs } from "./servers/start.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..");
const DELIVERIES = 100_000;
const AT_ONCE = 40;

/** Start-up time, memory, size on disk and dependencies. */
export async function measureFootprint(): Promise<Part> {
  const github = await startInstantGitHub();
  try {
    return {
      title: "Start, memory, size",
      rows: [...(await measureServers(github)), ...(await measureInstallation())],
      notes: NOTES,
    };
  } finally {
    await github.stop();
  }
}

const NOTES = [
  "Ready means that `/readyz` says so, from the start of the process on a new database, migrations included. The bare Probot app is the one of the first table. " +
    "Memory is resident, by /proc; the heap is read after a collection, so that what was left lying about does not count.",
];

async function measureServers(github: Started): Promise<readonly Row[]> {
  const probot = await startBareProbot();
  await sleep(2_000);
  const bare = { readyMs: probot.readyAfterMs, resident: await probot.readResident() };
  await probot.stop();
  const rows: Row[] = [];
  const embedded = await startOurs({ databaseUrl: null, github: github.url });
  await sleep(2_000);
  rows.push(besideProbot("Ready on a new PGlite", embedded.readyAfterMs, bare.readyMs, "ms"));
  rows.push(besideProbot("Memory at rest, PGlite", await embedded.readResident(), bare.resident, "MiB"));
  await embedded.stop();
  if (SERVER === null) return rows;

  const { url, drop } = await anEmptyDatabase(SERVER);
  const ours = await startOurs({ databaseUrl: url, github: github.url });
  await sleep(2_000);
  rows.push(besideProbot("Ready on a new Postgres database", ours.readyAfterMs, bare.readyMs, "ms"));
  rows.push(besideProbot("Memory at rest, Postgres", await ours.readResident(), bare.resident, "MiB"));
  rows.push(...(await measureGrowth(ours)));
  await ours.stop();
  await drop();
  return rows;
}

function besideProbot(what: string, ours: number, theirs: number, unit: string): Row {
  const inUnit = (value: number) => `${inFigures(value)} ${unit}`;
  return { what, ours: inUnit(ours), baseline: inUnit(theirs), ratio: inFigures(ours / theirs), goal: "", isMet: null };
}

/** Memory after a fifth of the deliveries, when the process is warm, and after all; each time with an empty inbox. */
async function measureGrowth(ours: Started): Promise<readonly Row[]> {
  await deliver(ours, DELIVERIES / 5);
  const warm = await readWhenDone(ours);
  await deliver(ours, (4 * DELIVERIES) / 5);
  const after = await readWhenDone(ours);
  const grown = after.heap / warm.heap;
  const what = `after ${inFigures(DELIVERIES)} deliveries, beside after a fifth of them`;
  return [
    {
      what: `Heap ${what}`,
      ours: `${inFigures(after.heap)} MiB`,
      baseline: `${inFigures(warm.heap)} MiB`,
      ratio: inFigures(grown),
      goal: "≤ 1.05",
      isMet: grown <= 1.05,
    },
    {
      what: `Resident ${what}`,
      ours: `${inFigures(after.resident)} MiB`,
      baseline: `${inFigures(warm.resident)} MiB`,
      ratio: inFigures(after.resident / warm.resident),
      goal: "",
      isMet: null,
    },
  ];
}

async function deliver(ours: Started, count: number): Promise<void> {
  const payloads = Array.from({ length: 200 }, (_, index) => signOpened(1 + (index % 20), 1 + Math.floor(index / 20)));
  let next = 0;
  const send = async () => {
    for (let index = next++; index < count; index = next++) {
      const payload = payloads[index % payloads.length];
      if (!payload) return;
      const request = { method: "POST", body: payload.body, headers: headersOf(payload) };
      const { status } = await fetch(`${ours.url}/api/github/webhooks`, request);
      if (status !== 202) throw new Error(`a delivery was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
}

/** Reads memory five seconds after the inbox is empty. */
async function readWhenDone(ours: Started): Promise<{ readonly heap: number; readonly resident: number }> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const metrics = await (await fetch(`${ours.url}/metrics`)).text();
    if (/^\w*inbox_deliveries 0$/m.test(metrics)) break;
    await sleep(500);
  }
  await sleep(5_000);
  const resident = await ours.readResident();
  return { heap: await ours.readHeap(), resident };
}

interface Installed {
  readonly name: string;
  readonly megabytes: number;
}

/** The size of `npm ci --omit=dev` on disk. */
async function measureInstallation(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "did-this-work-size-"));
  try {
    for (const file of ["package.json", "package-lock.json"]) await copyFile(join(ROOT, file), join(folder, file));
    await run("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
    const all = await listInstalled(join(folder, "node_modules"));
    const largest = [...all].sort((one, other) => other.megabytes - one.megabytes).slice(0, 5);
    const { dependencies } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
      dependencies: object;
    };
    const sum = all.reduce((total, { megabytes }) => total + megabytes, 0);
    return [
      aRow("Production install", `${inFigures(sum)} MB`),
      aRow("Packages in it, those we name", `${all.length}, ${Object.keys(dependencies).length}`),
      aRow("The five largest", largest.map(({ name, megabytes }) => `${name} ${inFigures(megabytes)} MB`).join(", ")),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function listInstalled(folder: string): Promise<readonly Installed[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith("."));
  const found: Installed[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if (!name.startsWith("@")) {
      found.push({ name, megabytes: await measureFolder(path) });
      continue;
    }
    for (const inside of await readdir(path)) {
      found.push({ name: `${name}/${inside}`, megabytes: await measureFolder(join(path, inside)) });
    }
  }
  return found;
}

async function measureFolder(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes / 1_000_000;
}
