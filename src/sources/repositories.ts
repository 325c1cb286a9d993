import { compileGlob } from "../core/pull-request/glob.ts";
import type { RepositoryIdentity } from "./source.ts";

/** `owner/name`, or `owner/*` and the like. Patterns are only for names: an owner is written out. */
export const REPOSITORY_ENTRY = /^([\w-]+)\/([\w.*?{},-]+)$/;

/** Is a repository among the entries? A number is an id, which no other repository can take over. */
export function isAmong(entries: readonly (string | number)[], { id, owner, name }: RepositoryIdentity): boolean {
  return entries.some((entry) => {
    if (typeof entry === "number") return entry === id;
    const [, ofOwner = "", names = ""] = REPOSITORY_ENTRY.exec(entry) ?? [];
    return ofOwner.toLowerCase() === owner.toLowerCase() && names !== "" && compileGlob(names)(name);
  });
}
