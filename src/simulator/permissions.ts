import type { Permission } from "../github/github.ts";
import { type Account, type Repository, toFullName } from "./world.ts";

const RANK = ["none", "read", "triage", "write", "maintain", "admin"] as const satisfies readonly Permission[];

/** The account's role; without a role, read access to public repositories. */
export function findPermission(repository: Repository, account: Account): Permission {
  if (account === repository.owner) return "admin";
  return repository.collaborators.get(account.id) ?? (repository.visibility === "public" ? "read" : "none");
}

/** Does the account have at least that role? */
export function may(repository: Repository, account: Account, least: Permission): boolean {
  return RANK.indexOf(findPermission(repository, account)) >= RANK.indexOf(least);
}

/** Throws when GitHub would not let the account do this. */
export function demand(repository: Repository, account: Account, least: Permission, what: string): void {
  if (may(repository, account, least)) return;
  const role = findPermission(repository, account);
  throw new Error(`${account.login} may not ${what} in ${toFullName(repository)}: it takes ${least}, not ${role}`);
}
