import type { Logger } from "pino";

/** What this process runs on, and how it stops. */
export interface Process {
  readonly log: Logger;
  /** Aborted by the first signal that asks the process to stop. */
  readonly stopping: AbortSignal;
  /** Sets what to do on that signal from now on. */
  stopWith(stop: () => Promise<void>): void;
}

/** SIGTERM and SIGINT: stop once, then exit 0. A second signal does not wait. */
export function listenToSignals(log: Logger): Process {
  const stopping = new AbortController();
  let stop = async () => {};
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort();
      log.info({ signal }, "stopping");
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "could not stop cleanly");
          process.exit(1);
        },
      );
    });
  }
  return {
    log,
    stopping: stopping.signal,
    stopWith: (next) => {
      stop = next;
    },
  };
}
