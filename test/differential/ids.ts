/** Ids for what comes into being on the simulated GitHub. */
export interface Ids {
  next(): number;
  /** From now on ids are those of a repository; of null, of what belongs to none. */
  turnTo(repositoryId: number | null): void;
}

/** Above the ids the simulation gives before we can give any. */
const FIRST = 2_000;
const RANGE = 10_000;

/** Counts for each repository apart: what is written in one does not change the numbers in another. */
export function createIds(): Ids {
  const last = new Map<number | null, number>();
  let current: number | null = null;
  return {
    next: () => {
      const next = (last.get(current) ?? (current === null ? FIRST : current * RANGE)) + 1;
      last.set(current, next);
      return next;
    },
    turnTo: (repositoryId) => {
      current = repositoryId;
    },
  };
}
