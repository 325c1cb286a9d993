import { ignoreRefusal } from "../../core/external-error.ts";
import type { ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import { DONE, type Result } from "../../engine/result.ts";
import { listOpenByHead } from "../../store/pull-request.ts";
import { findRepository } from "../../store/repository.ts";
import { readRepositoryContext } from "../repository/repository-context.ts";

/**
 * Answers a re-run. GitHub queues the check suite and leaves the run to the app, so that the suite stays queued until the
 * run is sent. Open pull requests send it themselves, evaluated afresh; on every other commit, merged, closed or of a merge
 * queue, the run that stands is sent again.
 */
export async function reconcileRerun(context: Context, { id, rest: headSha }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, id);
  if (!repository) return DONE;
  const open = await listOpenByHead(context.db, id, headSha);
  const repo = open.length > 0 ? await readRepositoryContext(context, repository) : undefined;
  if (repo?.settings.isActive && repo.settings.config.enforcement !== "off") return DONE;
  const address = toAddress(repository);
  const [standing] = await context.github.listCheckRuns(address, headSha);
  if (standing) await context.github.repeatCheckRun(address, standing).catch(ignoreRefusal);
  return DONE;
}
