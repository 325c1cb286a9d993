import { isRefusal } from "../../core/external-error.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { dashboardKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import {
  findNextTurn,
  LEDGER_BRANCH,
  type Ledger,
  type LedgerProblem,
  listDueMonths,
} from "../../core/report/ledger.ts";
import { toMonth } from "../../core/report/month.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findOldestMade, findSettledAt } from "../../engine/managed-resource.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import type { Branch, Proposal, Proposed } from "../../github/github.ts";
import { renderLedgerBody, renderLedgerTitle } from "../../render/report/ledger.ts";
import { digest } from "../../store/digest.ts";
import { clearRequest, findLedger, saveLedger } from "../../store/ledger.ts";
import { findRepository } from "../../store/repository.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { hasRows, type LedgerContent, writeLedgerFiles } from "./ledger-files.ts";

/** Problems of a ledger seldom go away by themselves. */
const RETRY_MS = 24 * 60 * 60_000;

/**
 * Reconciles a repository's ledger: after each month, and on request, its outcomes are proposed as a CSV file, and added to TRIED.md. GitHub
 * allows one open pull request per branch, so none is created twice; an earlier attempt is looked up first.
 */
export async function reconcileLedger(context: Context, { id: repositoryId }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, repositoryId);
  const repo = repository && (await readRepositoryContext(context, repository));
  const ledger = await findLedger(context.db, repositoryId);
  if (!repo?.settings.isActive || !repo.settings.config.ledger.enabled) {
    await clearRequest(context.db, ledger);
    return DONE;
  }
  // An archived repository cannot be written to; it sends an event when it is unarchived.
  if (repo.repository.files?.isArchived) return DONE;

  const retryAt = await writeDue(context, repo, ledger);
  return requeueAtFirst(retryAt ?? findNextTurn(context.now, repo.settings.config["time-zone"]));
}

/** Writes what is due. Returns when to reconcile again, or null when everything is written. */
async function writeDue(context: Context, repo: RepositoryContext, ledger: Ledger): Promise<Date | null> {
  const { now } = context;
  const zone = repo.settings.config["time-zone"];
  const { knownSince } = repo.repository;
  const due = listDueMonths({ now, zone, knownSince, writtenThrough: ledger.writtenThrough });
  if (due.length === 0 && !ledger.requestedAt) return null;
  const writtenThrough = due.at(-1) ?? ledger.writtenThrough;
  const running = toMonth(now, zone);
  // If no outcome ended in these months, GitHub is not called.
  const proposed = ledger.pullNumber === null ? [] : ledger.months;
  if (!(await hasRows(context, repo, ledger.requestedAt ? [...proposed, ...due, running] : due))) {
    return finish(context, { ...ledger, writtenThrough });
  }
  const notBefore = findNotBefore(ledger);
  if (notBefore && now < notBefore) return notBefore;

  const found = await findProposal(context, repo, ledger);
  if (found.isTaken) return hinder(context, ledger, "taken");
  const content = await writeLedgerFiles(context, repo, listMonths({ ledger, found, due, running }));
  if (content === "too-large") return hinder(context, ledger, "too-large");
  return propose(context, { repo, ledger, found, content, writtenThrough });
}

function findNotBefore({ problem, retryAt, intendedAt, pullNumber }: Ledger): Date | null {
  if (problem !== null) return retryAt;
  return intendedAt && pullNumber === null ? findSettledAt(intendedAt) : null;
}

interface Found {
  /** The open pull request. */
  readonly open: PullRequest | null;
  /** The attempt without an answer created the open pull request. */
  readonly isMade: boolean;
  /** The attempt without an answer created a pull request that is closed by now: it is not created again. */
  readonly isClosed: boolean;
  /** Another person has work on the branch that exists nowhere else. */
  readonly isTaken: boolean;
  readonly branch: Branch | undefined;
}

