import { isLogin } from "../core/login.ts";
import { UsageError } from "./usage-error.ts";

/** Parses "acme", "@acme", or the address of an organization copied from a browser. */
export function parseOwner(words: string): string {
  const [, owner = ""] = /^(?:https?:\/\/[^/\s]+\/(?:orgs\/)?|@)?([^/\s]+)(?:\/(?:repositories)?)?$/.exec(words) ?? [];
  if (!isLogin(owner)) {
    throw new UsageError(`invalid owner ${JSON.stringify(words)}: expected the login of an organization or a person`);
  }
  return owner;
}
