import { type Engine, startEngine } from "./loop.ts";
import { seedPullRequests, seedRepository } from "./seed.ts";
import { findYearStart, playYear, YEAR_DAYS } from "./year.ts";

/** How far a year that is being played has come. */
export interface Progress {
  readonly days: number;
  readonly of: number;
}

export interface Game {
  /** The repository has a year of history. */
  readonly isYear: boolean;
  /** Puts a few open pull requests on the table, and nothing else. */
  begin(): Promise<void>;
  /** Plays a year up to the day the playground begins on. */
  beginYear(): Promise<void>;
  /** null while no year is being played. */
  progress(): Progress | null;
  /** Takes its turn, then gives what the work gives. */
  take<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result>;
  end(): Promise<void>;
}

/** One engine at a time, and one thing after the other: two browsers may look at the same playground. */
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

/** Where the engine stands that is played with; a fresh one takes its place once it is ready. */
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
