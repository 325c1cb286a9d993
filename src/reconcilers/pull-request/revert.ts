import { type OutcomeEvent, transition } from "../../core/outcome/life-cycle.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { findNamed, findReverted, type Reverted } from "../../core/pull-request/revert.ts";
import { outcomeKey } from "../../core/reconcile-key.ts";
import { findDueDate, toAskingTime, toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findOutcome, findOutcomesByCommit, saveOutcome } from "../../store/outcome.ts";
import { findPullRequest, findRevertedBy, listReverting, saveReverts } from "../../store/pull-request.ts";
import { enqueueOutcomeChange } from "../outcome/enqueue-change.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** Applies the reverts of a merged pull request; reverting a revert restores the outcome. */
export async function applyRevertingMerge(context: Context, repo: RepositoryContext, pull: PullRequest): Promise<void> {
  const reverted = findReverted(pull, repo.repository);
  if (reverted.numbers.length + reverted.shas.length === 0) return;
  const outcomes = await listReverted(context, repo, { pull, reverted });
  for (const outcome of outcomes) await keep(context, outcome, toEvent(pull));
  const numbers = [...reverted.numbers, ...outcomes.map(({ number }) => number)];
  await saveReverts(context.db, pull, [...new Set(numbers)]);
  for (const number of reverted.numbers) await undoRevert(context, repo, { pull, number });
}

const toEvent = ({ title, number, author }: PullRequest): OutcomeEvent => ({
  kind: "reverted",
  by: `“${title}” (pull request ${number})`,
  author: author.id,
});

/** A new outcome may have been reverted already, since deliveries arrive in any order. */
export async function applyEarlierRevert(context: Context, pull: PullRequest, outcome: Outcome): Promise<Outcome> {
  const reverting = await findReverting(context, pull);
  return (reverting && transition(outcome, toEvent(reverting), toUtcText(context.now))) ?? outcome;
}

/** Finds a later merge into the same branch that reverts this one and was not reverted itself. */
async function findReverting(
  context: Context,
  pull: PullRequest,
  known = new Map<number, PullRequest | undefined>(),
): Promise<PullRequest | undefined> {
  if (known.has(pull.number)) return known.get(pull.number);
  const all = (await listReverting(context.db, pull.repositoryId, pull.number)).map((kept) => kept.pull);
  let found: PullRequest | undefined;
  for (const other of all.filter((one) => one.baseRef === pull.baseRef && isLater(one, pull))) {
    if (!(await findReverting(context, other, known))) found ??= other;
  }
  known.set(pull.number, found);
  return found;
}

/**
 * Of two merges in the same second the higher number counts as later, so that no pull request reverts itself, even in a
 * cycle.
 */
function isLater(one: PullRequest, other: PullRequest): boolean {
  const ms = Date.parse(one.mergedAt ?? "") - Date.parse(other.mergedAt ?? "");
  return ms > 0 || (ms === 0 && one.number > other.number);
}

/** Adds this pull request to the outcomes it names, for their follow-ups to mention. Costs no call to GitHub. */
export async function noteNaming(
  context: Context,
  { repository }: RepositoryContext,
  pull: PullRequest,
): Promise<void> {
  for (const number of findNamed(pull.body, repository).filter((named) => named !== pull.number)) {
    const outcome = await findOutcome(context.db, pull.repositoryId, number);
    const isNew = outcome && !outcome.namedBy.some((other) => other.number === pull.number);
    if (!isNew || outcome.namedBy.length >= MOST_NAMED) continue;
    const namedBy = [...outcome.namedBy, { number: pull.number, title: pull.title, by: pull.author.id }];
    await saveOutcome(context.db, { ...outcome, namedBy });
  }
}

/** More would bury the question. */
const MOST_NAMED = 5;

/** A revert counts only for outcomes merged into the same base. */
async function listReverted(
  { db }: Context,
  { defaultBranch }: RepositoryContext,
  { pull, reverted }: { readonly pull: PullRequest; readonly reverted: Reverted },
): Promise<readonly Outcome[]> {
  const found: Outcome[] = [];
  for (const number of reverted.numbers) {
    const outcome = await findOutcome(db, pull.repositoryId, number);
    if (outcome) found.push(outcome);
  }
  for (const sha of reverted.shas) found.push(...(await findOutcomesByCommit(db, pull.repositoryId, sha)));
  const here: Outcome[] = [];
  for (const outcome of found) {
    const kept = await findPullRequest(db, pull.repositoryId, outcome.number);
    const isKnown = here.some(({ number }) => number === outcome.number);
    // Pull requests closed long ago are pruned; most of them were merged into the default branch.
    const baseRef = kept?.pull.baseRef ?? defaultBranch;
    if (!isKnown && baseRef === pull.baseRef) here.push(outcome);
  }
  return here;
}

interface Undoing {
  readonly pull: PullRequest;
  /** The reverted pull request, in case it was a revert itself. */
  readonly number: number;
}

async function undoRevert(context: Context, repo: RepositoryContext, { pull, number }: Undoing): Promise<void> {
  const { config } = repo.settings;
  const zone = config["time-zone"];
  const dueOn = findDueDate(pull.mergedAt ?? toUtcText(context.now), config["follow-up"].after, zone);
  const numbers = await findRevertedBy(context.db, pull.repositoryId, number);
  const outcomes = await listReverted(context, repo, { pull, reverted: { numbers, shas: [] } });
  for (const outcome of outcomes) {
    await keep(context, outcome, { kind: "revert-undone", dueOn, dueAt: toAskingTime(dueOn, zone) });
  }
}

/** Applies a pushed commit that reverts others, for outcomes merged into the same branch. */
export async function applyRevertedCommits(
  context: Context,
  repositoryId: number,
  { shas, branch, defaultBranch }: { shas: readonly string[]; branch: string; defaultBranch: string },
): Promise<void> {
  for (const sha of shas) {
    for (const outcome of await findOutcomesByCommit(context.db, repositoryId, sha)) {
      const kept = await findPullRequest(context.db, repositoryId, outcome.number);
      if ((kept?.pull.baseRef ?? defaultBranch) !== branch) continue;
      await keep(context, outcome, { kind: "reverted", by: `a commit on ${branch}`, author: null });
    }
  }
}

async function keep(context: Context, outcome: Outcome, event: OutcomeEvent): Promise<void> {
  const next = transition(outcome, event, toUtcText(context.now));
  if (!next) return;
  await saveOutcome(context.db, next);
  await enqueue(context, outcomeKey(outcome.repositoryId, outcome.number));
  await enqueueOutcomeChange(context, outcome.repositoryId);
}
