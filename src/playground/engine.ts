import { createApp } from "../app.ts";
import type { Log } from "../core/log.ts";
import { openPglite } from "../store/database.ts";
import { migrate } from "../store/migrate.ts";
import { runUntilQuiet } from "../worker/run-until-quiet.ts";
import type { Call } from "./calls.ts";
import type { People } from "./people.ts";
import { createSimulatedGitHub, type SimulatedGitHub } from "./simulated-github.ts";

/** One thing that happened, and what the app made of it. */
export interface Step {
  /** When it was over: ISO 8601, in the playground's own time. */
  readonly at: string;
  /** What a person did, or where the clock went, in words. */
  readonly what: string;
  /** What the app then asked of GitHub. */
  readonly calls: readonly Call[];
  /** What the app wrote into its log beside. */
  readonly notes: readonly string[];
}

/** The real app on an in-memory database, against the simulated GitHub, at a time that stands still. */
export interface Engine {
  readonly simulation: SimulatedGitHub;
  readonly now: () => Date;
  /** Everything that happened, oldest first. */
  readonly steps: readonly Step[];
  /** Somebody does something; resolves when the app has nothing left to do. */
  act<Result>(what: string, work: (people: People) => Promise<Result>): Promise<Result>;
  /** Lets time pass, a day at a time, so that everything happens on its day. */
  moveTo(time: Date): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Acts are this far apart, so that what the app puts off for a minute is done as well. */
const BETWEEN_ACTS_MS = 61_000;

/** Starts the app at a moment of the past, present or future. */
export async function startEngine(start: Date): Promise<Engine> {
  const clock = { now: start };
  const now = () => clock.now;
  const notes: string[] = [];
  const steps: Step[] = [];

  const db = await openPglite();
  await migrate(db);
  const simulation = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      await app.accept(delivery);
    },
  });
  const app = createApp({ db, github: simulation.github, log: writeDown(notes), now });

  /** The app's own writes come back as deliveries, and may give it more to do. */
  async function settle(): Promise<void> {
    let heard = -1;
    while (heard < simulation.deliveries.length) {
      heard = simulation.deliveries.length;
      await simulation.settled();
      await runUntilQuiet({ db, now, look: app.look });
    }
  }

  async function record<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const [firstCall, firstNote] = [simulation.calls.length, notes.length];
    try {
      return await work();
    } finally {
      const at = clock.now.toISOString();
      steps.push({ at, what, calls: simulation.calls.slice(firstCall), notes: notes.slice(firstNote) });
    }
  }

  async function advance(to: Date): Promise<void> {
    while (clock.now < to) {
      clock.now = new Date(Math.min(clock.now.getTime() + DAY_MS, to.getTime()));
      await settle();
    }
  }

  return {
    simulation,
    now,
    steps,
    act: (what, work) =>
      record(what, async () => {
        const result = await work(simulation.people);
        await settle();
        await advance(new Date(clock.now.getTime() + BETWEEN_ACTS_MS));
        return result;
      }),
    moveTo: (time) => record(`The clock moves to ${time.toISOString().slice(0, 10)}`, () => advance(time)),
    close: () => db.close(),
  };
}

/** What the app logs, one line each: the playground shows it beside what happened. */
function writeDown(notes: string[]): Log {
  const note = (fields: object, message: string) => {
    const reason = "err" in fields && fields.err instanceof Error ? `: ${fields.err.message}` : "";
    notes.push(`${message}${reason}`);
  };
  return { debug: () => {}, info: note, warn: note, error: note };
}
