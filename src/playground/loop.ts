import { createApp } from "../app.ts";
import type { Log } from "../core/log.ts";
import { listDue } from "../engine/due.ts";
import { runUntilQuiet } from "../engine/run-until-quiet.ts";
import type { People } from "../simulator/people.ts";
import { createSimulatedGitHub, type SimulatedGitHub } from "../simulator/simulated-github.ts";
import { type OpenDatabase, openPglite } from "../store/database.ts";
import { migrate } from "../store/migrate.ts";
import { createSteps, type Step } from "./steps.ts";

/** How much is left out between two things that happen. */
export interface Pace {
  readonly isHurried: boolean;
}

/** The real app on an in-memory database, against the simulated GitHub, at a time that stands still. */
export interface Engine {
  readonly simulation: SimulatedGitHub;
  readonly now: () => Date;
  /** Everything that happened, oldest first. */
  readonly steps: readonly Step[];
  /**
   * Somebody does something; resolves when the app has nothing left to do. Who is in a hurry does the next thing a
   * second later: what the app puts off for a minute is then done when the clock moves on.
   */
  act<Result>(what: string, work: (people: People) => Promise<Result>, pace?: Pace): Promise<Result>;
  /**
   * Lets time pass, a day at a time, so that everything happens on its day. Who is in a hurry passes over days on which
   * only what is looked at daily would be.
   */
  moveTo(time: Date, pace?: Pace): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const SECOND_MS = 1_000;
/** Acts are this far apart, so that what the app puts off for a minute is done as well. */
const BETWEEN_ACTS_MS = 61 * SECOND_MS;

/** Starts the app at a moment of the past, present or future. */
export async function startEngine(start: Date): Promise<Engine> {
  const clock = { now: start };
  const now = () => clock.now;
  const db = await openPglite();
  await migrate(db);
  const simulation = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      await app.accept(delivery);
    },
  });
  const notes: string[] = [];
  const app = createApp({ db, github: simulation.github, log: writeDown(notes), now });
  const book = createSteps({ db, simulation, notes, now });

  /** The app's own writes come back as deliveries, and may give it more to do. */
  async function settle(): Promise<void> {
    const reconcile = (object: string, at: Date) => {
      book.noteLook(object);
      return app.reconcile(object, at);
    };
    let heard = -1;
    while (heard < simulation.deliveries.length) {
      heard = simulation.deliveries.length;
      await simulation.settled();
      await runUntilQuiet({ db, now, reconcile });
    }
  }

  async function pass(ms: number): Promise<void> {
    clock.now = new Date(clock.now.getTime() + ms);
    await settle();
  }

  return {
    simulation,
    now,
    steps: book.steps,
    act: (what, work, pace) =>
      book.record(what, async () => {
        const result = await work(simulation.people);
        await settle();
        if (pace?.isHurried) clock.now = new Date(clock.now.getTime() + SECOND_MS);
        else await pass(BETWEEN_ACTS_MS);
        return result;
      }),
    moveTo: async (time, pace) => {
      while (clock.now < time) {
        const next = new Date(Math.min(clock.now.getTime() + DAY_MS, time.getTime()));
        const isLast = next >= time;
        if (pace?.isHurried && !isLast && !(await isEventful(db, next))) clock.now = next;
        else await book.recordDay(isLast, () => pass(next.getTime() - clock.now.getTime()));
      }
    },
    close: () => db.close(),
  };
}

/** Is there anything to look at until then but what is looked at every day: what comes next, and what was merged? */
async function isEventful(db: OpenDatabase, until: Date): Promise<boolean> {
  const due = await listDue(db, until);
  return due.some((object) => !/^(dashboard|organization|backfill)\//.test(object));
}

/** What the app logs, one line each: the playground shows it beside what happened. */
function writeDown(notes: string[]): Log {
  const note = (fields: object, message: string) => {
    const reason = "err" in fields && fields.err instanceof Error ? `: ${fields.err.message}` : "";
    notes.push(`${message}${reason}`);
  };
  return { debug: () => {}, info: note, warn: note, error: note };
}
