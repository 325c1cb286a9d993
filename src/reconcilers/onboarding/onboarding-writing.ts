import { canBegin } from "../../core/onboarding/onboarding.ts";
import { listPlannedFiles, planOnboarding } from "../../core/onboarding/onboarding-plan.ts";
import { previewMerged } from "../../core/onboarding/onboarding-preview.ts";
import type { RepositoryStart } from "../../core/onboarding/repository-start.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { onboardingResource } from "../../core/resource-key.ts";
import { type Context, parseText } from "../../engine/context.ts";
import type { ResourceSpec } from "../../engine/managed-resource.ts";
import type { Proposal } from "../../github/github.ts";
import {
  ONBOARDING_ISSUE_TITLE,
  ONBOARDING_TITLE,
  type OnboardingView,
  renderOnboardingIssue,
  renderOnboardingPull,
} from "../../render/onboarding/onboarding.ts";
import { QUESTIONS, renderAgentSection, renderNewTemplate } from "../../render/onboarding/onboarding-template.ts";
import { findOwnPlace } from "../../render/outcome/outcome-link.ts";
import { digest } from "../../store/digest.ts";
import { adoptIssue } from "../outcome/follow-up.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** Reads what must be known before asking a repository; undefined when it is not to be asked after all. */
export async function readStart(
  { github }: Context,
  { repository }: RepositoryContext,
): Promise<RepositoryStart | undefined> {
  const names = repository.files?.templates.map(({ path }) => path) ?? [];
  const start = await github.readStart(toAddress(repository), names);
  return start && canBegin(start) ? start : undefined;
}

/** A digest of the templates that a proposal is based on. */
export function fingerprint({ repository }: RepositoryContext): string {
  return digest(repository.files?.templates ?? []);
}

/** Everything the proposal tells the repository. */
export async function viewOnboarding(
  context: Context,
  { repository, settings, botLogin, about, site }: RepositoryContext,
  start: RepositoryStart,
): Promise<OnboardingView> {
  const { config, templates } = settings;
  const { defaultBranch } = start;
  const { files } = repository;
  if (!files) throw new Error("a repository is asked only after its files were read");
  const adding = { fields: config.fields, questions: QUESTIONS };
  const input = { ...adding, files, start, newTemplate: renderNewTemplate(), agentSection: renderAgentSection() };
  const rules = { templates, config, defaultBranch, ownLogin: botLogin };
  // Templates that take too long to be read stay as they are, and merges that do are not shown.
  const untouched = { ...input, files: { ...files, owner: null }, start: { ...start, templates: [] } };
  const plan = (await parseText(context, "templates", [input])) ?? planOnboarding(untouched);
  const preview = (await parseText(context, "preview", [start.merged, rules])) ?? previewMerged([], rules);
  const { id, owner, name } = repository;
  const { base } = findOwnPlace(site, repository)(id);
  return { plan, preview, config, defaultBranch, base, home: `${site}/${owner}/${name}`, about };
}

/** Everything that matters about the pull request. */
type PullContent = Pick<Proposal, "title" | "body" | "files">;

/** How the pull request is written. Its branch name contains the key, so no one else has a branch of that name. */
export function onboardingPullSpec(
  context: Context,
  repo: RepositoryContext,
  view: OnboardingView,
): ResourceSpec<PullContent> {
  const { github } = context;
  const { repository } = repo;
  const address = toAddress(repository);
  const files = listPlannedFiles(view.plan);
  let branch = "";
  let onto: string | null = null;

  async function send(content: PullContent): Promise<number> {
    const proposal = { ...content, branch, base: view.defaultBranch, onto, commitMessage: COMMIT_MESSAGE };
    const proposed = await github.proposeFiles(address, proposal);
    if (!proposed) throw new Error(`the files proposed to ${repository.owner}/${repository.name} are there already`);
    return proposed.number;
  }

  return {
    key: onboardingResource(repository.id),
    repositoryId: repository.id,
    render: (key) => {
      branch = nameBranch(key);
      return { title: ONBOARDING_TITLE, body: renderOnboardingPull(view, key), files };
    },
    create: send,
    update: async (_number, content) => {
      const head = await github.readBranch(address, branch);
      // A person's work on the branch is left alone; without the branch there is no pull request either.
      if (!head?.isOurs) return;
      onto = head.sha;
      await send(content);
    },
    adopt: async (key) => {
      const number = await findPull(context, repo, key);
      // The branch may have been created before the connection broke.
      if (number === undefined) onto = (await github.readBranch(address, nameBranch(key)))?.sha ?? null;
      return number;
    },
  };
}

const COMMIT_MESSAGE = "chore: set up Did this work?";

function nameBranch(key: string): string {
  return `did-this-work/onboarding-${key.slice(0, 8)}`;
}

/** Finds our pull request with this key, open or closed, if it was created. */
export async function findPull(
  { github }: Context,
  { repository, botLogin }: RepositoryContext,
  key: string,
): Promise<number | undefined> {
  const pulls = await github.listPullRequestsFrom(toAddress(repository), nameBranch(key));
  return pulls.findLast(({ author }) => author.login === botLogin)?.number;
}

interface IssueContent {
  readonly title: string;
  readonly body: string;
}

/** Label to find the issue by. */
const LABEL = "outcome-onboarding";

/** How the issue is written when the app may not propose files. */
export function onboardingIssueSpec(
  context: Context,
  repo: RepositoryContext,
  view: OnboardingView,
): ResourceSpec<IssueContent> {
  const { github } = context;
  const { repository } = repo;
  const address = toAddress(repository);
  return {
    key: onboardingResource(repository.id),
    repositoryId: repository.id,
    render: (key) => ({ title: ONBOARDING_ISSUE_TITLE, body: renderOnboardingIssue(view, key) }),
    create: async (content) =>
      (await github.createIssue(address, { ...content, labels: [LABEL], assignees: [] })).number,
    // The issue is never rewritten.
    update: async () => {},
    adopt: (key) => adoptOnboardingIssue(context, repo, key),
  };
}

/** Finds our issue with this key, if it was created. */
export function adoptOnboardingIssue(
  context: Context,
  repo: RepositoryContext,
  key: string,
): Promise<number | undefined> {
  return adoptIssue(context, repo, { key, label: LABEL });
}
