import type { Config } from "../core/config.ts";
import { countEnded } from "../core/numbers.ts";
import { toAddress } from "../core/repository.ts";
import { findMonthStart, findReportTime, toCalendarDate } from "../core/schedule.ts";
import { type ReportView, renderReport, renderReportTitle } from "../render/report.ts";
import { countNumbers } from "../store/numbers.ts";
import { countQuestions, listComing, listEnded, listExempt } from "../store/outcome.ts";
import { findRepository } from "../store/repository.ts";
import { dismissStanding, findStanding, listStandingsUnder } from "../store/standing.ts";
import { type Context, lookLater } from "./context.ts";
import { ensureStanding } from "./ensure.ts";
import { findIssue } from "./follow-up.ts";
import { findScene, type Scene } from "./scene.ts";

const SHOWN_ROWS = 20;

/**
 * Looks whether the report of the month before is to be written: once, on the first of a month from 9 o'clock on. After an
 * outage only the latest month is told; what is told is not told again.
 */
export async function lookAtReport(context: Context, repositoryId: number): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  if (!scene?.settings.isActive || !scene.settings.config.report.enabled) return;

  const object = `report/${repositoryId}` as const;
  const zone = scene.settings.config["time-zone"];
  const start = findMonthStart(context.now, zone, 0);
  const writtenFrom = findReportTime(start, zone);
  if (context.now >= writtenFrom) {
    const lookAgainAt = await writeMonth(context, scene, start);
    if (lookAgainAt) return lookLater(context, object, lookAgainAt);
  }
  const next = context.now < writtenFrom ? writtenFrom : findReportTime(findMonthStart(context.now, zone, 1), zone);
  await lookLater(context, object, next);
}

async function writeMonth(context: Context, scene: Scene, start: Date): Promise<Date | null> {
  const { id, knownSince } = scene.repository;
  // Of a month in which nobody listened there is nothing true to tell.
  if (knownSince >= start) return null;
  const zone = scene.settings.config["time-zone"];
  const month = toCalendarDate(findMonthStart(start, zone, -1), zone).slice(0, 7);
  const object = `report/${id}/${month}`;
  const standing = await findStanding(context.db, object);
  if (standing && standing.githubId !== null) return null;
  const view = await viewMonth(context, id, { month, start, config: scene.settings.config });
  if (!view) return null;
  const lookAgainAt = await write(context, scene, { object, view });
  if (lookAgainAt === null) await closeEarlier(context, scene, object);
  return lookAgainAt;
}

interface Month {
  readonly month: string;
  /** Of the month that follows. */
  readonly start: Date;
  readonly config: Config;
}

/** Null for a month in which nothing was asked, ended or merged with a statement. */
async function viewMonth({ db }: Context, id: number, { month, start, config }: Month): Promise<ReportView | null> {
  const zone = config["time-zone"];
  const span = { from: findMonthStart(start, zone, -1), to: start };
  const numbers = await countNumbers(db, id, span);
  const since = await countQuestions(db, id, span.from);
  const after = await countQuestions(db, id, span.to);
  if (numbers.stated + countEnded(numbers) + since.asked - after.asked === 0) return null;
  const coming = await listComing(db, id, { until: findMonthStart(start, zone, 1), limit: SHOWN_ROWS });
  return {
    month,
    numbers,
    before: await countNumbers(db, id, { from: findMonthStart(start, zone, -2), to: span.from }),
    answered: await listEnded(db, id, { state: "answered", ...span }),
    unanswered: await listEnded(db, id, { state: "unanswered", ...span }),
    exempt: await listExempt(db, id, span),
    coming: coming.outcomes,
    comingCount: coming.count,
  };
}

async function write(
  context: Context,
  scene: Scene,
  { object, view }: { readonly object: string; readonly view: ReportView },
): Promise<Date | null> {
  const { github } = context;
  const { repository, settings } = scene;
  const address = toAddress(repository);
  const { labels } = settings.config.report;
  const title = renderReportTitle(view.month);
  const ensured = await ensureStanding<{ readonly title: string; readonly body: string }>(context, {
    object,
    repositoryId: repository.id,
    render: (key) => ({ title, body: renderReport(view, key) }),
    create: async (content) => (await github.createIssue(address, { ...content, labels, assignees: [] })).number,
    // What is told is not told again.
    update: async () => {},
    find: (key) => findIssue(context, scene, { key, label: labels[0] ?? "" }),
  });
  return ensured.kind === "unknown" ? ensured.lookAgainAt : null;
}

/** Only the newest report is open. */
async function closeEarlier(context: Context, { repository }: Scene, object: string): Promise<void> {
  const earlier = await listStandingsUnder(context.db, `report/${repository.id}/`);
  for (const standing of earlier.filter((other) => other.object < object && other.githubId !== null)) {
    await context.github.updateIssue(toAddress(repository), standing.githubId ?? 0, {
      state: "closed",
      stateReason: "completed",
    });
    await dismissStanding(context.db, standing.object, context.now);
  }
}
