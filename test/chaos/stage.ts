import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgres } from "../../src/store/database.ts";
import { createCalendar, prepareClock } from "./calendar.ts";
import { startCallProxy } from "./call-proxy.ts";
import { createFleet } from "./fleet.ts";
import { startGateway } from "./gateway.ts";
import type { Finding } from "./invariants.ts";
import { createPeople } from "./people.ts";
import { createChance } from "./random.ts";
import type { Play } from "./season.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { createTally } from "./tally.ts";

/** Each owner is an installation, with a rate limiter of its own. */
const OWNERS = 8;
const SECRET = "a-long-secret-for-the-chaos";
const PERMISSIONS = {
  metadata: "read",
  contents: "write",
  pull_requests: "write",
  issues: "write",
  checks: "write",
  merge_queues: "read",
  deployments: "read",
};
const EVENTS = [
  "pull_request",
  "issues",
  "issue_comment",
  "pull_request_review",
  "check_run",
  "check_suite",
  "push",
  "merge_group",
  "release",
  "deployment_status",
  "repository",
];

/** The options of a stage. */
export interface StageOptions {
  /** The folder of the stand-in. */
  readonly folder: string;
  /** The address of a Postgres server. */
  readonly server: string;
  readonly seed: number;
}

/** Builds everything: a database, GitHub, proxy and gateway, one replica, people. */
export async function buildStage({ folder, server, seed }: StageOptions) {
  const logs = mkdtempSync(join(tmpdir(), "did-this-work-chaos-"));
  const databaseName = `chaos_${seed}_${Date.now()}`;
  const admin = openPostgres(server);
  await admin.execute(`create database ${databaseName}`);
  const url = new URL(server);
  url.pathname = `/${databaseName}`;
  const db = openPostgres(url.href);

  const chance = createChance(seed);
  const tally = createTally();
  const parts: { gh?: StandIn } = {};
  await prepareClock(admin, db, databaseName);
  const calendar = createCalendar({ file: join(logs, "clock"), db, tellGitHub: (ms) => parts.gh?.advance(ms) });
  const proxy = await startCallProxy({
    target: () => Number(new URL(parts.gh?.url ?? "").port),
    chance,
    tally,
    passTime: calendar.pass,
  });
  const env: Record<string, string> = {
    GHE_HOST: `127.0.0.1:${proxy.port}`,
    GHE_PROTOCOL: "http",
    HOST: "127.0.0.1",
    DATABASE_URL: url.href,
    CHAOS_CLOCK: join(logs, "clock"),
  };
  const fleet = createFleet({ env, folder: logs });
  const gateway = await startGateway({ fleet, chance, tally });
  const gh = await startStandIn(folder, {
    slug: "did-this-work",
    webhookSecret: SECRET,
    webhookUrl: `http://127.0.0.1:${gateway.port}/api/github/webhooks`,
    permissions: PERMISSIONS,
    events: EVENTS,
  });
  parts.gh = gh;
  const { APP_ID = "", PRIVATE_KEY = "", WEBHOOK_SECRET = "" } = gh.env(0);
  Object.assign(env, { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET });
  gh.setTime(calendar.now().toISOString());
  await fleet.resize(1);
  const people = createPeople({ gh, chance, tally, now: calendar.now }, OWNERS);
  const play: Play = { gh, people, calendar, db, fleet, gateway, proxy, admin, databaseName, chance, tally };

  async function close(): Promise<void> {
    await fleet.close();
    await gh.stop();
    gateway.close();
    proxy.close();
    await db.close();
    await admin.execute(`drop database ${databaseName} with (force)`);
    await admin.close();
  }
  return { play, close, logs, checkLogs: () => checkLogs(logs, PRIVATE_KEY) };
}

function checkLogs(logs: string, privateKey: string): Finding {
  const secrets = [SECRET, privateKey.split("\n")[1] ?? "PRIVATE KEY", "ghs_", "Numbers are copied by hand"];
  const files = readdirSync(logs).filter((file) => file.endsWith(".log"));
  const broken = files.flatMap((file) => {
    const text = readFileSync(join(logs, file), "utf8");
    return secrets.filter((secret) => text.includes(secret)).map((secret) => `${file} has ${secret.slice(0, 8)}…`);
  });
  return { name: "no secret and no text of people in a log", looked: files.length, broken };
}
