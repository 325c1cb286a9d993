import { setTimeout as sleep } from "node:timers/promises";
import type { OpenDatabase } from "../../src/store/database.ts";
import type { CallProxy } from "./call-proxy.ts";
import type { Fleet } from "./fleet.ts";
import type { Gateway } from "./gateway.ts";
import type { Chance } from "./random.ts";
import type { Tally } from "./tally.ts";

/** The parts that a disturbance can break. */
export interface FaultTargets {
  readonly fleet: Fleet;
  readonly gateway: Gateway;
  readonly proxy: CallProxy;
  /** The servers' database, as a superuser who can end the connections of others. */
  readonly admin: OpenDatabase;
  readonly databaseName: string;
  readonly chance: Chance;
  readonly tally: Tally;
}

type Disturbance = (targets: FaultTargets) => Promise<void> | void;

/** Breaks a process or the database, in three rounds of ten. Long disturbances go on while people act. */
export async function disturb(targets: FaultTargets): Promise<void> {
  const { chance } = targets;
  if (chance.happens(0.3)) await chance.pick(chance.happens(0.7) ? PROCESS_FAULTS : DATABASE_FAULTS)(targets);
}

const PROCESS_FAULTS: readonly Disturbance[] = [
  killOne,
  killOne,
  killOne,
  killAll,
  stopOne,
  freezeOne,
  freezeAndForget,
];

async function killOne({ fleet, chance, tally }: FaultTargets): Promise<void> {
  const index = chance.between(0, 3);
  await sleep(chance.between(0, 400));
  fleet.kill(index);
  tally.count("process: kill -9 of one replica");
  await sleep(chance.between(100, 900));
  fleet.start(index);
}

async function killAll({ fleet, chance, tally }: FaultTargets): Promise<void> {
  const count = fleet.listPorts().length;
  for (let index = 0; index < count; index++) fleet.kill(index);
  tally.count("process: kill -9 of all replicas");
  await sleep(chance.between(100, 900));
  for (let index = 0; index < count; index++) fleet.start(index);
}

async function stopOne({ fleet, chance, tally }: FaultTargets): Promise<void> {
  const index = chance.between(0, 3);
  tally.count("process: SIGTERM and restart");
  await fleet.stop(index);
  fleet.start(index);
}

async function freezeOne({ fleet, chance, tally }: FaultTargets): Promise<void> {
  const index = chance.between(0, 3);
  tally.count("process: frozen for a while");
  fleet.freeze(index);
  await sleep(chance.between(300, 2_500));
  fleet.thaw(index);
}

/** The worst case: a process holds a lock, loses it without noticing, and continues where it was. */
async function freezeAndForget(targets: FaultTargets): Promise<void> {
  const { fleet, chance, tally } = targets;
  const index = chance.between(0, 3);
  tally.count("process: frozen while its connections are cut");
  fleet.freeze(index);
  await endConnections(targets);
  await sleep(chance.between(300, 2_500));
  fleet.thaw(index);
}

const DATABASE_FAULTS: readonly Disturbance[] = [cutConnections, cutConnections, makeReadOnly, closeDatabase];

async function cutConnections(targets: FaultTargets): Promise<void> {
  targets.tally.count("database: all connections terminated");
  await endConnections(targets);
}

async function makeReadOnly(targets: FaultTargets): Promise<void> {
  const { admin, databaseName, chance, tally } = targets;
  tally.count("database: read-only for a while");
  await admin.execute(`alter database ${databaseName} set default_transaction_read_only = on`);
  await endConnections(targets);
  await sleep(chance.between(500, 2_500));
  await admin.execute(`alter database ${databaseName} reset default_transaction_read_only`);
  await endConnections(targets);
}

async function closeDatabase(targets: FaultTargets): Promise<void> {
  const { admin, databaseName, chance, tally } = targets;
  tally.count("database: away for a while");
  await admin.execute(`alter database ${databaseName} allow_connections false`);
  await endConnections(targets);
  await sleep(chance.between(500, 2_500));
  await admin.execute(`alter database ${databaseName} allow_connections true`);
}

async function endConnections({ admin, databaseName }: FaultTargets): Promise<void> {
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [databaseName]);
}
