import { ignoreGone } from "../../core/external-error.ts";
import type { ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { organizationResource } from "../../core/resource-key.ts";
import { findNextDayStart } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { removeResource } from "../../engine/managed-resource.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { type DashboardView, renderDashboard } from "../../render/dashboard/dashboard.ts";
import { renderOrganizationTitle, renderRetired } from "../../render/dashboard/organization.ts";
import { findDashboard } from "../../store/dashboard.ts";
import { type ManagedResource, recallResource } from "../../store/managed-resource.ts";
import { deletePage, saveSeenAt, saveShownChanges } from "../../store/organization.ts";
import { findRepository } from "../../store/repository.ts";
import { adoptIssue } from "../outcome/follow-up.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { ensureDashboard, findPacedUntil, settleDuplicates } from "./dashboard-issue.ts";
import { findShowable, type Showable, viewOrganization } from "./organization-view.ts";
import { takeDashboardActions } from "./user-actions.ts";

/** How soon to ask GitHub again: after no answer, and after an answer that lacked repositories. */
const UNANSWERED_MS = 60_000;
const INCOMPLETE_MS = 60 * 60_000;

/**
 * The content of a page that was given up or is a duplicate: it is not updated any more, so it must not keep records
 * that may become private.
 */
const RETIRED = { body: renderRetired() };

/**
 * Reconciles the page over all repositories of an owner: one issue in the owner's `.github` repository, otherwise a
 * dashboard like the others. It shows nothing of a repository that fewer people may see than the page. Visibilities are
 * read right before each write, and when they may have changed the page is written at once, regardless of its minimum
 * interval (decision 11).
 */
export async function reconcileOrganization(context: Context, { id }: ReconcileKeyParts): Promise<Result> {
  const key = organizationResource(id);
  const known = await takeDashboardActions(context, key);
  const repository = await findRepository(context.db, id);
  const repo = repository && (await readRepositoryContext(context, repository));
  if (!repo) return DONE;
  const resource = await settleDuplicates(context, repo, known, RETIRED);
  if (!isItsPlace(repo)) return retire(context, repo, resource);

  const record = await findDashboard(context.db, key);
  const isUrgent = record.changes > record.shownChanges;
  const pacedUntil = isUrgent ? null : findPacedUntil(resource, record, context.now);
  if (pacedUntil) return requeueAtFirst(pacedUntil);
  // A person closed it: it is left alone, unless it may show too much.
  if (resource?.dismissedAt && !isUrgent) return DONE;

  await saveSeenAt(context.db, { key, repositoryId: id }, context.now);
  const showable = await findShowable(context, repo, { isUrgent });
  const view = await viewOrganization(context, repo, { record, showable });
  const title = renderOrganizationTitle(repo.settings.config.dashboard.title, repo.repository.owner);
  const requeueAt = resource?.dismissedAt
    ? await rewriteClosed(context, repo, { resource, view })
    : await ensureDashboard(context, repo, { key, title, resource, record, view, duplicateText: RETIRED });
  if (requeueAt === null) await saveShownChanges(context.db, key, record.changes);
  return requeueAtFirst(requeueAt ?? findNextTime(context.now, view.zone, showable));
}

/** Ages and coming questions change with the date; missing answers are asked for again sooner. */
function findNextTime(now: Date, zone: string, { isUnanswered, isIncomplete }: Showable): Date {
  if (isUnanswered) return new Date(now.getTime() + UNANSWERED_MS);
  return isIncomplete ? new Date(now.getTime() + INCOMPLETE_MS) : findNextDayStart(now, zone);
}

/** Whether the page is wanted, and this is the repository that speaks for its owner. */
function isItsPlace({ repository, settings }: RepositoryContext): boolean {
  return repository.name.toLowerCase() === ".github" && settings.config.organization.dashboard;
}

/** The issue stays closed; its content is reduced to what may be shown. */
async function rewriteClosed(
  { github }: Context,
  { repository }: RepositoryContext,
  { resource, view }: { readonly resource: ManagedResource; readonly view: DashboardView },
): Promise<null> {
  if (resource.githubId === null) return null;
  const body = renderDashboard(view, resource.idempotencyKey);
  await github.updateIssue(toAddress(repository), resource.githubId, { body }).catch(ignoreGone);
  return null;
}

/** The page is not wanted any more, or not here: its content is removed before the wrong people can see it. */
async function retire(
  context: Context,
  repo: RepositoryContext,
  resource: ManagedResource | undefined,
): Promise<Result> {
  if (!resource) return DONE;
  const { db, github } = context;
  const key = organizationResource(repo.repository.id);
  if (resource.dismissedAt) await recallResource(db, key);
  const label = repo.settings.config.dashboard.labels[0] ?? "";
  const adopt = (idempotencyKey: string) => adoptIssue(context, repo, { key: idempotencyKey, label, words: RETIRED });
  const ended = await removeResource(context, { key, adopt }, async (number) => {
    const end = { ...RETIRED, state: "closed", stateReason: "not_planned" } as const;
    await github.updateIssue(toAddress(repo.repository), number, end);
  });
  if (ended.kind === "unknown") return requeueAtFirst(ended.requeueAt);
  await deletePage(db, key);
  return DONE;
}
