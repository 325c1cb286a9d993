import type { GitHub } from "../../src/github/github.ts";
import type { Database } from "../../src/store/database.ts";

/** The process is gone: whatever it was about to do, it does not do. */
export class PowerCut extends Error {}

/** Power that fails at the n-th thing done, and stays off until it is switched on again. */
export function createPower(failsAt: number) {
  let done = 0;
  let isOff = false;
  return {
    isUsed: () => done >= failsAt,
    switchOn: () => {
      isOff = false;
    },
    /** Does something, unless the power is off; it may fail before it, or after it and before anybody is told. */
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
    // A transaction is cut inside (it is rolled back) or after its commit.
    transaction: (work) =>
      power.run(() => db.transaction((tx) => work(powerDatabase(tx, power)))) as ReturnType<typeof work>,
  };
}

/** A GitHub that cannot be reached without power, and does what it was asked before it went. */
export function powerGitHub(github: GitHub, power: Power): GitHub {
  const calls = Object.entries(github).map(([name, call]) => [
    name,
    (...args: unknown[]) => power.run(() => (call as (...given: unknown[]) => Promise<unknown>)(...args)),
  ]);
  return Object.fromEntries(calls) as GitHub;
}
