import { type LifeEvent, step } from "../../core/outcome/life-cycle.ts";
import { type Outcome, toStatement } from "../../core/outcome/outcome.ts";
import { recordMerge } from "../../core/pull-request/merge.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue, tryPart } from "../../engine/context.ts";
import { findOutcome, saveOutcome } from "../../store/outcome.ts";
import {
  findPullRequest,
  type KeptPullRequest,
  markPullRequest,
  saveChanged,
  savePullRequest,
  saveSkippedMerge,
} from "../../store/pull-request.ts";
import { findRepository } from "../../store/repository.ts";
import { findScene, type Scene } from "../repository/repository-context.ts";
import { giveResponses } from "../responses.ts";
import { ensureCheck } from "./check.ts";
import { ensureComment } from "./comment.ts";
import { type JudgedPullRequest, judgePullRequest } from "./evaluate.ts";
import { applyEarlierRevert, applyRevertingMerge, noteNaming } from "./revert.ts";
import { takePullGestures } from "./user-actions.ts";

/** Looks at a pull request: takes in what people did, records a merge, and makes check and comment say what they should. */
export async function reconcilePullRequest(context: Context, repositoryId: number, number: number): Promise<void> {
  const before = await load(context, repositoryId, number);
  if (!before) return;
  const tookAny = await takePullGestures(context, before.scene, before.kept);
  const after = tookAny ? await load(context, repositoryId, number) : before;
  if (!after) return;

  const read = await readIfNeeded(context, after.scene, after.kept);
  if (!read) return;
  const kept = await readPathsIfNeeded(context, after.scene, read);
  const judged = await recordIfMerged(context, after.scene, judgePullRequest(kept, after.scene));
  await showOnPullRequest(context, after.scene, judged);
  await giveResponses(context, {
    repository: after.scene.repository,
    number,
    object: `pull/${repositoryId}/${number}`,
  });
}

interface Loaded {
  readonly scene: Scene;
  readonly kept: KeptPullRequest;
}

async function load(context: Context, repositoryId: number, number: number): Promise<Loaded | undefined> {
  const repository = await findRepository(context.db, repositoryId);
  const kept = await findPullRequest(context.db, repositoryId, number);
  if (!repository || !kept) return undefined;
  const scene = await findScene(context, repository);
  if (scene?.settings.isActive) return { scene, kept };
  // What happens in an inactive repository is forgotten: an outcome begins only with a merge while it is active.
  await markPullRequest(context.db, kept.pull, { isMergeNews: false, isCommentDue: false });
  return undefined;
}

async function readIfNeeded(
  context: Context,
  { repository }: Scene,
  kept: KeptPullRequest,
): Promise<KeptPullRequest | undefined> {
  if (!kept.needsRead) return kept;
  const pull = await context.github.readPullRequest(toAddress(repository), kept.pull.number);
  if (!pull) return undefined;
  await savePullRequest(context.db, pull, { needsRead: false });
  return { ...kept, pull, needsRead: false };
}

/** The paths it changes are read only where the configuration asks for them, once per head. */
async function readPathsIfNeeded(context: Context, scene: Scene, kept: KeptPullRequest): Promise<KeptPullRequest> {
  const { pull } = kept;
  const isWanted = scene.settings.config.skip.paths.length > 0 && pull.state === "open";
  if (!isWanted || kept.changed?.sha === pull.headSha) return kept;
  const paths = await context.github.listChangedPaths(toAddress(scene.repository), pull.number);
  const changed = { sha: pull.headSha, paths };
  await saveChanged(context.db, pull, changed);
  return { ...kept, changed };
}

/** Adds the record to a judged pull request; begins it with the merge, and takes a measure that comes late. */
async function recordIfMerged(context: Context, scene: Scene, judged: JudgedPullRequest): Promise<JudgedPullRequest> {
  const { pull, isMergeNews } = judged.kept;
  if (pull.mergedAt === null) return judged;
  const outcome = (await findOutcome(context.db, pull.repositoryId, pull.number)) ?? null;
  if (outcome?.state === "unstated") return restate(context, judged, outcome);
  if (isMergeNews) {
    await applyRevertingMerge(context, scene, pull);
    await noteNaming(context, scene, pull);
  }
  if (outcome || !isMergeNews) return { ...judged, outcome };
  if (judged.judgement.kind === "skipped") {
    await saveSkippedMerge(context.db, pull, judged.judgement.reason.kind);
    return judged;
  }
  const begun = recordMerge({ ...pull, mergedAt: pull.mergedAt }, judged.reading, scene.settings.config);
  const recorded = await applyEarlierRevert(context, pull, { ...begun, isReadLate: judged.kept.isFoundLate });
  await saveRecord(context, recorded);
  return { ...judged, outcome: recorded };
}

/** A measure added after the merge, and before the date, is taken and marked as late. */
async function restate(context: Context, judged: JudgedPullRequest, outcome: Outcome): Promise<JudgedPullRequest> {
  const isInTime = context.now < new Date(outcome.dueAt);
  const event: LifeEvent = { kind: "restated", statement: toStatement(judged.reading) };
  const stated = isInTime ? step(outcome, event, toUtcText(context.now)) : null;
  if (!stated) return { ...judged, outcome };
  const restated = await applyEarlierRevert(context, judged.kept.pull, stated);
  // Marked first: if the process ends in between, the next look still has something to show.
  await markPullRequest(context.db, judged.kept.pull, { isMergeNews: true });
  await saveRecord(context, restated);
  return { ...judged, kept: { ...judged.kept, isMergeNews: true }, outcome: restated };
}

async function saveRecord(context: Context, outcome: Outcome): Promise<void> {
  const { repositoryId, number } = outcome;
  await context.db.transaction(async (db) => {
    await saveOutcome(db, outcome);
    const inside = { ...context, db };
    await enqueue(inside, `outcome/${repositoryId}/${number}`);
    await enqueue(inside, `dashboard/${repositoryId}`);
  });
}

async function showOnPullRequest(context: Context, scene: Scene, judged: JudgedPullRequest): Promise<void> {
  const { pull, isMergeNews } = judged.kept;
  // After the merge the statement is frozen: what was shown stays, until there is something new to say.
  const isNews = pull.mergedAt === null || isMergeNews;
  const parts = isNews ? [ensureCheck, ensureComment] : [];
  const again: (Date | null | undefined)[] = [];
  for (const ensure of parts) again.push(await tryPart(context, () => ensure(context, scene, judged)));
  // What could not be shown is shown once nothing is in the way any more.
  if (again.includes(undefined)) return;
  const later = again.filter((at) => at instanceof Date);
  if (later.length === 0) return markPullRequest(context.db, pull, { isMergeNews: false, isCommentDue: false });

  const first = new Date(Math.min(...later.map(Number)));
  await enqueue(context, `pull/${pull.repositoryId}/${pull.number}`, first);
}
