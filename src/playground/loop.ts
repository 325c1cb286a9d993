import { createApp } from "../app.ts";
import type { Log } from "../core/log.ts";
import { listDue } from "../engine/due.ts";
import { runUntilQuiet } from "../engine/run-until-quiet.ts";
import { createTextParser } from "../engine/text-parser.ts";
import type { People } from "../simulator/people.ts";
import { createSimulatedGitHub, type SimulatedGitHub } from "../simulator/simulated-github.ts";
import { openInMemory } from "../store/data-folder.ts";
import type { OpenDatabase } from "../store/database.ts";
import { migrate } from "../store/migrate.ts";
import { createShopSources } from "./shop-metrics.ts";
import { createSteps, type Step } from "./steps.ts";

/** How much simulated time is skipped between two user actions. */
export interface Pace {
  readonly isHurried: boolean;
}

/** The real app on an in-memory database, against the simulated GitHub, with a clock that moves only on request. */
export interface Engine {
  readonly simulation: SimulatedGitHub;
  readonly now: () => Date;
  /** Everything that happened, oldest first. */
  readonly steps: readonly Step[];
  /**
   * Performs a user action; resolves when the app has nothing left to do. With `isHurried` the next one follows a
   * second later: work the app delays for a minute is then done when the clock moves on.
   */
  act<Result>(what: string, work: (people: People) => Promise<Result>, pace?: Pace): Promise<Result>;
  /**
   * Moves the clock a day at a time, so that everything happens on its day. With `isHurried`, days with nothing but
   * daily reconciles are skipped.
   */
  moveTo(time: Date, pace?: Pace): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const SECOND_MS = 1_000;
/** The time between two user actions: long enough for work that the app delays for a minute. */
const BETWEEN_ACTS_MS = 61 * SECOND_MS;

/** Starts the app at a moment in the past, present or future. */
export async function startEngine(start: Date): Promise<Engine> {
  const clock = { now: start };
  const now = () => clock.now;
  const db = await openInMemory();
  await migrate(db);
  const simulation = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      await app.accept(delivery);
    },
  });
  const notes: string[] = [];
  const texts = createTextParser();
  const sources = createShopSources(() => simulation);
  const app = createApp({ db, github: simulation.github, sources, log: writeDown(notes), now, texts });
  const book = createSteps({ db, simulation, notes, now });

  /** Runs until nothing is left: the app's own writes come back as deliveries and may cause more work. */
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
    close: () => texts.stop().then(() => db.close()),
  };
}

/** Is anything due until then besides the daily reconciles: dashboards, the backfill, and what is newest of releases? */
async function isEventful(db: OpenDatabase, until: Date): Promise<boolean> {
  const due = await listDue(db, until);
  return due.some((object) => !/^(dashboard|organization|backfill|clock)\//.test(object));
}

/** Collects the app's log, one line per entry, for the playground's timeline. */
function writeDown(notes: string[]): Log {
  const note = (fields: object, message: string) => {
    const reason = "err" in fields && fields.err instanceof Error ? `: ${fields.err.message}` : "";
    notes.push(`${message}${reason}`);
  };
  // What the app does as it should, the activity log tells in its own words.
  return { debug: () => {}, info: () => {}, warn: note, error: note };
}
