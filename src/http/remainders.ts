/** What remains of an installation's primary limit, and when it resets; milliseconds. */
export interface Remainder {
  readonly remaining: number;
  readonly resetAt: number;
}

/** Keeps what remains of each installation's limit, until its reset. */
export function createRemainders() {
  const kept = new Map<number, Remainder>();
  return {
    note(installationId: number, remainder: Remainder): void {
      kept.set(installationId, remainder);
    },
    findLeast(now: number): number | null {
      for (const [id, { resetAt }] of kept) if (resetAt <= now) kept.delete(id);
      return kept.size === 0 ? null : Math.min(...[...kept.values()].map(({ remaining }) => remaining));
    },
  };
}
