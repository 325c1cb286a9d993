import { countEnded, countMerged, countOpen } from "../core/numbers.ts";
import { toAddress } from "../core/repository.ts";
import { findMonthStart } from "../core/schedule.ts";
import type { Settings } from "../core/settings.ts";
import { type DashboardView, renderDashboard } from "../render/dashboard.ts";
import { type KeptGesture, listUntakenGestures, takeGesture } from "../store/gesture.ts";
import { findLedger } from "../store/ledger.ts";
import { countNumbers } from "../store/numbers.ts";
import { listAnswered, listComing, listOpenQuestions } from "../store/outcome.ts";
import { findRepository } from "../store/repository.ts";
import {
  deleteStanding,
  dismissStanding,
  findStanding,
  recallStanding,
  type Standing,
  voidStanding,
} from "../store/standing.ts";
import { type Context, lookLater } from "./context.ts";
import { ensureStanding } from "./ensure.ts";
import { findIssue } from "./follow-up.ts";
import { findScene, type Scene } from "./scene.ts";

/** At most one write a minute, however much happens. */
const PACE_MS = 60_000;
/** "Coming up" looks so far ahead, and moves on by itself once a day. */
const COMING_MS = 14 * 24 * 60 * 60_000;
const DAILY_MS = 24 * 60 * 60_000;
const SHOWN_MONTHS = 6;
const SHOWN_ROWS = 20;

/** Looks at a repository's dashboard: one issue, made with the first outcome, written when its text changes. */
export async function lookAtDashboard(context: Context, repositoryId: number): Promise<void> {
  // Whatever changes the dashboard may make the month worth telling.
  await lookLater(context, `report/${repositoryId}`);
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  if (!scene?.settings.isActive) return;
  if (scene.settings.config.ledger.enabled) await lookLater(context, `ledger/${repositoryId}`);
  if (!scene.settings.config.dashboard.enabled) return;

  const object = `dashboard/${repositoryId}` as const;
  await takeDashboardGestures(context, object);
  const standing = await findStanding(context.db, object);
  const pacedUntil = findPacedUntil(standing, context.now);
  if (pacedUntil) return lookLater(context, object, pacedUntil);

  const view = await viewDashboard(context, repositoryId, scene.settings);
  const isEmpty = countMerged(view.numbers) + countEnded(view.numbers) + countOpen(view.numbers) === 0;
  if (!standing && isEmpty) return;
  const lookAgainAt = await write(context, scene, { object, view });
  await lookLater(context, object, lookAgainAt ?? new Date(context.now.getTime() + DAILY_MS));
}

function findPacedUntil(standing: Standing | undefined, now: Date): Date | null {
  if (!standing?.writtenAt) return null;
  const until = new Date(standing.writtenAt.getTime() + PACE_MS);
  return now < until ? until : null;
}

async function viewDashboard({ db, now }: Context, repositoryId: number, settings: Settings): Promise<DashboardView> {
  const zone = settings.config["time-zone"];
  // The window moves by whole months, its end is the end of the present one: the numbers change only with the records.
  const span = { from: findMonthStart(now, zone, 1 - SHOWN_MONTHS), to: findMonthStart(now, zone, 1) };
  const coming = await listComing(db, repositoryId, { until: new Date(now.getTime() + COMING_MS), limit: SHOWN_ROWS });
  return {
    zone,
    numbers: await countNumbers(db, repositoryId, span),
    open: await listOpenQuestions(db, repositoryId, SHOWN_ROWS),
    coming: coming.outcomes,
    comingCount: coming.count,
    answered: await listAnswered(db, repositoryId, SHOWN_ROWS),
    problems: settings.problems,
    ledgerProblem: settings.config.ledger.enabled ? (await findLedger(db, repositoryId)).problem : null,
  };
}

interface Task {
  readonly object: string;
  readonly view: DashboardView;
}

async function write(context: Context, scene: Scene, { object, view }: Task): Promise<Date | null> {
  const { github } = context;
  const { repository, settings } = scene;
  const address = toAddress(repository);
  const { title, labels } = settings.config.dashboard;
  const ensured = await ensureStanding<{ readonly title: string; readonly body: string }>(context, {
    object,
    repositoryId: repository.id,
    render: (key) => ({ title, body: renderDashboard(view, key) }),
    create: async (content) => (await github.createIssue(address, { ...content, labels, assignees: [] })).number,
    update: async (number, content) => {
      await github.updateIssue(address, number, content);
    },
    find: (key) => findIssue(context, scene, { key, label: labels[0] ?? "" }),
  });
  return ensured.kind === "unknown" ? ensured.lookAgainAt : null;
}

/** Closed by a person: respected until it is opened again. Deleted: made again with the next change. Edited: written anew. */
async function takeDashboardGestures(context: Context, object: string): Promise<void> {
  const standing = await findStanding(context.db, object);
  if (!standing || standing.githubId === null) return;
  for (const kept of await listUntakenGestures(context.db, standing.repositoryId, standing.githubId)) {
    await context.db.transaction(async (db) => {
      await take({ ...context, db }, standing, kept);
      await takeGesture(db, kept.guid, { response: null, at: context.now });
    });
  }
}

async function take({ db, now }: Context, { object }: Standing, { gesture }: KeptGesture): Promise<void> {
  switch (gesture.kind) {
    case "closed-issue":
      return dismissStanding(db, object, now);
    case "reopened-issue":
      return recallStanding(db, object);
    case "removed-issue":
      return deleteStanding(db, object);
    case "edited-issue":
      return voidStanding(db, object);
    case "commented":
    case "deleted-comment":
    case "assigned":
    case "pressed":
      return;
  }
}
