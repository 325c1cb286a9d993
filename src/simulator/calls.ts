import { ExternalError, type ExternalErrorKind } from "../core/external-error.ts";
import type { GitHub } from "../github/github.ts";

export type Method = keyof GitHub;

/** One request of the app. */
export interface Call {
  readonly method: Method;
  readonly kind: "read" | "write";
  /** ISO 8601. */
  readonly at: string;
  /** `owner/name` as the app addressed it. */
  readonly repository: string;
  /** Its subject, such as "#3". */
  readonly about: string;
  /** GitHub's answer. */
  readonly outcome: "done" | ExternalErrorKind;
}

/** A failure of the next call of a method. */
export interface Fault {
  readonly method: Method;
  /**
   * - `refuse`: GitHub refuses, and nothing is done
   * - `fail`: the caller cannot know whether it was done; it was not
   * - `apply-then-fail`: the caller cannot know whether it was done; it was
   */
  readonly mode: "refuse" | "fail" | "apply-then-fail";
  /** What `refuse` throws; "forbidden" by default. */
  readonly kind?: ExternalErrorKind;
  /** For `limited`. */
  readonly retryAt?: Date;
  /** The number of calls that fail; 1 by default. */
  readonly times?: number;
}

export interface Faults {
  /** The next call of that method fails. */
  next(fault: Fault): void;
  clear(): void;
}

/** Counts calls by what they cost GitHub. */
export function countCalls(calls: readonly Call[]): { reads: number; writes: number } {
  const reads = calls.filter(({ kind }) => kind === "read").length;
  return { reads, writes: calls.length - reads };
}

/** Wraps one request: logs it, and makes it fail when a fault says so. */
export type Request = <Result>(
  call: Pick<Call, "method" | "kind" | "repository" | "about">,
  run: () => Result,
) => Promise<Result>;

/** The log of calls and the pending faults. */
export function createCallLog(now: () => Date): { calls: Call[]; faults: Faults; request: Request } {
  const calls: Call[] = [];
  let pending: { readonly fault: Fault; left: number }[] = [];

  function takeFault(method: Method): Fault | undefined {
    const found = pending.find(({ fault }) => fault.method === method);
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) pending = pending.filter((one) => one !== found);
    return found.fault;
  }

  return {
    calls,
    faults: {
      next: (fault) => {
        pending.push({ fault, left: fault.times ?? 1 });
      },
      clear: () => {
        pending = [];
      },
    },
    async request(call, run) {
      const index = calls.length;
      const at = now().toISOString();
      calls.push({ ...call, at, outcome: "done" });
      try {
        return runWithFault(takeFault(call.method), run);
      } catch (error) {
        if (error instanceof ExternalError) calls[index] = { ...call, at, outcome: error.kind };
        throw error;
      }
    },
  };
}

function runWithFault<Result>(fault: Fault | undefined, run: () => Result): Result {
  if (!fault) return run();
  const retryAt = fault.retryAt ?? null;
  if (fault.mode === "refuse") throw new ExternalError(fault.kind ?? "forbidden", "refused by a fault", { retryAt });
  if (fault.mode === "apply-then-fail") run();
  throw new ExternalError("unanswered", "the connection broke by a fault");
}
