import { ledgerKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { dashboardResource } from "../../core/resource-key.ts";
import { findNextDayStart } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { listGivenUp } from "../../engine/refusals.ts";
import { type Result, requeueAtFirst } from "../../engine/result.ts";
import type { DashboardView } from "../../render/dashboard/dashboard.ts";
import { findOwnPlace } from "../../render/outcome/outcome-link.ts";
import { listBlockers } from "../../store/blocker.ts";
import { type DashboardRecord, findDashboard } from "../../store/dashboard.ts";
import { findSetAside } from "../../store/delivery.ts";
import { findLedger } from "../../store/ledger.ts";
import type { ManagedResource } from "../../store/managed-resource.ts";
import { findRepository } from "../../store/repository.ts";
import { readClockProblem } from "../clock/clock-problem.ts";
import { viewMetrics } from "../metric/view-metrics.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { ensureDashboard, findPacedUntil, settleDuplicates } from "./dashboard-issue.ts";
import { viewDashboard } from "./dashboard-view.ts";
import { enqueueOrganization } from "./enqueue-organization.ts";
import { takeDashboardActions } from "./user-actions.ts";

/** Spreads the repositories of a time zone, so that not all run at midnight. */
const SPREAD_MS = 30 * 60_000;

/** Reconciles a repository's dashboard: one issue, created with the first outcome, written when its text changes. */
export async function reconcileDashboard(context: Context, { id: repositoryId }: ReconcileKeyParts): Promise<Result> {
  const resource = await takeDashboardActions(context, dashboardResource(repositoryId));
  const repository = await findRepository(context.db, repositoryId);
  const repo = repository && (await readRepositoryContext(context, repository));
  const shown = repo?.settings.isActive ? await show(context, repo, resource) : NOT_SHOWN;
  // It may also change what is told of all repositories together.
  if (repository && !shown.isPaced) await enqueueOrganization(context, repository.installationId);
  return requeueAtFirst(shown.requeueAt);
}

interface Shown {
  /** The last write is recent, so nothing was written. */
  readonly isPaced: boolean;
  readonly requeueAt: Date | null;
}

const NOT_SHOWN: Shown = { isPaced: false, requeueAt: null };

async function show(context: Context, repo: RepositoryContext, known: ManagedResource | undefined): Promise<Shown> {
  const { id } = repo.repository;
  const { ledger, dashboard } = repo.settings.config;
  const key = dashboardResource(id);
  if (ledger.enabled) await enqueue(context, ledgerKey(id));
  if (!dashboard.enabled) return NOT_SHOWN;

  const resource = await settleDuplicates(context, repo, known);
  const record = await findDashboard(context.db, key);
  const pacedUntil = findPacedUntil(resource, record, context.now);
  if (pacedUntil) return { isPaced: true, requeueAt: pacedUntil };
  const view = await viewRepository(context, repo, record);
  const task = { key, title: dashboard.title, resource, record, view };
  const requeueAt = await ensureDashboard(context, repo, task);
  // Ages and coming questions change with the date.
  const tomorrow = findNextDayStart(context.now, view.zone).getTime() + ((id * 1_000) % SPREAD_MS);
  return { isPaced: false, requeueAt: requeueAt ?? new Date(tomorrow) };
}

async function viewRepository(
  context: Context,
  repo: RepositoryContext,
  record: DashboardRecord,
): Promise<DashboardView> {
  const { db, now } = context;
  const { repository, settings, site } = repo;
  const { "time-zone": zone, ledger } = settings.config;
  const facts = await viewDashboard(db, { repositoryIds: [repository.id], zone, now });
  return {
    ...facts,
    ...(await viewMetrics(context, repo, facts.answered)),
    place: findOwnPlace(site, repository),
    about: repo.about,
    problems: settings.problems,
    refreshedAt: record.refreshedAt,
    hasLedger: ledger.enabled,
    ledgerProblem: ledger.enabled ? (await findLedger(db, repository.id)).problem : null,
    clockProblem: await readClockProblem({ db, now }, repo),
    troubles: {
      blockers: await listBlockers(db, repository.id),
      refused: await listGivenUp({ db, now }, repository.id),
      setAside: await findSetAside(db, repository.id),
    },
    organization: null,
  };
}
