import { UsageError } from "./usage-error.ts";

/** Parses "acme/shop", an address copied from a browser, or a Git remote. */
export function parseRepository(words: string): { readonly owner: string; readonly name: string } {
  const [, owner, name] =
    /^(?:(?:https?:\/\/[^/\s]+\/|git@[^:/\s]+:))?([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:\/.*)?$/.exec(words) ?? [];
  if (!owner || !name) throw new UsageError(`invalid repository ${JSON.stringify(words)}: expected owner/repo`);
  return { owner, name };
}
