import { organizationKey } from "../../core/reconcile-key.ts";
import { organizationResource } from "../../core/resource-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { listPages, noteChange } from "../../store/organization.ts";
import { findRepository } from "../../store/repository.ts";
import { resolveKnown } from "../repository/repository-context.ts";

/** Has the page over all repositories of an installation looked at, where there is one or one is wanted. */
export async function enqueueOrganization(context: Context, installationId: number): Promise<void> {
  for (const id of await listWanted(context, installationId)) await enqueue(context, organizationKey(id));
}

/** The same, and in a hurry: what may be shown there may be less than what stands there. */
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
    // What was not read yet is read by a look of its own, which then comes here.
    const isWanted = repository && resolveKnown(repository)?.config.organization.dashboard;
    if (isBegun || isWanted) wanted.push(repositoryId);
  }
  return wanted;
}
