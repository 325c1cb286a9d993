import type { Permission } from "../github/github.ts";
import { type Account, type Repository, toFullName } from "./world.ts";

const RANK = ["none", "read", "triage", "write", "maintain", "admin"] as const satisfies readonly Permission[];

/** What an account may do: its role, and everybody may read what is public. */
export function findPermission(repository: Repository, account: Account): Permission {
  if (account === repository.owner) return "admin";
  return repository.collaborators.get(account.id) ?? (repository.visibility === "public" ? "read" : "none");
}

/** May the account do what takes at least that role? */
export function may(repository: Repository, account: Account, least: Permission): boolean {
  return RANK.indexOf(findPermission(repository, account)) >= RANK.indexOf(least);
}

/** Throws when GitHub would not offer this to the account. */
export function demand(repository: Repository, account: Account, least: Permission, what: string): void {
  if (may(repository, account, least)) return;
  const role = findPermission(repository, account);
  throw new Error(`${account.login} may not ${what} in ${toFullName(repository)}: it takes ${least}, not ${role}`);
}
