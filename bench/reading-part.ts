import { createHash } from "node:crypto";

/**
 * The parts of a corpus. `first` is what the vocabulary was fitted to; of the second corpus `a` may be read while one
 * works on the reader, and `b` is only counted.
 */
export const PARTS = ["first", "a", "b"] as const;
export type Part = (typeof PARTS)[number];

/**
 * The part of a labelled text. Ids of the second corpus begin with "b"; its owners are split by the first byte of the
 * SHA-256 of their name in lower case, even or odd, so that templates of one family are on one side.
 */
export function partOf({ id, repo }: { readonly id: string; readonly repo: string }): Part {
  if (!id.startsWith("b")) return "first";
  const [owner = ""] = repo.toLowerCase().split("/");
  const [byte = 0] = createHash("sha256").update(owner).digest();
  return byte % 2 === 0 ? "a" : "b";
}
