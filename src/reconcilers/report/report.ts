import { ignoreGone } from "../../core/external-error.ts";
import { findReportedMonth, findReportTime, type MonthName, moveMonth } from "../../core/report/month.ts";
import type { Report } from "../../core/report/report.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import { renderReport, renderReportTitle } from "../../render/report/report.ts";
import { hasPendingBefore } from "../../store/delivery.ts";
import { newKey } from "../../store/digest.ts";
import { dismissResource, listReports, type ManagedResource, saveIntent } from "../../store/managed-resource.ts";
import { findRepository } from "../../store/repository.ts";
import { listUntakenGestures, takeGesture } from "../../store/user-action.ts";
import { findIssue } from "../outcome/follow-up.ts";
import { findScene, type Scene } from "../repository/repository-context.ts";
import { findReport } from "./month.ts";

/** How long to wait where no issue can be opened now. */
const DORMANT_MS = 24 * 60 * 60_000;
/** How long to wait for what was heard of the month and is not taken in yet. */
const BACKLOG_MS = 60_000;

/**
 * Looks whether a month is to be told: once, on the first of the next one from 9 o'clock on. After an outage only the latest
 * month is told; what is told, or was found to be empty, is not told again.
 */
export async function reconcileReport(context: Context, repositoryId: number): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  if (!scene) return;
  await takeReportGestures(context, repositoryId);
  if (!scene.settings.isActive || !scene.settings.config.report.enabled) return;

  const zone = scene.settings.config["time-zone"];
  const month = findReportedMonth(context.now, zone);
  if (!hasIssues(scene)) {
    return enqueue(context, `report/${repositoryId}`, new Date(context.now.getTime() + DORMANT_MS));
  }
  const requeueAt = await tellMonth(context, scene, month);
  await closeEarlier(context, scene);
  await enqueue(context, `report/${repositoryId}`, requeueAt ?? findReportTime(moveMonth(month, 1), zone));
}

function hasIssues({ repository: { files } }: Scene): boolean {
  return files?.hasIssues === true && !files.isArchived;
}

/** Gives when to look again where nobody knows whether it was written. */
async function tellMonth(context: Context, scene: Scene, month: MonthName): Promise<Date | null> {
  const { repository, settings } = scene;
  const object = `report/${repository.id}/${month}`;
  const told = await listReports(context.db, repository.id);
  // A later one was told where the zone has moved west since: the clock goes back over the first of the month.
  const isTold = ({ object: other, githubId, isDismissed }: ManagedResource) =>
    other > object || (other === object && (githubId !== null || isDismissed));
  if (told.some(isTold)) return null;

  const zone = settings.config["time-zone"];
  if (await hasPendingBefore(context.db, repository.id, findReportTime(month, zone))) {
    return new Date(context.now.getTime() + BACKLOG_MS);
  }
  const report = await findReport(context.db, { repository, month, zone });
  if (report) return write(context, scene, { object, report });
  // What is found out later about an empty month is told with the month in which it is found out.
  await saveIntent(context.db, { object, repositoryId: repository.id, key: newKey(), digest: "", at: context.now });
  await dismissResource(context.db, object, context.now);
  return null;
}

async function write(
  context: Context,
  scene: Scene,
  { object, report }: { readonly object: string; readonly report: Report },
): Promise<Date | null> {
  const { github } = context;
  const { repository, settings } = scene;
  const { labels } = settings.config.report;
  const title = renderReportTitle(report.month.month);
  const ensured = await ensureResource<{ readonly title: string; readonly body: string }>(context, {
    object,
    repositoryId: repository.id,
    render: (key) => ({ title, body: renderReport(report, key) }),
    create: async (content) =>
      (await github.createIssue(toAddress(repository), { ...content, labels, assignees: [] })).number,
    // What is told is not told again.
    update: async () => {},
    find: (key) => findIssue(context, scene, { key, label: labels[0] ?? "" }),
  });
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}

/** Only the newest report is open. Each is closed at most once: what a person does to one afterwards stands. */
async function closeEarlier(context: Context, scene: Scene): Promise<void> {
  const reports = await listReports(context.db, scene.repository.id);
  const newest = reports.find(({ githubId }) => githubId !== null);
  if (!newest) return;
  for (const earlier of reports.filter(({ object, isDismissed }) => object < newest.object && !isDismissed)) {
    await close(context, scene, earlier);
    await dismissResource(context.db, earlier.object, context.now);
  }
}

async function close(context: Context, scene: Scene, { githubId, key }: ManagedResource): Promise<void> {
  // Nobody knew whether it was written when its month was over.
  const label = scene.settings.config.report.labels[0] ?? "";
  const number = githubId ?? (await findIssue(context, scene, { key, label }));
  if (number === undefined) return;
  await context.github
    .updateIssue(toAddress(scene.repository), number, { state: "closed", stateReason: "completed" })
    .catch(ignoreGone);
}

/** Whoever closes, reopens or deletes a report has taken it over: we do not touch it any more, and write no other. */
async function takeReportGestures(context: Context, repositoryId: number): Promise<void> {
  for (const { object, githubId, isDismissed } of await listReports(context.db, repositoryId)) {
    if (githubId === null || isDismissed) continue;
    for (const { guid, gesture } of await listUntakenGestures(context.db, repositoryId, githubId)) {
      await context.db.transaction(async (db) => {
        if (TAKES_OVER.includes(gesture.kind)) await dismissResource(db, object, context.now);
        await takeGesture(db, guid, { response: null, at: context.now });
      });
    }
  }
}

const TAKES_OVER: readonly string[] = ["closed-issue", "reopened-issue", "removed-issue"];
