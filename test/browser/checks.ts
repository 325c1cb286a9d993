/** Runs named checks one after the other, says how each ended, and goes on after a failure. */
export interface Checks {
  check(title: string, run: () => Promise<void>): Promise<void>;
  /** Prints "N passed, N failed"; gives the exit code. */
  report(): number;
}

/** Nothing checked yet. */
export function createChecks(): Checks {
  let passed = 0;
  let failed = 0;
  return {
    async check(title, run) {
      try {
        await run();
        passed += 1;
        process.stdout.write(`ok    ${title}\n`);
      } catch (error) {
        failed += 1;
        process.stdout.write(`FAIL  ${title}\n      ${error instanceof Error ? error.message : String(error)}\n`);
      }
    },
    report() {
      process.stdout.write(`${passed} passed, ${failed} failed\n`);
      return failed === 0 ? 0 : 1;
    },
  };
}

/** Throws with what was expected unless the condition holds. */
export function demand(isTrue: boolean, expected: string): void {
  if (!isTrue) throw new Error(`expected ${expected}`);
}