/** Finds the last proposal, even if its attempt got no answer. */
async function findProposal(
  { github }: Context,
  { repository, botLogin }: RepositoryContext,
  ledger: Ledger,
): Promise<Found> {
  const address = toAddress(repository);
  const pulls = await github.listPullRequestsFrom(address, LEDGER_BRANCH);
  const branch = await github.readBranch(address, LEDGER_BRANCH);
  const [newest] = pulls;
  const open = pulls.find(({ state }) => state === "open") ?? null;
  const begun = ledger.pullNumber === null ? pulls.find((pull) => isSince(pull, ledger.intendedAt)) : undefined;
  // A merged head is in the base; the branch it leaves behind may be moved on.
  const isMerged = branch !== undefined && newest?.mergedAt != null && newest.headSha === branch.sha;
  return {
    open,
    branch,
    isMade: begun?.state === "open",
    isClosed: begun?.state === "closed",
    isTaken: (open !== null && open.author.login !== botLogin) || (branch !== undefined && !branch.isOurs && !isMerged),
  };
}

function isSince({ createdAt }: PullRequest, intendedAt: Date | null): boolean {
  return intendedAt !== null && new Date(createdAt) >= findOldestMade(intendedAt);
}

interface Choice {
  readonly ledger: Ledger;
  readonly found: Found;
  readonly due: readonly string[];
  readonly running: string;
}

/** Months of an open proposal stay in it. Months of a closed one are left out, unless a person requests them later. */
function listMonths({ ledger, found, due, running }: Choice): readonly string[] {
  const { requestedAt, intendedAt } = ledger;
  const isRequested = requestedAt !== null && !(found.isClosed && intendedAt !== null && requestedAt <= intendedAt);
  const isLeftOut = (month: string) => found.isClosed && ledger.months.includes(month);
  const months = [
    ...(found.open ? ledger.months : []),
    ...due.filter((month) => !isLeftOut(month)),
    ...(isRequested ? [running] : []),
  ];
  return [...new Set(months)].sort();
}

interface Task {
  readonly repo: RepositoryContext;
  readonly ledger: Ledger;
  readonly found: Found;
  readonly content: LedgerContent;
  /** Saved once this is done. */
  readonly writtenThrough: string | null;
}

async function propose(context: Context, { repo, ledger, found, content, writtenThrough }: Task): Promise<null | Date> {
  const title = renderLedgerTitle(content.files);
  const body = renderLedgerBody(content, repo.about);
  const wanted = digest([title, body, content.texts]);
  const pullNumber = found.open?.number ?? null;
  const isThere = found.open !== null && ledger.digest === wanted && (found.isMade || ledger.intendedAt === null);
  if (content.files.length === 0 || isThere) return finish(context, { ...ledger, writtenThrough, pullNumber });

  const months = content.files.map(({ month }) => month);
  const begun: Ledger = { ...ledger, months, digest: wanted, pullNumber, intendedAt: context.now };
  await saveLedger(context.db, begun);
  const answer = await send(context, repo, {
    branch: LEDGER_BRANCH,
    base: repo.defaultBranch,
    onto: found.branch?.sha ?? null,
    title,
    body,
    commitMessage: title,
    files: content.texts,
  });
  if (answer === "forbidden" || answer === "refused") return hinder(context, ledger, answer);
  return finish(context, { ...begun, writtenThrough, pullNumber: answer?.number ?? null });
}

/** A refusal is no failure: other work goes on, and the dashboard shows the problem. */
async function send(
  { github }: Context,
  { repository }: RepositoryContext,
  proposal: Proposal,
): Promise<Proposed | undefined | "forbidden" | "refused"> {
  try {
    return await github.proposeFiles(toAddress(repository), proposal);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.kind === "forbidden" ? "forbidden" : "refused";
  }
}

async function finish(context: Context, ledger: Ledger): Promise<null> {
  await saveLedger(context.db, { ...ledger, intendedAt: null, problem: null, retryAt: null });
  await clearRequest(context.db, ledger);
  if (ledger.problem !== null) await enqueue(context, dashboardKey(ledger.repositoryId));
  return null;
}

/** Nothing can be done for now; the dashboard says why. */
async function hinder(context: Context, ledger: Ledger, problem: LedgerProblem): Promise<Date> {
  const retryAt = new Date(context.now.getTime() + RETRY_MS);
  await saveLedger(context.db, { ...ledger, problem, retryAt });
  if (ledger.problem !== problem) await enqueue(context, dashboardKey(ledger.repositoryId));
  return retryAt;
}
