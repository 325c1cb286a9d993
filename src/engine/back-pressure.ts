import { setTimeout } from "node:timers/promises";

/** Detects when deliveries arrive so fast, or are stored so slowly, that all other work should slow down. */
export interface BackPressure {
  /** Records that a delivery was stored, and how long after its arrival. */
  note(storedAfterMs: number): void;
  /**
   * Resolves at once in ordinary times. Under back-pressure callers pass one at a time, about five a second, so work
   * never stops.
   */
  pass(): Promise<void>;
}

/** Time that passes, in milliseconds. */
interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const REAL_CLOCK: Clock = { now: () => performance.now(), sleep: (ms) => setTimeout(ms) };

/** Deliveries a second that are accepted without slowing other work. */
const ORDINARY_PER_SECOND = 200;
/** Deliveries stored more slowly than this compete with other work. */
const ORDINARY_MS = 50;
const WINDOW_MS = 250;
/** Time between two callers under back-pressure. */
const SPACING_MS = 200;
/** How often a waiting caller checks whether the back-pressure is over. */
const GLANCE_MS = 50;

/**
 * Accepting deliveries comes before reconciling. GitHub hangs up after ten seconds and does not deliver again by
 * itself, while a late reconcile is only late.
 */
export function createBackPressure({ now, sleep }: Clock = REAL_CLOCK): BackPressure {
  let window = { from: now(), count: 0, slowestMs: 0 };
  let before = window;

  /** Starts a new window when the current one is over. */
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
