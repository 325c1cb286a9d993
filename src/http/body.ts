import type { IncomingMessage } from "node:http";

/** GitHub's own limit for payloads: https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap */
export const MAX_BODY_BYTES = 25 * 1024 * 1024;

/**
 * How long the rest of a refused body is discarded, so that its sender gets the answer instead of a connection reset.
 */
const LINGER_MS = 1_000;

export type BodyRead =
  | { readonly kind: "read"; readonly body: string }
  | { readonly kind: "too-large" }
  /** Other bodies have taken up the memory there is for all. */
  | { readonly kind: "no-room" }
  /** The client hung up or was too slow. */
  | { readonly kind: "aborted" };

/** The memory that the bodies of all requests may take up together. */
export interface BodyBudget {
  /** Takes this much more; false when there is not so much left. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Creates a budget. */
export function createBodyBudget(mostBytes: number): BodyBudget {
  let left = mostBytes;
  return {
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
    give(bytes) {
      left += bytes;
    },
  };
}

export interface BodyLimits {
  readonly mostBytes?: number;
  /** What is taken from it is given back when the answer is sent, or its receiver is gone. */
  readonly budget?: BodyBudget;
  /** Called once, when the answer to the request is over. */
  readonly onOver?: (over: () => void) => void;
}

const UNLIMITED: BodyBudget = { take: () => true, give: () => {} };
/** So much of each body costs nothing: while large ones wait, ordinary deliveries go on. */
const FREE_BYTES = 64 * 1024;

/**
 * Reads a body of at most 25 MB or what is given, and keeps nothing of a larger one. Decoding valid UTF-8 loses nothing, so a
 * signature over the text equals one over the bytes; other bytes come out changed, and no signature matches them.
 */
export function readBody(
  request: IncomingMessage,
  { mostBytes = MAX_BODY_BYTES, budget = UNLIMITED, onOver = () => {} }: BodyLimits = {},
): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let taken = 0;
    onOver(() => {
      budget.give(taken);
      taken = 0;
    });
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) return refuse("too-large");
      const more = Math.max(0, size - FREE_BYTES) - taken;
      if (!budget.take(more)) return refuse("no-room");
      taken += more;
      chunks.push(chunk);
    });
    request.on("end", () => resolve({ kind: "read", body: Buffer.concat(chunks).toString("utf8") }));
    request.on("close", () => resolve({ kind: "aborted" }));
    request.on("error", () => resolve({ kind: "aborted" }));
    if (Number(request.headers["content-length"] ?? 0) > mostBytes) refuse("too-large");

    function refuse(kind: "too-large" | "no-room"): void {
      chunks.length = 0;
      discardBody(request);
      resolve({ kind });
    }
  });
}

/** Reads on for a moment without keeping anything, and then hangs up. */
export function discardBody(request: IncomingMessage): void {
  request.removeAllListeners("data").resume();
  setTimeout(() => request.complete || request.socket.destroy(), LINGER_MS).unref();
}
