import { setTimeout as sleep } from "node:timers/promises";
import type { OpenDatabase } from "../../src/store/database.ts";
import type { Calendar } from "./calendar.ts";
import { disturb, type FaultTargets } from "./disturbances.ts";
import { checkInvariants, type Finding, isWanted } from "./invariants.ts";
import type { People } from "./people.ts";
import type { StandIn, StandInDelivery } from "./stand-in.ts";

export interface Play extends FaultTargets {
  readonly gh: StandIn;
  readonly people: People;
  readonly calendar: Calendar;
  /** The servers' database. */
  readonly db: OpenDatabase;
}

export interface Season {
  readonly replicas: number;
  readonly rounds: number;
  /** The number of days that pass before it begins. */
  readonly days: number;
}

const DAY_MS = 86_400_000;
/** A little longer than the pause between two polls, with which a replica asks the database for the time. */
const POLL_MS = 5_500;

/** Time passes, people act and parts break at the same time. Then all is healed and the invariants are checked. */
export async function playSeason(play: Play, { replicas, rounds, days }: Season): Promise<readonly Finding[]> {
  const { fleet, people, calendar, chance, proxy, gateway } = play;
  // All replicas begin with the new date: what one of them accepts with an old one would already be outdated.
  await fleet.resize(0);
  calendar.pass(days * DAY_MS);
  await calendar.settled();
  await fleet.resize(replicas);
  people.beginSeason();
  proxy.breakCalls(true);
  gateway.breakDeliveries(true);
  for (let round = 0; round < rounds; round++) {
    const disturbance = disturb(play);
    for (let act = chance.between(1, 4); act > 0; act--) {
      people.act();
      await sleep(chance.between(0, 150));
    }
    await disturbance;
    await sleep(chance.between(100, 600));
  }
  await heal(play);
  const accepted = play.gateway.takeAccepted();
  const lateCalls = proxy.countLate();
  const { stories, repos, bereft } = people;
  return checkInvariants({ ...play, stories, repos, bereft, now: calendar.now(), accepted, lateCalls });
}

/** Longer than the 15 minutes between two searches for failed deliveries. */
const SEARCH_MS = 16 * 60_000;
/** The time in which the servers may request failed deliveries by themselves. */
const OWN_SEARCH_MS = 12_000;
/** The time in which calls keep failing after everything else is fixed. */
const TROUBLED_SECONDS = 12;

async function heal(play: Play): Promise<void> {
  const { proxy, gateway, fleet } = play;
  gateway.breakDeliveries(false);
  await fleet.heal();
  await waitUntil(async () => isWireQuiet(play), 20_000);
  await deliverMissed(play);
  // Calls still fail while missed deliveries are applied.
  for (let second = 0; second < TROUBLED_SECONDS; second++) {
    play.calendar.pass(4_000);
    await sleep(1_000);
  }
  proxy.breakCalls(false);
  await settle(play);
}

/** Lets the servers find missed deliveries. Those they do not find in time are redelivered by hand. */
async function deliverMissed(play: Play): Promise<void> {
  const { calendar, gh, tally } = play;
  const missed = listMissed(play);
  calendar.pass(SEARCH_MS);
  await waitUntil(async () => listMissed(play).length === 0, OWN_SEARCH_MS).catch(() => {});
  const left = listMissed(play);
  for (let found = missed.length - left.length; found > 0; found--)
    tally.count("delivery: missed, found by the servers");
  for (const delivery of left) {
    tally.count("delivery: missed, delivered again by hand");
    await gh.redeliver({ id: delivery.id });
  }
}

function listMissed({ gh, gateway }: Play): readonly StandInDelivery[] {
  const missed = new Map(
    gh.hooks.deliveries
      .filter(({ guid }) => !gateway.isAccepted(guid))
      .filter(({ event, text }) => isWanted({ event, payload: JSON.parse(text) }))
      .map((delivery) => [delivery.guid, delivery]),
  );
  return [...missed.values()];
}

function isWireQuiet({ gh, gateway }: Play): boolean {
  return gh.hooks.pendingCount() === 0 && gateway.countUnderWay() === 0;
}

const SETTLED_WITHIN_MS = 180_000;
/** Work due within this time is waited for; work due later is not. */
const SOON_MS = 10 * 60_000;

/** Waits until nothing is left to do. Moves the calendars forward while work is waiting for its time. */
async function settle(play: Play): Promise<void> {
  let quietSince = 0;
  let passedAt = 0;
  await waitUntil(async () => {
    const left = await countLeft(play);
    if (!isWireQuiet(play) || left.now > 0) quietSince = 0;
    else if (left.soon > 0) {
      if (Date.now() - passedAt < POLL_MS) return false;
      passedAt = Date.now();
      play.calendar.pass(61_000);
    } else quietSince ||= Date.now();
    return quietSince > 0 && Date.now() - quietSince > 800;
  }, SETTLED_WITHIN_MS).catch(async (error: unknown) => {
    throw new Error(`${String(error)}: ${await tellLeft(play)}`);
  });
}

async function countLeft({ db, calendar }: Play): Promise<{ now: number; soon: number }> {
  const [row] = await db.query<{ now: number; soon: number }>(
    `select (select count(*) from delivery where done_at is null and set_aside_at is null)
            + (select count(*) from work_item where run_at <= $1) as now,
            (select count(*) from work_item where run_at <= $2 and (key not like 'redelivery/%' or failures > 0)) as soon`,
    [calendar.now(), new Date(calendar.now().getTime() + SOON_MS)],
  );
  return row ?? { now: 0, soon: 0 };
}

/** Says what is in the way of rest. */
async function tellLeft({ db, calendar, gh, gateway }: Play): Promise<string> {
  const due = await db.query<{ key: string; failures: number }>(
    "select key, failures from work_item where run_at <= $1 order by run_at limit 9",
    [new Date(calendar.now().getTime() + SOON_MS)],
  );
  const keys = due.map(({ key, failures }) => `${key} (${failures} failures)`);
  const wire = `${gh.hooks.pendingCount()} deliveries to send, ${gateway.countUnderWay()} under way`;
  return [wire, ...keys].join(", ");
}

async function waitUntil(isTrue: () => Promise<boolean>, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > until) throw new Error(`not settled within ${withinMs / 1000} s`);
    await sleep(150);
  }
}
