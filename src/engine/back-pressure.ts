import { setTimeout as sleep } from "node:timers/promises";

/** Tells when deliveries come so fast, or are stored so slowly, that everything else should step back. */
export interface BackPressure {
  /** A delivery was stored, so long after it came. */
  note(storedAfterMs: number): void;
  /** Resolves at once in ordinary times; in a rush for one caller after the other, a few a second: work goes on in the longest. */
  pass(): Promise<void>;
}

/** So many a second are accepted while everything else goes on. */
const ORDINARY_PER_SECOND = 200;
/** Stored later than that, deliveries wait for something else. */
const ORDINARY_MS = 50;
const WINDOW_MS = 250;
/** Between two that pass in a rush. */
const SPACING_MS = 200;
/** So often a waiting one sees whether the rush is over. */
const GLANCE_MS = 50;

/**
 * Accepting goes before looking: GitHub hangs up after ten seconds and does not deliver again by itself, while a look that
 * comes later is only later.
 */
export function createBackPressure(now: () => number = () => performance.now()): BackPressure {
  let window = { from: now(), count: 0, slowestMs: 0 };
  let before = window;

  /** Begins a new window where the last one is over. */
  function turn(): void {
    const passedMs = now() - window.from;
    if (passedMs < WINDOW_MS) return;
    const empty = { from: now(), count: 0, slowestMs: 0 };
    before = passedMs < 2 * WINDOW_MS ? window : empty;
    window = empty;
  }

  function isOn(): boolean {
    turn();
    return [before, window].some(
      ({ count, slowestMs }) => count > (ORDINARY_PER_SECOND * WINDOW_MS) / 1_000 || slowestMs > ORDINARY_MS,
    );
  }

  let last = Promise.resolve();

  async function waitForTurn(): Promise<void> {
    for (const until = now() + SPACING_MS; isOn() && now() < until; ) await sleep(GLANCE_MS);
  }

  return {
    note: (storedAfterMs) => {
      turn();
      window.count++;
      window.slowestMs = Math.max(window.slowestMs, storedAfterMs);
    },
    pass: () => {
      last = last.then(waitForTurn);
      return last;
    },
  };
}
