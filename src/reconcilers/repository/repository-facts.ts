import { findBackfillTime } from "../../core/delivery/backfill.ts";
import type { RepositoryFacts } from "../../core/delivery/delivery-event.ts";
import { backfillKey, dashboardKey, reportKey, repositoryKey } from "../../core/reconcile-key.ts";
import { findRepositoryChange } from "../../core/repository/repository-change.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { renameUrls } from "../../store/outcome-people.ts";
import { deleteRepository } from "../../store/records.ts";
import {
  beginRepository,
  displaceOthers,
  findIdentity,
  forgetOwner,
  type Identity,
  renameOwner,
  returnRepository,
  saveIdentity,
} from "../../store/repository-identity.ts";
import { saveOutcomeWorkItems } from "../../store/work-item.ts";
import { enqueueExposedOrganization, enqueueOrganization } from "../dashboard/enqueue-organization.ts";

/** Whether what is told about a repository is kept, and whether something about it is different now. */
export type Admission = "refused" | "changed" | "unchanged";

export interface FactsOfRepository {
  readonly facts: RepositoryFacts;
  readonly installationId: number;
  /** The repository was added to the installation, not merely mentioned. */
  readonly isAdded: boolean;
}

/**
 * Applies the facts about a repository: new ones start, names and owners change, parked ones return. False when the
 * repository is not one of ours and nothing about it is to be saved.
 */
export async function applyRepositoryFacts(context: Context, given: FactsOfRepository): Promise<Admission> {
  const { db, now } = context;
  const { facts, installationId } = given;
  const { known, isFromRemoved } = await findIdentity(db, facts.id, installationId);
  const found = findRepositoryChange(known, { ...given, isFromRemoved }, now);
  if (found === "refuse") return "refused";
  if (found === "old") return "unchanged";
  // @removal expired-records-deleted
  if (found === "anew") await deleteRepository(db, facts.id);
  if (!known || found === "anew") await begin(context, { facts, installationId, at: now });
  else await change(context, known, { facts, installationId, at: now });
  if (found === "return") await takeUp(context, { id: facts.id, installationId });
  return "changed";
}

async function begin(context: Context, identity: Identity): Promise<void> {
  await beginRepository(context.db, identity);
  await displaceOthers(context.db, identity.facts, context.now);
}

async function change(
  context: Context,
  known: { readonly installationId: number; readonly owner: string },
  identity: Identity,
): Promise<void> {
  const { db, now } = context;
  const { facts, installationId } = identity;
  await saveIdentity(db, identity);
  await displaceOthers(db, facts, now);
  await renameUrls(db, [facts.id]);
  if (installationId === known.installationId) return applyOwnerRename(context, installationId, facts.owner);
  await forgetOwner(db, facts.id);
  for (const id of [known.installationId, installationId]) await enqueueExposedOrganization(context, id);
  await enqueue(context, repositoryKey(facts.id));
}

/** While the app was away, dates passed and pull requests changed unnoticed. */
async function takeUp(context: Context, { id, installationId }: { id: number; installationId: number }): Promise<void> {
  await returnRepository(context.db, id, context.now);
  await enqueueExposedOrganization(context, installationId);
  await saveOutcomeWorkItems(context.db, id, context.now);
  await enqueue(context, repositoryKey(id));
  await enqueue(context, dashboardKey(id));
  await enqueue(context, reportKey(id));
  await enqueue(context, backfillKey(id), findBackfillTime(id, context.now));
}

/** Renames an owner. Its login is part of every repository's name. */
export async function applyOwnerRename(context: Context, installationId: number, login: string): Promise<void> {
  const renamed = await renameOwner(context.db, installationId, login);
  if (renamed.length === 0) return;
  await renameUrls(context.db, renamed);
  await enqueueOrganization(context, installationId);
}
