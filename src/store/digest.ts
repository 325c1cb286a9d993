import { createHash, randomBytes } from "node:crypto";

/** A digest of content, to see whether GitHub has what it should. */
export function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}

/** A new random key for a resource about to be written; not guessable. */
export function newKey(): string {
  return randomBytes(12).toString("hex");
}
