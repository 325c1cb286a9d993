import { createHash, randomBytes } from "node:crypto";

/** A fingerprint of content: enough to see whether what stands on GitHub is what should. */
export function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}

/** A new random key for something we are about to write: nobody can guess it. */
export function newKey(): string {
  return randomBytes(12).toString("hex");
}
