import { countEnded, countMerged, countOpen } from "../core/numbers.ts";
import { parseObjectName } from "../core/object.ts";
import { Refusal } from "../core/refusal.ts";
import { toAddress } from "../core/repository.ts";
import { findNextDayStart } from "../core/schedule.ts";
import type { Issue } from "../github/github.ts";
import { type DashboardView, renderDashboard } from "../render/dashboard.ts";
import { HERE } from "../render/outcome-link.ts";
import { clearTick, type DashboardRecord, findDashboard, saveDeletion } from "../store/dashboard.ts";
import { findSetAside } from "../store/delivery.ts";
import { digest } from "../store/digest.ts";
import { findLedger } from "../store/ledger.ts";
import { listObstacles } from "../store/obstacle.ts";
import { findRepository } from "../store/repository.ts";
import { deleteStanding, findStanding, type Standing, settleTwin } from "../store/standing.ts";
import { type Context, lookLater } from "./context.ts";
import { takeDashboardGestures } from "./dashboard-gestures.ts";
import { pinDashboard } from "./dashboard-pin.ts";
import { viewDashboard } from "./dashboard-view.ts";
import { ensureStanding } from "./ensure.ts";
import { findIssue } from "./follow-up.ts";
import { findScene, type Scene } from "./scene.ts";

/** At most one write a minute, however much happens. */
const PACE_MS = 60_000;
/** Who ticked a box sees within seconds that it was heard; whoever goes on ticking, not more often than this. */
const TICKED_PACE_MS = 10_000;
/** Repositories of one zone do not all come at midnight. */
const SPREAD_MS = 30 * 60_000;

/** Looks at a repository's dashboard: one issue, made with the first outcome, written when its text changes. */
export async function lookAtDashboard(context: Context, repositoryId: number): Promise<void> {
  // Whatever changes the dashboard may make the month worth telling.
  await lookLater(context, `report/${repositoryId}`);
  const object = `dashboard/${repositoryId}` as const;
  await takeDashboardGestures(context, object);
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  if (!scene?.settings.isActive) return;
  if (scene.settings.config.ledger.enabled) await lookLater(context, `ledger/${repositoryId}`);
  if (!scene.settings.config.dashboard.enabled) return;

  const standing = await settleTwins(context, scene, await findStanding(context.db, object));
  const record = await findDashboard(context.db, object);
  const pacedUntil = findPacedUntil(standing, record, context.now);
  if (pacedUntil) return lookLater(context, object, pacedUntil);

  const view = await viewRepository(context, scene, record);
  const task = { object, standing, record, view };
  const lookAgainAt = (await isWanted(context, task)) ? await write(context, scene, task) : null;
  // Ages and what comes up move on with the date.
  const tomorrow = findNextDayStart(context.now, view.zone).getTime() + ((repositoryId * 1_000) % SPREAD_MS);
  await lookLater(context, object, lookAgainAt ?? new Date(tomorrow));
}

/** From the beginning of the last attempt: what somebody else changed meanwhile is put right no sooner either. */
function findPacedUntil(standing: Standing | undefined, { tickedAt }: DashboardRecord, now: Date): Date | null {
  if (!standing || standing.githubId === null) return null;
  const until = new Date(standing.intendedAt.getTime() + (tickedAt ? TICKED_PACE_MS : PACE_MS));
  return now < until ? until : null;
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
  };
}

interface Task {
  readonly object: `dashboard/${number}`;
  readonly standing: Standing | undefined;
  readonly record: DashboardRecord;
  readonly view: DashboardView;
}

/** The first outcome makes it; one that was deleted waits until there is something else to say. */
async function isWanted({ db }: Context, { object, standing, record, view }: Task): Promise<boolean> {
  if (standing) return true;
  const { deletedDigest } = record;
  if (deletedDigest === null) return hasAnything(view);
  const present = digestOf(view);
  if (deletedDigest === "") await saveDeletion(db, { object, repositoryId: parseObjectName(object).id }, present);
  return deletedDigest !== "" && deletedDigest !== present;
}

function hasAnything({ months, openNow }: DashboardView): boolean {
  return months.some((month) => countMerged(month) + countEnded(month) > 0) || countOpen(openNow) > 0;
}

/** What counts as a change of what it says: records and configuration, not the days that go by. */
function digestOf({ months, openNow, reasons, asking, answered, problems }: DashboardView): string {
  return digest([months, openNow, reasons, asking, answered, problems]);
}

/** Gives when to look again; null when there is nothing to wait for. */
async function write(context: Context, scene: Scene, { object, standing, record, view }: Task): Promise<Date | null> {
  const { db, github } = context;
  const { repository, settings } = scene;
  const address = toAddress(repository);
  const { title, labels, pin } = settings.config.dashboard;
  const written: Issue[] = [];
  const ensured = await ensureStanding<{ readonly title: string; readonly body: string }>(context, {
    object,
    repositoryId: repository.id,
    render: (key) => ({ title, body: renderDashboard(view, key) }),
    create: async (content) => {
      const issue = await github.createIssue(address, { ...content, labels, assignees: [] });
      written.push(issue);
      return issue.number;
    },
    update: async (number, content) => {
      written.push(await github.updateIssue(address, number, content));
    },
    find: (key) => findIssue(context, scene, { key, label: labels[0] ?? "" }),
  });
  if (ensured.kind === "unknown") return ensured.lookAgainAt;
  if (record.tickedAt) await clearTick(db, object);
  const name = { object, repositoryId: repository.id };
  if (ensured.kind === "stands" && record.deletedDigest !== null) await saveDeletion(db, name, null);
  const [issue] = written;
  if (pin && issue && issue.number !== record.pinNumber) await pinDashboard(context, scene, { name, issue });
  // It is gone, and nobody told us that somebody deleted it.
  if (ensured.kind === "dismissed" && standing?.isDismissed === false) {
    await deleteStanding(db, object);
    await saveDeletion(db, name, digestOf(view));
  }
  return null;
}

/** Of two that were made under one key the lower number stays, whichever was heard of first; the other is closed. */
async function settleTwins(
  context: Context,
  { repository }: Scene,
  standing: Standing | undefined,
): Promise<Standing | undefined> {
  if (!standing || standing.githubId === null || standing.twinId === null) return standing;
  const [kept, other] = [standing.githubId, standing.twinId].sort((one, two) => one - two);
  if (kept === undefined || other === undefined) return standing;
  await context.github
    .updateIssue(toAddress(repository), other, { state: "closed", stateReason: "duplicate" })
    .catch(ignoreGone);
  await settleTwin(context.db, standing.object, kept);
  return { ...standing, githubId: kept, twinId: null, writtenAt: null };
}

function ignoreGone(error: unknown): undefined {
  if (error instanceof Refusal && (error.kind === "not-found" || error.kind === "gone")) return undefined;
  throw error;
}
