import { findMarker } from "../../core/marker.ts";
import { mayBeAskedUnnoticed, planFollowUpState } from "../../core/outcome/follow-up.ts";
import { currentQuestion, type Outcome, withQuestion } from "../../core/outcome/outcome.ts";
import { isReachable } from "../../core/person.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { dashboardResource, followUpResource } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource, findWritten, type ResourceSpec } from "../../engine/managed-resource.ts";
import type { Issue, IssueChange } from "../../github/github.ts";
import type { ShownMetric } from "../../render/metric/numbers.ts";
import { renderFollowUp, renderFollowUpTitle } from "../../render/outcome/follow-up.ts";
import { findLinkBase } from "../../render/outcome/outcome-link.ts";
import { deleteResource, findResource, listResources, type ManagedResource } from "../../store/managed-resource.ts";
import { saveOutcome } from "../../store/outcome.ts";
import { findShownDashboard } from "../dashboard/shown-dashboard.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { type Progress, settled } from "./progress.ts";

/** Everything that matters about a follow-up issue. */
export interface FollowUpContent {
  readonly body: string;
  readonly state: "open" | "closed";
  readonly reason: "completed" | "not_planned" | null;
}

/** Makes an existing follow-up match its outcome. Returns when to reconcile again, or null. */
export async function ensureFollowUp(
  context: Context,
  repo: RepositoryContext,
  { outcome, numbers }: { readonly outcome: Outcome; readonly numbers: readonly ShownMetric[] },
): Promise<Date | null> {
  if (currentQuestion(outcome).issueNumber === null) return null;
  const { resource, dashboard } = await readKnownFollowUp(context, repo, outcome);
  const spec = followUpSpec(context, repo, { outcome, numbers, dashboard, create: refuseToCreate });
  const ensured = await ensureResource(context, spec, { resource });
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}

/**
 * Notes the issue of a question that was opened just when it was not to be asked any more, and whose number was not kept: from
 * then on it is closed like any other.
 */
export async function noteUnnoticedQuestion(
  context: Context,
  repo: RepositoryContext,
  outcome: Outcome,
): Promise<Progress> {
  if (!mayBeAskedUnnoticed(outcome, context.now)) return settled(outcome);
  const resource = await findResource(context.db, followUpResource(outcome));
  if (!resource || resource.dismissedAt) return settled(outcome);
  const adopt = (key: string) => adoptFollowUp(context, repo, key);
  const written = await findWritten(context, { adopt }, resource);
  switch (written.kind) {
    case "stands":
      return settled(await saveOutcome(context.db, withQuestion(outcome, { issueNumber: written.githubId })));
    case "unknown":
      return { outcome, requeueAt: written.requeueAt };
    case "none":
      await deleteResource(context.db, resource.key);
      return settled(outcome);
  }
}

/** Only ask.ts opens a follow-up. */
function refuseToCreate(): Promise<number> {
  throw new Error("a follow-up that is known by its number cannot be new");
}

export interface FollowUpTask extends Shown {
  readonly create: (content: FollowUpContent) => Promise<number>;
}

/** How a follow-up is written. */
export function followUpSpec(
  context: Context,
  repo: RepositoryContext,
  { outcome, numbers, dashboard, create }: FollowUpTask,
): ResourceSpec<FollowUpContent> {
  const { github } = context;
  const address = toAddress(repo.repository);
  return {
    key: followUpResource(outcome),
    repositoryId: outcome.repositoryId,
    render: (key) => renderContent(repo, { outcome, numbers, dashboard }, key),
    create,
    update: async (number, { body, state, reason }) => {
      await github.updateIssue(address, number, { body, state, ...(reason === null ? {} : { stateReason: reason }) });
    },
    adopt: (key) => adoptFollowUp(context, repo, key),
  };
}

function adoptFollowUp(context: Context, repo: RepositoryContext, key: string): Promise<number | undefined> {
  return adoptIssue(context, repo, { key, label: repo.settings.config["follow-up"].labels[0] ?? "" });
}

/** What is known of a follow-up, and the dashboard it links to. */
export interface KnownFollowUp {
  readonly resource: ManagedResource | undefined;
  /** Number of the issue; null when there is none. */
  readonly dashboard: number | null;
}

/** Reads both at once. */
export async function readKnownFollowUp(
  { db }: Context,
  { repository, settings }: RepositoryContext,
  outcome: Outcome,
): Promise<KnownFollowUp> {
  const keys = { followUp: followUpResource(outcome), dashboard: dashboardResource(repository.id) };
  const resources = await listResources(db, [keys.followUp, keys.dashboard]);
  const page = resources.find(({ key }) => key === keys.dashboard);
  return {
    resource: resources.find(({ key }) => key === keys.followUp),
    dashboard: findShownDashboard(page, settings.config),
  };
}

interface Shown {
  readonly outcome: Outcome;
  readonly numbers: readonly ShownMetric[];
  readonly dashboard: number | null;
}

function renderContent(
  { repository, settings: { config }, about, site }: RepositoryContext,
  { outcome, numbers, dashboard }: Shown,
  key: string,
): FollowUpContent {
  const plan = planFollowUpState(outcome);
  const base = findLinkBase({ site, ...toAddress(repository) }, { isOwnPage: true });
  const body = renderFollowUp({ outcome, numbers, config, mention: findMention(outcome), about, base, dashboard }, key);
  return { body, state: plan?.state ?? "closed", reason: plan?.state === "closed" ? plan.reason : null };
}

/** Whom the issue mentions: only where nobody could be assigned. */
function findMention(outcome: Outcome): string | null {
  if (currentQuestion(outcome).assignee !== null) return null;
  return [outcome.author, outcome.merger].find((person) => person !== null && isReachable(person))?.login ?? null;
}

/** The title a follow-up is created with. */
export function followUpTitle(outcome: Outcome): string {
  return renderFollowUpTitle(outcome);
}

/**
 * Finds our issue with this key, if it was created. Of duplicates the lowest number stays; the others are closed as
 * duplicates, with `words` as their content if given.
 */
export async function adoptIssue(
  { github }: Context,
  { repository }: RepositoryContext,
  {
    key,
    label,
    words = {},
  }: { readonly key: string; readonly label: string; readonly words?: Pick<IssueChange, "body"> },
): Promise<number | undefined> {
  const address = toAddress(repository);
  const { appId, botLogin } = await github.identity();
  const isOurs = (issue: Issue) => issue.appId === appId || issue.author.login === botLogin;
  const issues = await github.listIssues(address, label);
  const numbers = issues
    .filter((issue) => isOurs(issue) && findMarker(issue.body) === key)
    .map((issue) => issue.number)
    .sort((a, b) => a - b);
  for (const number of numbers.slice(1)) {
    await github.updateIssue(address, number, { ...words, state: "closed", stateReason: "duplicate" });
  }
  return numbers[0];
}
