import { SingleBar } from "cli-progress";
import type { Progress } from "./terminal.ts";

/** Work that is done sooner needs no bar. */
const PATIENCE_MS = 2_000;

interface Screen {
  readonly stream: NodeJS.WriteStream;
  /** Milliseconds of any monotonic clock. */
  readonly clock: () => number;
}

/** Shows a bar once the work takes over two seconds, and only on a terminal: never in a pipe or a log. */
export function startProgress(total: number, { stream, clock }: Screen): Progress {
  const startedAt = clock();
  let done = 0;
  let bar: SingleBar | null = null;
  return {
    advance(by = 1, beside = "") {
      done += by;
      if (!bar && stream.isTTY && clock() - startedAt > PATIENCE_MS) bar = showBar(stream, total);
      bar?.update(done, { beside });
    },
    stop: () => bar?.stop(),
  };
}

function showBar(stream: NodeJS.WriteStream, total: number): SingleBar {
  const bar = new SingleBar({
    stream,
    format: "{bar} {value} of {total}{beside}",
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0, { beside: "" });
  return bar;
}
