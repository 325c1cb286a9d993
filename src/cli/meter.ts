import type { Progress, Terminal } from "./terminal.ts";

/** Shows the progress of a read of unknown length, and makes way for messages in between. */
export interface Meter {
  /** Sets the length once it is known; null when it never will be, and then nothing is shown. */
  readonly begin: (total: number | null) => void;
  /** Continues from an earlier run. */
  readonly resume: (done: number, total: number | null) => void;
  readonly reach: (done: number) => void;
  /** Clears the line for a message; the next `reach` shows it again. */
  readonly pause: () => void;
  readonly state: () => { readonly done: number; readonly total: number | null };
}

/** Creates a meter on a terminal's progress bar. */
export function createMeter(terminal: Terminal): Meter {
  let bar: Progress | null = null;
  let shown = 0;
  let done = 0;
  let total: number | null = null;

  function reach(now: number): void {
    done = now;
    if (total === null) return;
    if (!bar) shown = 0;
    bar ??= terminal.startProgress(total);
    for (; shown < Math.min(done, total); shown += 1) bar.advance();
  }

  return {
    begin(length) {
      total = length;
      reach(0);
    },
    resume(before, length) {
      total = length;
      reach(before);
    },
    reach,
    pause() {
      bar?.stop();
      bar = null;
    },
    state: () => ({ done, total }),
  };
}
