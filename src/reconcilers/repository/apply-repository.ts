import { isMisnamedConfig } from "../../core/config/misnamed.ts";
import type { EventOf } from "../../core/delivery/delivery-event.ts";
import { ledgerKey, pullKey, repositoryKey } from "../../core/reconcile-key.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { CONFIG_PATH } from "../../core/repository/repository-files.ts";
import { checkResource } from "../../core/resource-key.ts";
import { notePermissions, noteRepositoryChange, noteSuspension } from "../../engine/apply-blockers.ts";
import type { Arrival } from "../../engine/apply-deliveries.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { saveBranchCommit } from "../../store/branch-config.ts";
import { removeInstallation, saveInstallation, suspendInstallation } from "../../store/installation.ts";
import { retryLedgers } from "../../store/ledger.ts";
import { voidResource } from "../../store/managed-resource.ts";
import { listOpenByBranch, listOpenByHead } from "../../store/pull-request.ts";
import { findRepository, forgetFiles, forgetFilesOfOwner, listRepositoryIds } from "../../store/repository.ts";
import { parkRepositories } from "../../store/repository-identity.ts";
import { applyHead } from "../clock/apply-shipment.ts";
import { enqueueExposedOrganization, enqueueOrganization } from "../dashboard/enqueue-organization.ts";
import { applyRevertingPush } from "../pull-request/revert.ts";
import { applyRepositoryFacts } from "./repository-facts.ts";

/**
 * A re-requested check of open pull requests reads the files again and is written again, even if it is unchanged. Other
 * commits are left to their own reconciler.
 */
export async function applyRerequest(context: Context, { delivery, event }: Arrival<"rerequested">): Promise<void> {
  if (!delivery.repository) return;
  const { id } = delivery.repository;
  const open = await listOpenByHead(context.db, id, event.headSha);
  if (open.length === 0) return;
  await forgetFiles(context.db, id);
  await voidResource(context.db, checkResource(id, event.headSha));
  for (const { pull } of open) await enqueue(context, pullKey(id, pull.number));
}

/** Where GitHub looks for pull-request templates (docs.github.com, creating a pull request template). */
const TEMPLATE_PATH = /^(?:docs\/|\.github\/)?pull_request_template(?:\.(?:md|txt))?(?:$|\/)/i;

/** A configuration under a wrong name is said, so that its coming and going counts too. */
function isOfInterest(path: string): boolean {
  return path === CONFIG_PATH || isMisnamedConfig(path) || TEMPLATE_PATH.test(path);
}

/** A push to the default branch may change templates or configuration; a push to another branch may propose to. */
export async function applyPush(context: Context, { delivery, event }: Arrival<"pushed">): Promise<void> {
  if (!delivery.repository) return;
  const repository = await findRepository(context.db, delivery.repository.id);
  if (!repository) return;
  const branch = event.ref.replace(/^refs\/heads\//, "");
  await applyHead(context, repository, { branch, event });
  if (!repository.files) return;
  const { defaultBranch } = repository.files;
  await applyRevertingPush(context, repository.id, { reverts: event.reverts, branch, mergedBy: event.mergedBy });
  if (branch !== defaultBranch) return notePush(context, repository, { branch, event });
  const touches = event.paths === null || event.paths.some(isOfInterest);
  if (!touches) return;

  await forgetFiles(context.db, repository.id);
  if (repository.name.toLowerCase() === ".github") await forgetInherited(context, repository);
}

/** Files in the owner's `.github` repository apply to its other repositories. */
async function forgetInherited(context: Context, { owner }: Repository): Promise<void> {
  for (const id of await forgetFilesOfOwner(context.db, owner)) await enqueue(context, repositoryKey(id));
}

/**
 * Problems of a configuration are shown on the pull request that proposes it. When the push's file list is truncated,
 * only the dashboard shows them.
 */
async function notePush(
  context: Context,
  { id }: Repository,
  { branch, event }: { readonly branch: string; readonly event: EventOf<"pushed"> },
): Promise<void> {
  if (!event.paths?.includes(CONFIG_PATH) || /^0+$/.test(event.after)) return;
  await saveBranchCommit(context.db, { repositoryId: id, ref: branch, commit: event.after, at: context.now });
  for (const number of await listOpenByBranch(context.db, id, branch)) await enqueue(context, pullKey(id, number));
}

/** Renames and transfers were applied with the repository's facts; changes such as archiving are read again. */
export async function applyRepository(context: Context, { delivery, event }: Arrival<"repository">): Promise<void> {
  if (!delivery.repository) return;
  const { installationId: id } = delivery;
  if (event.action === "deleted") {
    await parkRepositories(context.db, id, { ids: [delivery.repository.id], at: context.now });
    return enqueueExposedOrganization(context, id);
  }
  await forgetFiles(context.db, delivery.repository.id);
  await noteRepositoryChange(context, delivery.repository.id);
  // A repository that became private or changed owners is removed at once from the page that shows it.
  await (EXPOSES_NOTHING.includes(event.action) ? enqueueOrganization : enqueueExposedOrganization)(context, id);
}

const EXPOSES_NOTHING: readonly string[] = ["created", "edited", "archived"];

/** The app was installed, removed, or given other repositories. */
export async function applyInstallation(context: Context, { delivery, event }: Arrival<"installation">): Promise<void> {
  const { db, now } = context;
  const id = delivery.installationId;
  const installation = { id, accountId: event.account.id, accountLogin: event.account.login };
  switch (event.action) {
    case "deleted":
      await removeInstallation(db, installation, now);
      return parkRepositories(db, id, { ids: await listRepositoryIds(db, id), at: now });
    case "new_permissions_accepted":
      for (const repositoryId of await retryLedgers(db, id)) await enqueue(context, ledgerKey(repositoryId));
      break;
    case "suspend":
      await suspendInstallation(db, id, now);
      return noteSuspension(context, id);
    case "unsuspend":
      await suspendInstallation(db, id, null);
      await notePermissions(context, id, event.permissions);
      return enqueueExposedOrganization(context, id);
  }
  await saveInstallation(db, installation);
  await notePermissions(context, id, event.permissions);
  for (const facts of event.added) {
    await applyRepositoryFacts(context, { facts, installationId: id, isAdded: true });
    await enqueue(context, repositoryKey(facts.id));
  }
  await parkRepositories(db, id, { ids: event.removed.map((repository) => repository.id), at: now });
  await (event.removed.length > 0 ? enqueueExposedOrganization : enqueueOrganization)(context, id);
}
