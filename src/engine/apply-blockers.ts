import { BLOCKERS, type Blocker, listMissingPermissions, PERMISSIONS } from "../core/blocker.ts";
import {
  clearBlockers,
  enqueueDashboards,
  releaseInstallation,
  releaseRepository,
  saveBlocker,
} from "../store/blocker.ts";
import type { Context } from "./context.ts";

const OF_INSTALLATION: readonly Blocker[] = ["suspended", ...PERMISSIONS];
const OF_REPOSITORY: readonly Blocker[] = ["archived", "issues-off"];

/** The delivery about a permission may get lost. After this time the call is tried again. */
const TRY_AGAIN_MS = 24 * 60 * 60_000;

/** GitHub refuses every call of a suspended installation: no calls until a delivery says the suspension is over. */
export async function noteSuspension({ db, now }: Context, installationId: number): Promise<void> {
  await saveBlocker(db, { scope: `installation/${installationId}`, kind: "suspended", at: now, until: null });
}

/**
 * Clears the installation's blockers, saves the permissions GitHub says are still missing, and makes blocked work due.
 */
export async function notePermissions(
  { db, now }: Context,
  installationId: number,
  granted: Readonly<Record<string, string>> | null,
): Promise<void> {
  const scope = `installation/${installationId}`;
  const before = await clearBlockers(db, scope, OF_INSTALLATION);
  for (const kind of granted ? listMissingPermissions(granted) : []) {
    await saveBlocker(db, { scope, kind, at: now, until: new Date(now.getTime() + TRY_AGAIN_MS) });
  }
  await releaseInstallation(db, installationId, { kinds: [...OF_INSTALLATION, "permission", "refused"], at: now });
  if (before.length > 0) await enqueueDashboards(db, installationId, now);
}

/** Archived or issues switched off: both may have changed, so blocked work runs again and finds out. */
export async function noteRepositoryChange({ db, now }: Context, repositoryId: number): Promise<void> {
  await clearBlockers(db, `repository/${repositoryId}`, OF_REPOSITORY);
  await releaseRepository(db, repositoryId, { kinds: [...BLOCKERS, "permission"], at: now });
}
