/** Counts events by name, in the order in which the names first occur. */
export interface Tally {
  count(name: string): void;
  list(): readonly (readonly [name: string, times: number])[];
}

/** Creates an empty tally. */
export function createTally(): Tally {
  const times = new Map<string, number>();
  return {
    count: (name) => {
      times.set(name, (times.get(name) ?? 0) + 1);
    },
    list: () => [...times],
  };
}
