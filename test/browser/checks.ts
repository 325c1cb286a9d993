/** Runs named checks one after the other, prints each result, and continues after a failure. */
export interface Checks {
  check(title: string, run: () => Promise<void>): Promise<void>;
  /** Prints "N passed, N failed". Returns the exit code. */
  report(): number;
}

/** Creates an empty list of checks. */
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

/** Throws an error with the expectation unless the condition holds. */
export function demand(isTrue: boolean, expected: string): void {
  if (!isTrue) throw new Error(`expected ${expected}`);
}
