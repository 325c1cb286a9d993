import { renderCount } from "../render/words.ts";
import type { Meter } from "./meter.ts";
import type { Progress, Terminal } from "./terminal.ts";

/** Shows how far an audit of many repositories is: repositories in the bar, pull requests beside it. */
export interface OwnerMeter {
  /** Sets how many repositories there are, and how many an earlier run has finished. */
  readonly begin: (total: number, done: number) => void;
  /** The repository being read is finished, or cannot be read. */
  readonly finish: () => void;
  /** Of the repository being read. */
  readonly pulls: Meter;
  /** Clears the line for a message. */
  readonly pause: () => void;
  readonly state: () => { readonly done: number; readonly total: number; readonly pulls: number };
}

/** Creates a meter on a terminal's progress bar. */
export function createOwnerMeter(terminal: Terminal): OwnerMeter {
  let bar: Progress | null = null;
  let total = 0;
  let done = 0;
  let shown = 0;
  let before = 0;
  let current = 0;

  function show(): void {
    if (!bar) shown = 0;
    bar ??= terminal.startProgress(total);
    bar.advance(done - shown, ` repositories, ${renderCount(before + current, "pull request")}`);
    shown = done;
  }

  function reach(now: number): void {
    current = now;
    show();
  }

  function pause(): void {
    bar?.stop();
    bar = null;
  }

  return {
    begin(all, finished) {
      total = all;
      done = finished;
      show();
    },
    finish() {
      done += 1;
      before += current;
      reach(0);
    },
    pulls: {
      begin: () => reach(0),
      resume: (left) => reach(left),
      reach,
      pause,
      state: () => ({ done: current, total: null }),
    },
    pause,
    state: () => ({ done, total, pulls: before + current }),
  };
}
