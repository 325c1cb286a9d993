import { beginAgain } from "../../core/outcome/clock.ts";
import { type OutcomeEvent, transition } from "../../core/outcome/life-cycle.ts";
import { isOwnOutcome, type Outcome } from "../../core/outcome/outcome.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import {
  describeRevert,
  findRestoring,
  findStandingRevert,
  type KeptRevert,
  namesChange,
  type Revert,
  verifySigns,
} from "../../core/pull-request/revert.ts";
import { NO_SIGNS, type Reverted } from "../../core/pull-request/revert-signs.ts";
import { outcomeKey } from "../../core/reconcile-key.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue, parseText } from "../../engine/context.ts";
import { findOutcome, findOutcomesByCommit } from "../../store/outcome.ts";
import { findPullRequest } from "../../store/pull-request.ts";
import { listKnownMerges, listReverts, saveRevert } from "../../store/revert.ts";
import { saveAndAnnounce } from "../outcome/save-transition.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { mayTriage } from "../repository/rights.ts";

/** Keeps what a merged pull request takes back, and has the outcomes concerned reconciled. */
export async function applyRevertingMerge(context: Context, repo: RepositoryContext, pull: PullRequest): Promise<void> {
  const { numbers, shas } = await findTakenBack(context, repo, pull);
  if (numbers.length + shas.length === 0) return;
  const { repositoryId, number, mergeCommitSha: sha, mergedAt, baseRef, title, author } = pull;
  const merged = { repositoryId, number, sha, mergedBy: null, baseRef, mergedAt: mergedAt ?? toUtcText(context.now) };
  await applyRevert(context, { ...merged, id: `pull/${number}`, numbers, shas, title, authorId: author.id });
}

/**
 * What a merged pull request takes back. Its branch has the name that GitHub's button gives it; its words count only
 * where the author may speak for the outcomes they end, for a line in some description must not silence the questions of
 * others.
 */
async function findTakenBack(context: Context, repo: RepositoryContext, pull: PullRequest): Promise<Reverted> {
  const { body, headRef } = pull;
  const { owner, name } = repo.repository;
  const signs =
    (await parseText(context, "reverts", [
      { body, headRef },
      { owner, name },
    ])) ?? NO_SIGNS;
  const isSilent = signs.numbers.length + signs.shas.length === 0;
  if (isSilent && !signs.branch) return signs;
  const { branch } = verifySigns(signs, await listKnownMerges(context.db, pull.repositoryId, signs));
  const byBranch = branch ? [branch.number] : [];
  if (isSilent || !(await maySpeakFor(context, repo, { pull, signs }))) return { numbers: byBranch, shas: [] };
  return { numbers: [...new Set([...signs.numbers, ...byBranch])], shas: signs.shas };
}

/** Who merges may write, and bots are installed by people who may; anybody else by what GitHub says. */
async function maySpeakFor(
  context: Context,
  { repository }: RepositoryContext,
  { pull, signs }: { readonly pull: PullRequest; readonly signs: Reverted },
): Promise<boolean> {
  const { author, mergedBy, repositoryId } = pull;
  if (author.type === "Bot" || author.id === mergedBy?.id) return true;
  const named = await listNamed(context, repositoryId, signs);
  const isTheirs = named.length > 0 && named.every((outcome) => isOwnOutcome(outcome, author.id));
  return isTheirs || mayTriage(context, repository, author);
}

/** What a push takes back. */
export interface RevertingPush {
  readonly reverts: readonly { readonly sha: string; readonly shas: readonly string[] }[];
  readonly branch: string;
  /** The commit that merged the others of the push; null when they were pushed themselves. */
  readonly mergedBy: string | null;
}

/** Keeps what pushed commits take back, and has the outcomes concerned reconciled. */
export async function applyRevertingPush(
  context: Context,
  repositoryId: number,
  { reverts, branch, mergedBy }: RevertingPush,
): Promise<void> {
  for (const { sha, shas } of reverts) {
    const pushed = { repositoryId, id: sha, number: null, sha, mergedBy: mergedBy === sha ? null : mergedBy };
    const mergedAt = toUtcText(context.now);
    await applyRevert(context, {
      ...pushed,
      baseRef: branch,
      mergedAt,
      numbers: [],
      shas,
      title: null,
      authorId: null,
    });
  }
}

async function applyRevert(context: Context, revert: Revert): Promise<void> {
  await saveRevert(context.db, revert);
  for (const { repositoryId, number } of await listConcerned(context, revert)) {
    await enqueue(context, outcomeKey(repositoryId, number));
  }
}

/** The outcomes a revert names, and those named by the reverts it names, and so on. */
async function listConcerned(context: Context, { repositoryId, id }: Revert): Promise<readonly Outcome[]> {
  const left = new Set(await listReverts(context.db, repositoryId, THE_BEGINNING));
  const chain = [...left].filter((kept) => kept.id === id);
  for (const taken of chain) {
    left.delete(taken);
    for (const other of [...left].filter((one) => namesChange(taken, one))) {
      left.delete(other);
      chain.push(other);
    }
  }
  const outcomes: Outcome[] = [];
  for (const taken of chain) outcomes.push(...(await listNamed(context, repositoryId, taken)));
  return outcomes;
}

const THE_BEGINNING = new Date(0).toISOString();

async function listNamed({ db }: Context, repositoryId: number, { numbers, shas }: Reverted): Promise<Outcome[]> {
  const found: Outcome[] = [];
  for (const number of numbers) {
    const outcome = await findOutcome(db, repositoryId, number);
    if (outcome) found.push(outcome);
  }
  for (const sha of shas) found.push(...(await findOutcomesByCommit(db, repositoryId, sha)));
  return found;
}

/** Moves an outcome to where the reverts leave it. */
export async function takeReverts(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Outcome> {
  const settled = await settleReverts(context, repo, outcome);
  return settled === outcome ? outcome : saveAndAnnounce(context, { before: outcome, after: settled });
}

/**
 * The outcome as the reverts leave it: reverted where one of them stands, waiting again where none does any more.
 * Deliveries arrive in any order, so a new outcome may have been reverted already.
 */
export async function settleReverts(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Outcome> {
  const { repositoryId, number, mergeCommitSha: sha, mergedAt } = outcome;
  const reverts = await listReverts(context.db, repositoryId, mergedAt);
  if (reverts.length === 0) return outcome;
  const kept = await findPullRequest(context.db, repositoryId, number);
  // Pull requests closed long ago are pruned; most of them were merged into the default branch.
  const baseRef = kept?.pull.baseRef ?? repo.defaultBranch;
  const change = { number, sha, baseRef, mergedAt };
  const standing = findStandingRevert(change, reverts);
  const restoring = standing ? undefined : findRestoring(change, reverts);
  const event = standing ? toEvent(standing) : restoring && toUndoing(context, repo, { outcome, restoring });
  if (!event || (event.kind === "reverted" && event.by === outcome.reason)) return outcome;
  return transition(outcome, event, toUtcText(context.now)) ?? outcome;
}

function toEvent(revert: Revert): OutcomeEvent {
  return { kind: "reverted", by: describeRevert(revert), author: revert.authorId };
}

/** The change is back. */
function toUndoing(
  { now }: Context,
  { settings }: RepositoryContext,
  { outcome, restoring }: { readonly outcome: Outcome; readonly restoring: KeptRevert },
): OutcomeEvent | null {
  if (outcome.state !== "reverted") return null;
  return beginAgain(outcome, { config: settings.config, restoring, now });
}
