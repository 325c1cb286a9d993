import type { Person } from "../../core/person.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import { findPermission, savePermission } from "../../store/permission.ts";

/** How long GitHub's answer is used. */
const REMEMBERED_MS = 10 * 60_000;

/** Roles that may triage, by GitHub's names; "write" and higher include triage. */
const TRIAGERS: readonly string[] = ["triage", "write", "maintain", "admin"];

/** Whether a person may triage in the repository. One read, remembered for ten minutes. */
export async function mayTriage(context: Context, repository: Repository, person: Person): Promise<boolean> {
  const { db, now } = context;
  const where = { repositoryId: repository.id, personId: person.id };
  const known = await findPermission(db, { ...where, since: new Date(now.getTime() - REMEMBERED_MS) });
  // @removal permission-remembered
  if (known !== undefined) return TRIAGERS.includes(known);

  const permission = await context.github.readPermission(toAddress(repository), person.login);
  await savePermission(db, { ...where, permission, readAt: now });
  return TRIAGERS.includes(permission);
}
