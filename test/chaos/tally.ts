/** Counts what happened, by name, in the order the names came up first. */
export interface Tally {
  count(name: string): void;
  list(): readonly (readonly [name: string, times: number])[];
}

/** A tally with nothing in it. */
export function createTally(): Tally {
  const times = new Map<string, number>();
  return {
    count: (name) => {
      times.set(name, (times.get(name) ?? 0) + 1);
    },
    list: () => [...times],
  };
}
