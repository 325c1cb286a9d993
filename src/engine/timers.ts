/** Wakes objects at moments that are near. */
export interface Timers {
  set(key: string, at: Date): void;
  /** Forgets them all: what was to be woken is found by a sweep. */
  clear(): void;
}

/** So far ahead it is worth a timer; what is later is found by a later sweep. */
export const AHEAD_MS = 5_000;
/** A timer may ring a moment early, when the object is not due yet. */
const SLACK_MS = 5;

/** Between two sweeps: whoever comes back in his turn, a second from now, is to be there in that second. */
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
