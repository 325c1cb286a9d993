import type { Progress, Terminal } from "./terminal.ts";

/** Shows how far a reading of unknown length has come, and makes room for a line in between. */
export interface Meter {
  /** The length is known now; null where it never will be: then nothing is shown. */
  readonly begin: (total: number | null) => void;
  /** Goes on from an earlier run. */
  readonly resume: (done: number, total: number | null) => void;
  readonly reach: (done: number) => void;
  /** Clears the line for words; the next `reach` shows it again. */
  readonly pause: () => void;
  readonly state: () => { readonly done: number; readonly total: number | null };
}

/** A meter on a terminal's progress bar. */
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
