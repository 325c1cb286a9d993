import { ignoreRefusal } from "../../core/external-error.ts";
import { ledgerKey } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { toReportMonth } from "../../core/resource-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findLedger, requestLedger } from "../../store/ledger.ts";
import { listReports, type ManagedResource } from "../../store/managed-resource.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { findReport } from "./month.ts";
import { prepareMonth } from "./report.ts";

/** Did more people get to see the repository since everything was last written? */
export function hasBecomePublic({ repository: { files, lastVisibility } }: RepositoryContext): boolean {
  return files?.visibility === "public" && lastVisibility !== null && lastVisibility !== "public";
}

/**
 * Takes private numbers out of what is written once and not again: monthly issues, and an open proposal of the ledger. What was
 * merged before, and the history of edits, keep them.
 */
export async function hideNumbers(context: Context, repo: RepositoryContext): Promise<void> {
  const { id } = repo.repository;
  for (const report of await listReports(context.db, id)) await rewrite(context, repo, report);
  if ((await findLedger(context.db, id)).pullNumber === null) return;
  await requestLedger(context.db, id, context.now);
  await enqueue(context, ledgerKey(id));
}

/** A report without numbers stays as it was written. */
async function rewrite(context: Context, repo: RepositoryContext, resource: ManagedResource): Promise<void> {
  const { key, githubId, idempotencyKey } = resource;
  if (githubId === null) return;
  const zone = repo.settings.config["time-zone"];
  const report = await findReport(context.db, { repository: repo.repository, month: toReportMonth(key), zone });
  if (!report?.ended.some(({ hasNumbers }) => hasNumbers)) return;
  const render = await prepareMonth(context, repo, report);
  // It may be deleted or transferred by now.
  await context.github.updateIssue(toAddress(repo.repository), githubId, render(idempotencyKey)).catch(ignoreRefusal);
}
