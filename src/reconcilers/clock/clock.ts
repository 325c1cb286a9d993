import {
  findReadTime,
  listWantedHeads,
  type ReadClock,
  type ReadFrame,
  takeDeployments,
  takeHeads,
  takeReleases,
} from "../../core/clock/clock-reading.ts";
import { isOfClock } from "../../core/clock/clock-rules.ts";
import {
  findStep,
  listCandidates,
  type Progress,
  type Step,
  takeCompared,
  takePage,
  type UnshippedChange,
} from "../../core/clock/comparison.ts";
import { dashboardKey, outcomeKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue, enqueueAll } from "../../engine/context.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { findRepository, saveClockReading } from "../../store/repository.ts";
import {
  type KeptShipment,
  listPendingShipments,
  listUnshipped,
  saveArrivals,
  saveProgress,
  saveShipments,
} from "../../store/shipment.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";

/** In calls to GitHub, so that one repository keeps no other waiting. */
const MOST_STEPS = 10;

/**
 * Reconciles the clock of a repository: tells which of the changes that wait to reach their users are part of what was
 * released, deployed or pushed. Reads that once a day as well, so that a lost webhook costs a day. While nothing waits, GitHub
 * is asked nothing.
 */
export async function reconcileClock(context: Context, { id }: ReconcileKeyParts): Promise<Result> {
  const waiting = await listUnshipped(context.db, id);
  const [oldest] = waiting;
  // Most repositories deploy and never wait for it: nothing more is read for them.
  if (!oldest) return DONE;
  const repository = await findRepository(context.db, id);
  const repo = repository && (await readRepositoryContext(context, repository));
  if (!repo?.settings.isActive || repo.settings.config.clock.starts === "merge") return DONE;
  if (await compareAll(context, repo, waiting)) return requeueAtFirst(context.now);
  const readAt = findReadTime(repo.repository.clock, oldest.mergedAt, repo.settings.config);
  if (context.now < readAt) return requeueAtFirst(readAt);
  await readNewest(context, repo, oldest);
  return requeueAtFirst(context.now);
}

/** Compares what was shipped with what waits, the earliest first. Gives whether there is more to compare. */
async function compareAll(
  context: Context,
  repo: RepositoryContext,
  waiting: readonly UnshippedChange[],
): Promise<boolean> {
  let left = waiting;
  let steps = 0;
  for (const shipment of await listPendingShipments(context.db, repo.repository.id)) {
    const isOurs = isOfClock(shipment, repo.settings.config, repo.defaultBranch);
    let { progress } = shipment;
    do {
      const candidates = isOurs ? listCandidates(shipment, left) : [];
      const step = findStep(shipment, progress, candidates);
      if (step.kind !== "done" && ++steps > MOST_STEPS) return true;
      const taken = await take(context, repo, { shipment, step, progress, candidates });
      left = left.filter(({ number }) => !taken.arrived.includes(number));
      progress = taken.progress;
    } while (progress !== null);
  }
  return false;
}

interface Taking {
  readonly shipment: KeptShipment;
  readonly step: Step;
  readonly progress: Progress | null;
  readonly candidates: readonly UnshippedChange[];
}

interface Taken {
  readonly arrived: readonly number[];
  /** null when all is decided. */
  readonly progress: Progress | null;
}

/** Asks GitHub one thing about a shipment, and keeps what it tells before the next is asked. */
async function take(context: Context, repo: RepositoryContext, taking: Taking): Promise<Taken> {
  const { shipment } = taking;
  const taken = await askGitHub(context, repo, taking);
  await context.db.transaction(async (db) => {
    const { id } = repo.repository;
    const { kind, name, at } = shipment;
    await saveProgress(db, id, { shipment, progress: taken.progress, at: context.now });
    if (taken.arrived.length === 0) return;
    await saveArrivals(db, id, { numbers: taken.arrived, arrival: { at, shippedIn: { kind, name } } });
    const items = taken.arrived.map((number) => ({ key: outcomeKey(id, number), runAt: context.now }));
    await enqueueAll({ ...context, db }, items);
  });
  return taken;
}

async function askGitHub(
  { github }: Context,
  { repository }: RepositoryContext,
  { step, progress, candidates }: Taking,
): Promise<Taken> {
  const address = toAddress(repository);
  switch (step.kind) {
    case "done":
      return { arrived: [], progress: null };
    case "history":
      return takePage(progress, await github.readHistory(address, step), candidates);
    case "compare": {
      const isThere = await github.isContained(address, step);
      const after = progress && takeCompared(progress, step.number);
      return { arrived: isThere ? [step.number] : [], progress: after?.left?.length === 0 ? null : after };
    }
  }
}

/** Reads what is newest, in one call, and keeps it like what webhooks tell of. */
async function readNewest(context: Context, repo: RepositoryContext, oldest: UnshippedChange): Promise<void> {
  const { settings, defaultBranch, repository } = repo;
  const { shipments, reading } = await readClock(context, repo, {
    config: settings.config,
    defaultBranch,
    now: context.now,
  });
  const since = Date.parse(oldest.mergedAt);
  const mayMatter = shipments.filter(({ at }) => Date.parse(at) >= since);
  await context.db.transaction(async (db) => {
    await saveShipments(db, repository.id, { shipments: mayMatter, heardAt: context.now });
    await saveClockReading(db, repository.id, reading);
    // It says whether there is anything of the name that is configured.
    await enqueue({ ...context, db }, dashboardKey(repository.id));
  });
}

async function readClock({ github }: Context, { repository }: RepositoryContext, frame: ReadFrame): Promise<ReadClock> {
  const address = toAddress(repository);
  switch (frame.config.clock.starts) {
    case "release":
      return takeReleases(await github.listReleases(address), frame);
    case "deployment":
      return takeDeployments(await github.listDeployments(address), frame);
    case "branch":
    case "merge":
      return takeHeads(await github.listHeads(address, listWantedHeads(frame)), frame);
  }
}
