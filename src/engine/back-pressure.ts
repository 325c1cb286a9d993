import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";

/** Detects when deliveries arrive so fast, or are stored so slowly, that all other work should slow down. */
export interface BackPressure {
  /** Records that a delivery was stored, and how long after its arrival. */
  note(storedAfterMs: number): void;
  /**
   * Resolves at once in ordinary times. Under back-pressure callers pass one at a time, as fast as deliveries leave room
   * for; at least one a second, so work never stops.
   */
  pass(): Promise<void>;
}

/** The time that passes, in milliseconds, and how busy this thread is meanwhile. */
interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** The share of the time since it was last asked in which this thread was busy, from 0 to 1. */
  readonly readBusy: () => number;
}

/** Deliveries a second up to which a busy thread is nobody's concern. */
const FEW_PER_SECOND = 200;
/** With more, other work may keep the thread busy up to this share of the time. */
const MOST_BUSY = 0.9;
/** Deliveries stored more slowly than this compete with other work. */
const UNHURRIED_MS = 50;
/** At so many a second they get the process to themselves. */
const FLOOD_PER_SECOND = 1_500;
const WINDOW_MS = 250;
const WINDOWS_A_SECOND = 4;
/** The time between two callers: when deliveries first get slow, at most, and while there is a flood of them. */
const FIRST_SPACING_MS = 5;
const MOST_SPACING_MS = 200;
const FLOOD_SPACING_MS = 1_000;
/** A window without trouble leaves this share of the time between two callers, down to the least. */
const EASED = 0.6;
const LEAST_SPACING_MS = 2;
/** After so many windows in which nothing was stored no caller waits any more. */
const MOST_EMPTY = 10;
/** How often a waiting caller checks whether the back-pressure is over. */
const GLANCE_MS = 50;

/** What was stored in a quarter of a second. */
interface Window {
  readonly from: number;
  readonly count: number;
  readonly slowestMs: number;
  /** Known when the window is over. */
  readonly busy: number;
}

/**
 * Accepting deliveries comes before reconciling. GitHub hangs up after ten seconds and does not deliver again by
 * itself, while a late reconcile is only late. Other work gets the room that accepting leaves: the time between two callers
 * doubles while there is none, and shrinks again while there is.
 */
export function createBackPressure({ now, sleep, readBusy }: Clock = createRealClock()): BackPressure {
  let window = open(now());
  /** Those of the last second before it. */
  let before: readonly Window[] = [];
  let spacingMs = 0;

  function close(ended: Window): void {
    before = [...before, ended].slice(-WINDOWS_A_SECOND);
    if (!isFlood(before)) spacingMs = adapt(spacingMs, ended);
  }

  /** Starts a new window when the current one is over. */
  function turn(): void {
    const passedMs = now() - window.from;
    if (passedMs < WINDOW_MS) return;
    close({ ...window, busy: readBusy() });
    // Windows in which nothing was stored: senders pause, and go on.
    const empty = Math.min(MOST_EMPTY, Math.floor(passedMs / WINDOW_MS) - 1);
    for (let count = 0; count < empty; count++) close(open(now()));
    window = open(now());
  }

  /** By the windows that are over, and by this one as soon as it is worse. */
  function findSpacing(): number {
    turn();
    if (isFlood([...before, window])) return FLOOD_SPACING_MS;
    return isHurried(window) ? adapt(spacingMs, window) : spacingMs;
  }

  let last = Promise.resolve();

  async function waitForTurn(): Promise<void> {
    for (const from = now(); ; ) {
      const leftMs = from + findSpacing() - now();
      if (leftMs <= 0) return;
      await sleep(Math.min(leftMs, GLANCE_MS));
    }
  }

  return {
    note: (storedAfterMs) => {
      turn();
      window = { ...window, count: window.count + 1, slowestMs: Math.max(window.slowestMs, storedAfterMs) };
    },
    pass: () => {
      last = last.then(waitForTurn);
      return last;
    },
  };
}

function open(from: number): Window {
  return { from, count: 0, slowestMs: 0, busy: 0 };
}

/** The time between two callers after a window. */
function adapt(spacingMs: number, window: Window): number {
  if (isHurried(window)) return Math.min(MOST_SPACING_MS, Math.max(FIRST_SPACING_MS, spacingMs * 2));
  const eased = spacingMs * EASED;
  return eased < LEAST_SPACING_MS ? 0 : eased;
}

/** Whether a second had too many. */
function isFlood(windows: readonly Window[]): boolean {
  return windows.reduce((sum, { count }) => sum + count, 0) > FLOOD_PER_SECOND;
}

function isHurried({ count, slowestMs, busy }: Window): boolean {
  return slowestMs > UNHURRIED_MS || (count * WINDOWS_A_SECOND > FEW_PER_SECOND && busy > MOST_BUSY);
}

function createRealClock(): Clock {
  let since = performance.eventLoopUtilization();
  return {
    now: () => performance.now(),
    sleep: (ms) => setTimeout(ms),
    readBusy: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, since);
      since = now;
      return utilization;
    },
  };
}
