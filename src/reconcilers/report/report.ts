import { ignoreRefusal } from "../../core/external-error.ts";
import type { ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { findReportedMonth, findReportTime, type MonthName, moveMonth } from "../../core/report/month.ts";
import type { Report } from "../../core/report/report.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { dashboardResource, type ResourceKey, reportResource } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { findOwnPlace } from "../../render/outcome/outcome-link.ts";
import { renderReport, renderReportTitle } from "../../render/report/report.ts";
import { hasPendingBefore } from "../../store/delivery.ts";
import { newKey } from "../../store/digest.ts";
import {
  dismissResource,
  listReports,
  listResources,
  type ManagedResource,
  saveIntent,
} from "../../store/managed-resource.ts";
import { findRepository } from "../../store/repository.ts";
import { completeUserAction, listPendingUserActions } from "../../store/user-action.ts";
import { announce } from "../announce.ts";
import { isOpeningOfBot, undoBotClosing } from "../bot-closing.ts";
import { findShownDashboard } from "../dashboard/shown-dashboard.ts";
import { listShownNumbers } from "../metric/view-metrics.ts";
import { adoptIssue } from "../outcome/follow-up.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { findReport } from "./month.ts";

/** How long to wait when no issue can be opened now. */
const DORMANT_MS = 24 * 60 * 60_000;
/** How long to wait for deliveries from the month that are not applied yet. */
const BACKLOG_MS = 60_000;

/**
 * Reports a month, once, from 9 o'clock on the first of the next one. After an outage only the latest month is
 * reported; a month that was reported, or found to be empty, is not reported again.
 */
export async function reconcileReport(context: Context, { id: repositoryId }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, repositoryId);
  const repo = repository && (await readRepositoryContext(context, repository));
  if (!repo) return DONE;
  await takeReportActions(context, repositoryId);
  if (!repo.settings.isActive || !repo.settings.config.report.enabled) return DONE;

  const zone = repo.settings.config["time-zone"];
  const month = findReportedMonth(context.now, zone);
  if (!hasIssues(repo)) return requeueAtFirst(new Date(context.now.getTime() + DORMANT_MS));
  const unsettledUntil = await reportMonth(context, repo, month);
  await closeEarlier(context, repo);
  return requeueAtFirst(unsettledUntil ?? findReportTime(moveMonth(month, 1), zone));
}

function hasIssues({ repository: { files } }: RepositoryContext): boolean {
  return files?.hasIssues === true && !files.isArchived;
}

/** Returns when to reconcile again if it is unknown whether the report was written. */
async function reportMonth(context: Context, repo: RepositoryContext, month: MonthName): Promise<Date | null> {
  const { repository, settings } = repo;
  const key = reportResource(repository.id, month);
  const told = await listReports(context.db, repository.id);
  // A later one was told where the zone has moved west since: the clock goes back over the first of the month.
  const isTold = ({ key: other, githubId, dismissedAt }: ManagedResource) =>
    other > key || (other === key && (githubId !== null || dismissedAt !== null));
  if (told.some(isTold)) return null;

  const zone = settings.config["time-zone"];
  if (await hasPendingBefore(context.db, repository.id, findReportTime(month, zone))) {
    return new Date(context.now.getTime() + BACKLOG_MS);
  }
  const report = await findReport(context.db, { repository, month, zone });
  if (report) return write(context, repo, { key, report });
  // What becomes known later about an empty month is reported with the month in which it becomes known.
  await saveIntent(context.db, {
    key,
    repositoryId: repository.id,
    idempotencyKey: newKey(),
    digest: "",
    at: context.now,
  });
  await dismissResource(context.db, key, context.now);
  return null;
}

interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** Collects what a report shows beside its month. Returns what renders it under a key. */
export async function prepareMonth(
  context: Context,
  repo: RepositoryContext,
  report: Report,
): Promise<(key: string) => IssueText> {
  const { repository, settings } = repo;
  const place = findOwnPlace(repo.site, repository);
  const [page] = await listResources(context.db, [dashboardResource(repository.id)]);
  const number = findShownDashboard(page, settings.config);
  const dashboard = number === null ? null : `${place(repository.id).base}/issues/${number}`;
  const numbers = await listShownNumbers(
    context,
    repo,
    report.ended.filter(({ hasNumbers }) => hasNumbers),
  );
  return (key) => ({
    title: renderReportTitle(report.month.month),
    body: renderReport({ ...report, place, numbers, dashboard, about: repo.about }, key),
  });
}

async function write(
  context: Context,
  repo: RepositoryContext,
  { key, report }: { readonly key: ResourceKey; readonly report: Report },
): Promise<Date | null> {
  const { github } = context;
  const { repository, settings } = repo;
  const { labels } = settings.config.report;
  const ensured = await ensureResource<IssueText>(context, {
    key,
    repositoryId: repository.id,
    render: await prepareMonth(context, repo, report),
    create: async (content) =>
      (await github.createIssue(toAddress(repository), { ...content, labels, assignees: [] })).number,
    // A report is never rewritten, but for private numbers in a repository that becomes public.
    update: async () => {},
    adopt: (key) => adoptIssue(context, repo, { key, label: labels[0] ?? "" }),
  });
  if (ensured.kind === "stands") {
    const { month } = report.month;
    announce(context, { kind: "reported", repositoryId: repository.id, month, issue: ensured.githubId });
  }
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}

/** Closes all reports but the newest. Each is closed at most once, so that a person can open it again. */
async function closeEarlier(context: Context, repo: RepositoryContext): Promise<void> {
  const reports = await listReports(context.db, repo.repository.id);
  const newest = reports.find(({ githubId }) => githubId !== null);
  if (!newest) return;
  for (const earlier of reports.filter(({ key, dismissedAt }) => key < newest.key && dismissedAt === null)) {
    await close(context, repo, earlier);
    await dismissResource(context.db, earlier.key, context.now);
  }
}

async function close(
  context: Context,
  repo: RepositoryContext,
  { githubId, idempotencyKey: key }: ManagedResource,
): Promise<void> {
  // The attempt to write this report got no answer before its month was over.
  const label = repo.settings.config.report.labels[0] ?? "";
  const number = githubId ?? (await adoptIssue(context, repo, { key, label }));
  if (number === undefined) return;
  await context.github
    .updateIssue(toAddress(repo.repository), number, { state: "closed", stateReason: "completed" })
    .catch(ignoreRefusal);
}

/** A person who closes, reopens or deletes a report takes it over: it is not written again, and not replaced. A bot does not. */
async function takeReportActions(context: Context, repositoryId: number): Promise<void> {
  for (const { key, githubId, dismissedAt } of await listReports(context.db, repositoryId)) {
    if (githubId === null || dismissedAt !== null) continue;
    for (const { guid, action } of await listPendingUserActions(context.db, repositoryId, githubId)) {
      const done = { repositoryId, number: githubId, action };
      const isIgnored = (await undoBotClosing(context, done)) || isOpeningOfBot(action);
      await context.db.transaction(async (db) => {
        if (!isIgnored && TAKES_OVER.includes(action.kind)) await dismissResource(db, key, context.now);
        await completeUserAction(db, guid, { response: null, at: context.now });
      });
    }
  }
}

const TAKES_OVER: readonly string[] = ["closed-issue", "reopened-issue", "removed-issue"];
