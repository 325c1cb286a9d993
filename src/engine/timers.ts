/** Notifies of keys at moments in the near future. */
export interface Timers {
  set(key: string, at: Date): void;
  /** Drops all timers; the poller finds their keys. */
  clear(): void;
}

/** How far ahead a timer is set; a poll finds what is later. */
export const AHEAD_MS = 5_000;
/** A timer may fire a moment early, before the key is due. */
const SLACK_MS = 5;

/** Creates the timers that cover the time between two polls: a reserved retry is due in its own second. */
export function createTimers(now: () => Date, ring: (keys: readonly string[]) => void): Timers {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    set(key, at) {
      const ms = Math.max(0, at.getTime() - now().getTime()) + SLACK_MS;
      if (ms > AHEAD_MS + SLACK_MS || timers.has(key)) return;
      const timer = setTimeout(() => {
        timers.delete(key);
        ring([key]);
      }, ms);
      timers.set(key, timer);
    },
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
