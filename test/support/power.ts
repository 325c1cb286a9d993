import type { GitHub } from "../../src/github/github.ts";
import type { Database } from "../../src/store/database.ts";

/** The process died: none of its further steps happen. */
export class PowerCut extends Error {}

/** Power that fails at the n-th step, and stays off until it is switched on again. */
export function createPower(failsAt: number) {
  let done = 0;
  let isOff = false;
  return {
    isUsed: () => done >= failsAt,
    switchOn: () => {
      isOff = false;
    },
    /** Does a step, unless the power is off. The power may fail before the step, or after it but before its result. */
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      if (isOff) throw new PowerCut();
      done += 1;
      if (done === failsAt) {
        isOff = true;
        throw new PowerCut();
      }
      const result = await work();
      done += 1;
      if (done !== failsAt) return result;
      isOff = true;
      throw new PowerCut();
    },
  };
}
export type Power = ReturnType<typeof createPower>;

/** A database that fails with the power. */
export function powerDatabase(db: Database, power: Power): Database {
  return {
    query: (text, values) => power.run(() => db.query(text, values)),
    execute: (text) => power.run(() => db.execute(text)),
    // A transaction is cut in the middle, and rolled back, or after its commit.
    transaction: (work) =>
      power.run(() => db.transaction((tx) => work(powerDatabase(tx, power)))) as ReturnType<typeof work>,
  };
}

/** A GitHub that is unreachable without power. Calls made before the cut take effect. */
export function powerGitHub(github: GitHub, power: Power): GitHub {
  const calls = Object.entries(github).map(([name, call]) => [
    name,
    (...args: unknown[]) => power.run(() => (call as (...given: unknown[]) => Promise<unknown>)(...args)),
  ]);
  return Object.fromEntries(calls) as GitHub;
}
