import { ExternalError, isGone, noneIfLocked } from "../../core/external-error.ts";
import { listCandidates } from "../../core/outcome/follow-up.ts";
import { transition } from "../../core/outcome/life-cycle.ts";
import { currentQuestion, type Outcome, withQuestion } from "../../core/outcome/outcome.ts";
import type { Person } from "../../core/person.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { againResource } from "../../core/resource-key.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import type { Issue } from "../../github/github.ts";
import { renderAgain } from "../../render/outcome/reminder.ts";
import { listOutcomeMetrics } from "../../store/outcome-metric.ts";
import { listUnassignable, saveUnassignable } from "../../store/unassignable.ts";
import { showMetrics } from "../metric/shown-metrics.ts";
import { commentWrites } from "../pull-request/comment.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { followUpSpec, followUpTitle, readKnownFollowUp } from "./follow-up.ts";
import { type Progress, settled } from "./progress.ts";
import { saveAndAnnounce, saveTransition } from "./save-transition.ts";

/** Asks the question: opens its issue, or reopens the issue of a moved question, and finds an assignee. */
export async function askQuestion(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Progress> {
  const { assignee, issueNumber } = currentQuestion(outcome);
  const asking = transition(outcome, { kind: "asked", assignee }, toUtcText(context.now));
  if (!asking) return settled(outcome);
  if (issueNumber !== null) return askAgain(context, repo, { outcome, asking, number: issueNumber });
  try {
    return await openIssue(context, repo, { outcome, asking });
  } catch (error) {
    const reason =
      error instanceof ExternalError ? await findReasonNotToAsk(context, repo, { outcome, refusal: error }) : null;
    if (reason === null) throw error;
    return settled(await saveTransition(context, outcome, { kind: "not-asked", reason }));
  }
}

interface Again extends Question {
  readonly number: number;
}

/** A moved question has its issue already: the same one is opened again, by what should stand now. */
async function askAgain(
  context: Context,
  repo: RepositoryContext,
  { outcome, asking, number }: Again,
): Promise<Progress> {
  try {
    const requeueAt = await sayAgain(context, repo, { outcome: asking, number });
    if (requeueAt) return { outcome, requeueAt };
  } catch (error) {
    // A person deleted or transferred it while the question was put off.
    if (!isGone(error) || error.blocker !== null) throw error;
    return settled(await saveTransition(context, outcome, { kind: "not-asked", reason: ISSUE_DELETED }));
  }
  return settled(await saveAndAnnounce(context, { before: outcome, after: asking }));
}

const ISSUE_DELETED = "the issue was deleted";

/** The reason when a refusal will not pass, which ends the question; null when it is worth another try. */
async function findReasonNotToAsk(
  { github, now }: Context,
  { repository }: RepositoryContext,
  { outcome, refusal: { kind, blocker } }: { readonly outcome: Outcome; readonly refusal: ExternalError },
): Promise<string | null> {
  if (kind === "gone") return "issues are switched off";
  if (kind !== "forbidden") return null;
  if (blocker === "issues") return isOverdue(outcome, now) ? "the app may not open issues" : null;
  const files = await github.readFiles(toAddress(repository));
  if (!files) return "the app cannot see the repository any more";
  return files.isArchived ? "the repository is archived" : null;
}

/** How long a question waits for a missing permission, which may still be granted. */
const PERMISSION_MS = 14 * 24 * 60 * 60_000;

function isOverdue({ dueAt }: Outcome, now: Date): boolean {
  return dueAt !== null && now.getTime() >= Date.parse(dueAt) + PERMISSION_MS;
}

/**
 * Reopening an issue notifies no one, so a comment tells the person to answer. In a locked conversation there is none, and
 * the question is asked all the same.
 */
async function sayAgain(
  context: Context,
  { repository, settings: { config } }: RepositoryContext,
  { outcome, number }: { readonly outcome: Outcome; readonly number: number },
): Promise<Date | null> {
  const address = toAddress(repository);
  const ensuring = ensureResource<string>(context, {
    key: againResource(outcome),
    repositoryId: outcome.repositoryId,
    render: (key) => renderAgain({ outcome, config }, key),
    ...commentWrites(context, { address, number }),
  });
  const ensured = await ensuring.catch(noneIfLocked);
  return ensured?.kind === "unknown" ? ensured.requeueAt : null;
}

interface Question {
  readonly outcome: Outcome;
  readonly asking: Outcome;
}

async function openIssue(context: Context, repo: RepositoryContext, { outcome, asking }: Question): Promise<Progress> {
  const unassignable = await listUnassignable(context.db, outcome.repositoryId, context.now);
  const candidates = listCandidates(outcome, repo.settings.config["follow-up"].fallback, unassignable);
  const made: Issue[] = [];
  const create = async (content: { readonly body: string }) => {
    const issue = await createIssue(context, repo, { outcome, body: content.body, assignee: candidates[0] });
    made.push(issue);
    return issue.number;
  };
  // It is rendered for the first candidate, so that an issue that everybody can take is written once.
  const { assignee } = currentQuestion(asking);
  const hopeful = withQuestion(asking, { assignee: assignee ?? findExpected(outcome, candidates[0]) });
  const { resource, dashboard } = await readKnownFollowUp(context, repo, outcome);
  const kept = outcome.hasNumbers ? await listOutcomeMetrics(context.db, outcome.repositoryId, outcome.number) : [];
  const numbers = showMetrics(context, repo, kept);
  const spec = followUpSpec(context, repo, { outcome: hopeful, numbers, dashboard, create });
  const ensured = await ensureResource(context, spec, { resource });
  if (ensured.kind === "unknown") return { outcome, requeueAt: ensured.requeueAt };
  if (ensured.kind === "refused") {
    const reason = ensured.why === "" ? REFUSED : `${REFUSED}: ${ensured.why}`;
    return settled(await saveTransition(context, outcome, { kind: "not-asked", reason }));
  }
  if (ensured.kind === "dismissed") {
    return settled(await saveTransition(context, outcome, { kind: "not-asked", reason: ISSUE_DELETED }));
  }

  const issue = made[0] ?? (await context.github.readIssue(toAddress(repo.repository), ensured.githubId));
  const taken = issue ? await assign(context, repo, { issue, candidates }) : null;
  const asked = withQuestion(asking, { assignee: taken, issueNumber: ensured.githubId });
  return settled(await saveAndAnnounce(context, { before: outcome, after: asked }));
}

/** What GitHub says may follow. */
const REFUSED = "GitHub refuses the issue";

function findExpected({ author, merger }: Outcome, login: string | undefined): Person | null {
  const known = [author, merger].find((person) => person?.login === login);
  return known ?? (login === undefined ? null : { id: 0, login, type: "User" });
}

interface NewIssue {
  readonly outcome: Outcome;
  readonly body: string;
  readonly assignee: string | undefined;
}

/** GitHub drops some assignees silently and refuses others with 422: then the issue is created without one. */
async function createIssue(
  { github }: Context,
  { repository, settings }: RepositoryContext,
  { outcome, body, assignee }: NewIssue,
): Promise<Issue> {
  const address = toAddress(repository);
  const issue = { title: followUpTitle(outcome), body, labels: settings.config["follow-up"].labels };
  if (assignee === undefined) return github.createIssue(address, { ...issue, assignees: [] });
  try {
    return await github.createIssue(address, { ...issue, assignees: [assignee] });
  } catch (error) {
    if (!(error instanceof ExternalError) || error.kind !== "invalid") throw error;
    return github.createIssue(address, { ...issue, assignees: [] });
  }
}

/** Whoever GitHub accepted; else the next candidates are tried, one at a time. Who was not taken is remembered. */
async function assign(
  context: Context,
  { repository }: RepositoryContext,
  { issue, candidates }: { readonly issue: Issue; readonly candidates: readonly string[] },
): Promise<Person | null> {
  if (issue.assignees[0]) return issue.assignees[0];
  const [tried, ...others] = candidates;
  if (tried !== undefined) await rememberUnassignable(context, repository.id, tried);
  for (const login of others) {
    const taken = await context.github
      .updateIssue(toAddress(repository), issue.number, { assignees: [login] })
      .catch(noneIfInvalid);
    if (taken?.assignees[0]) return taken.assignees[0];
    await rememberUnassignable(context, repository.id, login);
  }
  return null;
}

/** How long a refused login is not tried again; people get and lose access. */
const REMEMBERED_MS = 30 * 24 * 60 * 60_000;

async function rememberUnassignable({ db, now }: Context, repositoryId: number, login: string): Promise<void> {
  await saveUnassignable(db, { repositoryId, login, until: new Date(now.getTime() + REMEMBERED_MS) });
}

function noneIfInvalid(error: unknown): undefined {
  if (error instanceof ExternalError && error.kind === "invalid") return undefined;
  throw error;
}
