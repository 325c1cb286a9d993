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
  /** The client hung up or was too slow. */
  | { readonly kind: "aborted" };

/**
 * Reads a body of at most 25 MB or what is given, and keeps nothing of a larger one. Decoding valid UTF-8 loses nothing, so a signature
 * over the text equals one over the bytes; other bytes come out changed, and no signature matches them.
 */
export function readBody(request: IncomingMessage, mostBytes = MAX_BODY_BYTES): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      else refuse();
    });
    request.on("end", () => resolve({ kind: "read", body: Buffer.concat(chunks).toString("utf8") }));
    request.on("close", () => resolve({ kind: "aborted" }));
    request.on("error", () => resolve({ kind: "aborted" }));
    if (Number(request.headers["content-length"] ?? 0) > mostBytes) refuse();

    function refuse(): void {
      chunks.length = 0;
      request.removeAllListeners("data").resume();
      setTimeout(() => request.complete || request.socket.destroy(), LINGER_MS).unref();
      resolve({ kind: "too-large" });
    }
  });
}
