import { organizationKey } from "../../core/reconcile-key.ts";
import { organizationResource } from "../../core/resource-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { listPages, noteChange } from "../../store/organization.ts";
import { findRepository } from "../../store/repository.ts";
import { resolveKnown } from "../repository/repository-context.ts";

/** Enqueues the page over all repositories of an installation, if it exists or is wanted. */
export async function enqueueOrganization(context: Context, installationId: number): Promise<void> {
  for (const id of await listWanted(context, installationId)) await enqueue(context, organizationKey(id));
}

/** The same with urgency: the page may now show too much. */
export async function enqueueExposedOrganization(context: Context, installationId: number): Promise<void> {
  for (const id of await listWanted(context, installationId)) {
    await noteChange(context.db, { key: organizationResource(id), repositoryId: id });
    await enqueue(context, organizationKey(id));
  }
}

async function listWanted({ db }: Context, installationId: number): Promise<readonly number[]> {
  const wanted: number[] = [];
  for (const { repositoryId, isBegun } of await listPages(db, installationId)) {
    const repository = isBegun ? undefined : await findRepository(db, repositoryId);
    // A repository that was not read yet is read by its own reconcile, which then enqueues the page.
    const isWanted = repository && resolveKnown(repository)?.config.organization.dashboard;
    if (isBegun || isWanted) wanted.push(repositoryId);
  }
  return wanted;
}
