import crypto, { createHash } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** Randomness that is the same in every recording. */
export interface Randomness {
  begin(seed: number): void;
  /** What was given out since then, as it is written into texts. */
  list(): readonly string[];
}

/** Replaces what this process knows as random bytes and UUIDs: neither version of the app has a place to inject them. */
export function tameRandomness(): Randomness {
  let begun = 0;
  let given: string[] = [];

  function next(size: number): Buffer {
    const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, block) =>
      createHash("sha256").update(`${begun} ${given.length} ${block}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, size);
  }

  function give(value: string): string {
    given.push(value);
    return value;
  }

  function randomBytes(size: number): Buffer {
    const bytes = next(size);
    give(bytes.toString("hex"));
    return bytes;
  }

  function randomUUID(): string {
    return give(
      next(16)
        .toString("hex")
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    );
  }

  Object.assign(crypto, { randomBytes, randomUUID });
  syncBuiltinESMExports();
  return {
    begin: (seed) => {
      begun = seed;
      given = [];
    },
    list: () => given,
  };
}
