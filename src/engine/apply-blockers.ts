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

/** News of a permission may be lost: after so long it is worth a try. */
const TRY_AGAIN_MS = 24 * 60 * 60_000;

/** GitHub would refuse everything: it is not asked until we hear that this is over. */
export async function noteSuspension({ db, now }: Context, installationId: number): Promise<void> {
  await saveBlocker(db, { scope: `installation/${installationId}`, kind: "suspended", at: now, until: null });
}

/** Whatever was in the installation's way: what is still missing is known without asking, and all that waited is looked at. */
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
  await releaseInstallation(db, installationId, { kinds: [...OF_INSTALLATION, "refused"], at: now });
  if (before.length > 0) await enqueueDashboards(db, installationId, now);
}

/** Archived or not, issues on or off: it is found out anew by whoever waited for it. */
export async function noteRepositoryChange({ db, now }: Context, repositoryId: number): Promise<void> {
  await clearBlockers(db, `repository/${repositoryId}`, OF_REPOSITORY);
  await releaseRepository(db, repositoryId, { kinds: BLOCKERS, at: now });
}
