import { ignoreGone } from "../../core/external-error.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { findNextDayStart } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { removeResource } from "../../engine/managed-resource.ts";
import { type DashboardView, renderDashboard } from "../../render/dashboard/dashboard.ts";
import { renderOrganizationTitle, renderRetired } from "../../render/dashboard/organization.ts";
import { findDashboard } from "../../store/dashboard.ts";
import { findResource, type ManagedResource, recallResource } from "../../store/managed-resource.ts";
import { deletePage, mindChanges, saveSeenAt } from "../../store/organization.ts";
import { findRepository } from "../../store/repository.ts";
import { findIssue } from "../outcome/follow-up.ts";
import { findScene, type Scene } from "../repository/repository-context.ts";
import { ensureDashboard, findPacedUntil, settleTwins } from "./dashboard-issue.ts";
import { findShowable, type Showable, viewOrganization } from "./organization-view.ts";
import { takeDashboardGestures } from "./user-actions.ts";

/** So soon GitHub is asked again what it could not tell, and what it did not show us. */
const UNANSWERED_MS = 60_000;
const INCOMPLETE_MS = 60 * 60_000;

/** What a page says that is given up, or that was made twice: nobody keeps it from showing too much one day. */
const RETIRED = { body: renderRetired() };

/**
 * Looks at the page over all repositories of an owner: one issue in the owner's `.github` repository, a dashboard like the
 * others. It shows nothing of a repository that fewer people may see than the page; who may see what is asked right before
 * it is written, and where that may have changed it is written at once, whatever its pace.
 */
export async function reconcileOrganization(context: Context, id: number): Promise<void> {
  const object = `organization/${id}` as const;
  await takeDashboardGestures(context, object);
  const repository = await findRepository(context.db, id);
  const scene = repository && (await findScene(context, repository));
  if (!scene) return;
  const resource = await settleTwins(context, scene, await findResource(context.db, object), RETIRED);
  if (!isItsPlace(scene)) return retire(context, scene, resource);

  const record = await findDashboard(context.db, object);
  const isUrgent = record.changes > record.mindedChanges;
  const pacedUntil = isUrgent ? null : findPacedUntil(resource, record, context.now);
  if (pacedUntil) return enqueue(context, object, pacedUntil);
  // A person closed it: it is left alone, unless it may show too much.
  if (resource?.isDismissed && !isUrgent) return;

  await saveSeenAt(context.db, { object, repositoryId: id }, context.now);
  const showable = await findShowable(context, scene, { isUrgent });
  const view = await viewOrganization(context, scene, { record, showable });
  const title = renderOrganizationTitle(scene.settings.config.dashboard.title, scene.repository.owner);
  const requeueAt = resource?.isDismissed
    ? await rewriteClosed(context, scene, { resource, view })
    : await ensureDashboard(context, scene, { object, title, resource, record, view, twinWords: RETIRED });
  if (requeueAt === null) await mindChanges(context.db, object, record.changes);
  await enqueue(context, object, requeueAt ?? findNextTime(context.now, view.zone, showable));
}

/** Ages and what comes up move on with the date; what GitHub did not tell is asked again sooner. */
function findNextTime(now: Date, zone: string, { isUnanswered, isIncomplete }: Showable): Date {
  if (isUnanswered) return new Date(now.getTime() + UNANSWERED_MS);
  return isIncomplete ? new Date(now.getTime() + INCOMPLETE_MS) : findNextDayStart(now, zone);
}

/** Wanted, and in the one repository that speaks for its owner. */
function isItsPlace({ repository, settings }: Scene): boolean {
  return repository.name.toLowerCase() === ".github" && settings.config.organization.dashboard;
}

/** Closed it stays; what it says is only what may be said. */
async function rewriteClosed(
  { github }: Context,
  { repository }: Scene,
  { resource, view }: { readonly resource: ManagedResource; readonly view: DashboardView },
): Promise<null> {
  if (resource.githubId === null) return null;
  const body = renderDashboard(view, resource.key);
  await github.updateIssue(toAddress(repository), resource.githubId, { body }).catch(ignoreGone);
  return null;
}

/** It is not wanted any more, or not here: what it showed is taken away, before anybody sees it who should not. */
async function retire(context: Context, scene: Scene, resource: ManagedResource | undefined): Promise<void> {
  if (!resource) return;
  const { db, github } = context;
  const object = `organization/${scene.repository.id}` as const;
  if (resource.isDismissed) await recallResource(db, object);
  const label = scene.settings.config.dashboard.labels[0] ?? "";
  const find = (key: string) => findIssue(context, scene, { key, label, words: RETIRED });
  const ended = await removeResource(context, { object, find }, async (number) => {
    const end = { ...RETIRED, state: "closed", stateReason: "not_planned" } as const;
    await github.updateIssue(toAddress(scene.repository), number, end);
  });
  if (ended.kind === "unknown") return enqueue(context, object, ended.requeueAt);
  await deletePage(db, object);
}
