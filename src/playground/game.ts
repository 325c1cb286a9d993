import { type Engine, startEngine } from "./loop.ts";
import { seedPullRequests, seedRepository } from "./seed.ts";
import { findYearStart, playYear, YEAR_DAYS } from "./year.ts";

/** The progress of a year that is being played. */
export interface Progress {
  readonly days: number;
  readonly of: number;
}

export interface Game {
  /** The repository has a year of history. */
  readonly isYear: boolean;
  /** Starts with a few open pull requests and no history. */
  begin(): Promise<void>;
  /** Plays a year up to the day the playground begins on. */
  beginYear(): Promise<void>;
  /** null while no year is being played. */
  progress(): Progress | null;
  /** Runs the work once the work before it is done, and returns its result. */
  take<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result>;
  end(): Promise<void>;
}

/** One engine at a time, and one action after the other: two browsers may share the playground. */
export function createGame(start: Date): Game {
  const table = createTable();
  let isYear = false;
  let progress: Progress | null = null;
  let last: Promise<unknown> = Promise.resolve();

  return {
    get isYear() {
      return isYear;
    },
    begin: async () => {
      await table.lay(start, async (fresh) => {
        await seedRepository(fresh);
        await seedPullRequests(fresh);
      });
      isYear = false;
    },
    beginYear: async () => {
      const tell = (days: number) => {
        progress = { days, of: YEAR_DAYS };
      };
      tell(0);
      try {
        await table.lay(findYearStart(start), (fresh) => playYear(fresh, tell));
        isYear = true;
      } finally {
        progress = null;
      }
    },
    progress: () => progress,
    take(work) {
      const turn = last.then(() => work(table.engine()));
      last = turn.catch(() => {});
      return turn;
    },
    end: async () => {
      await last;
      await table.clear();
    },
  };
}

/** Holds the current engine. A new one replaces it once it is ready. */
function createTable() {
  let engine: Engine | undefined;

  return {
    engine(): Engine {
      if (!engine) throw new Error("the playground is still starting");
      return engine;
    },
    async lay(from: Date, play: (fresh: Engine) => Promise<void>): Promise<void> {
      const fresh = await startEngine(from);
      try {
        await play(fresh);
      } catch (error) {
        await fresh.close();
        throw error;
      }
      const before = engine;
      engine = fresh;
      await before?.close();
    },
    async clear(): Promise<void> {
      await engine?.close();
    },
  };
}
