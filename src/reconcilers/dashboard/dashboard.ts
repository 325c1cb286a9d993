import { findNextDayStart } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import type { DashboardView } from "../../render/dashboard/dashboard.ts";
import { HERE } from "../../render/outcome/outcome-link.ts";
import { listObstacles } from "../../store/blocker.ts";
import { type DashboardRecord, findDashboard } from "../../store/dashboard.ts";
import { findSetAside } from "../../store/delivery.ts";
import { findLedger } from "../../store/ledger.ts";
import { findResource } from "../../store/managed-resource.ts";
import { findRepository } from "../../store/repository.ts";
import { findScene, type Scene } from "../repository/repository-context.ts";
import { ensureDashboard, findPacedUntil, settleTwins } from "./dashboard-issue.ts";
import { viewDashboard } from "./dashboard-view.ts";
import { tellOrganization } from "./organization-news.ts";
import { takeDashboardGestures } from "./user-actions.ts";

/** Repositories of one zone do not all come at midnight. */
const SPREAD_MS = 30 * 60_000;

/** Looks at a repository's dashboard: one issue, made with the first outcome, written when its text changes. */
export async function reconcileDashboard(context: Context, repositoryId: number): Promise<void> {
  // Whatever changes the dashboard may make the month worth telling.
  await enqueue(context, `report/${repositoryId}`);
  await takeDashboardGestures(context, `dashboard/${repositoryId}`);
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  const isPutOff = scene?.settings.isActive && (await show(context, scene));
  // It may also change what is told of all repositories together.
  if (repository && !isPutOff) await tellOrganization(context, repository.installationId);
}

/** Gives whether it was put off, since the last time is not long ago. */
async function show(context: Context, scene: Scene): Promise<boolean> {
  const { id } = scene.repository;
  const { ledger, dashboard } = scene.settings.config;
  const object = `dashboard/${id}` as const;
  if (ledger.enabled) await enqueue(context, `ledger/${id}`);
  if (!dashboard.enabled) return false;

  const resource = await settleTwins(context, scene, await findResource(context.db, object));
  const record = await findDashboard(context.db, object);
  const pacedUntil = findPacedUntil(resource, record, context.now);
  if (pacedUntil) {
    await enqueue(context, object, pacedUntil);
    return true;
  }
  const view = await viewRepository(context, scene, record);
  const task = { object, title: dashboard.title, resource, record, view };
  const requeueAt = await ensureDashboard(context, scene, task);
  // Ages and what comes up move on with the date.
  const tomorrow = findNextDayStart(context.now, view.zone).getTime() + ((id * 1_000) % SPREAD_MS);
  await enqueue(context, object, requeueAt ?? new Date(tomorrow));
  return false;
}

async function viewRepository({ db, now }: Context, scene: Scene, record: DashboardRecord): Promise<DashboardView> {
  const { repository, settings } = scene;
  const { "time-zone": zone, ledger } = settings.config;
  return {
    ...(await viewDashboard(db, { repositoryIds: [repository.id], zone, now })),
    place: HERE,
    problems: settings.problems,
    refreshedAt: record.refreshedAt,
    hasLedger: ledger.enabled,
    ledgerProblem: ledger.enabled ? (await findLedger(db, repository.id)).problem : null,
    troubles: {
      obstacles: await listObstacles(db, repository.id),
      setAside: await findSetAside(db, repository.id),
    },
    organization: null,
  };
}
