import { z } from "zod";
import type { Person } from "../person.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";
import { toStorable } from "../storable.ts";

// Webhook payloads, reduced to the fields in use and lenient about the rest: GitHub adds fields at any time.
// Source: https://docs.github.com/webhooks/webhook-events-and-payloads

/** The number of a pull request or issue. The database keeps 32 bits, and no repository has more. */
export const MOST_NUMBER = 2_147_483_647;
const ThreadNumber = z.int().positive().max(MOST_NUMBER);
/** Ids have up to 53 bits: a larger one would be another one by the time it is written down. */
const Id = z.int().nonnegative();

const User = z.object({ id: Id, login: z.string(), type: z.string().default("User") });
/** GitHub sends null for deleted accounts. */
const MaybeUser = User.nullish();
const App = z.object({ id: Id }).nullish();

const Repository = z.object({
  id: Id,
  name: z.string(),
  owner: z.object({ login: z.string() }),
  updated_at: z.iso.datetime({ offset: true }).nullish().catch(null),
});

/** The fields that all payloads share. */
export const Envelope = z.object({
  action: z.string().optional(),
  installation: z.object({ id: Id }),
  repository: Repository.nullish(),
  sender: z.object({ id: Id, login: z.string(), type: z.string() }).nullish(),
});

const PullRequestShape = z.object({
  number: ThreadNumber,
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  draft: z.boolean().default(false),
  user: MaybeUser,
  labels: z.array(z.object({ name: z.string() })).default([]),
  base: z.object({ ref: z.string() }),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ id: Id }).nullish() }),
  merged_at: z.string().nullish(),
  merged_by: MaybeUser,
  merge_commit_sha: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  html_url: z.string(),
});
type PullRequestShape = z.output<typeof PullRequestShape>;

const Changes = z
  .object({
    body: z.object({ from: z.string().nullish() }).optional(),
    new_issue: z.object({ html_url: z.string() }).nullish(),
  })
  .optional();

const IssueShape = z.object({
  number: ThreadNumber,
  body: z.string().nullish(),
  updated_at: z.string(),
  performed_via_github_app: App,
  pull_request: z.object({}).nullish(),
});

export const PullRequestPayload = Envelope.extend({ pull_request: PullRequestShape, changes: Changes });
export const IssuesPayload = Envelope.extend({ issue: IssueShape, changes: Changes, assignee: MaybeUser });
export const IssueCommentPayload = Envelope.extend({
  issue: IssueShape,
  comment: z.object({
    id: Id,
    body: z.string().nullish(),
    created_at: z.string().nullish(),
    updated_at: z.string(),
    performed_via_github_app: App,
  }),
  changes: Changes,
});
export const ReviewPayload = Envelope.extend({
  pull_request: z.object({ number: ThreadNumber }),
  review: z.object({
    id: Id,
    node_id: z.string(),
    body: z.string().nullish(),
    submitted_at: z.string().nullish(),
  }),
  changes: Changes,
});
export const CheckRunPayload = Envelope.extend({
  check_run: z.object({
    id: Id,
    head_sha: z.string(),
    external_id: z.string().nullish(),
    completed_at: z.string().nullish(),
    app: App,
  }),
  requested_action: z.object({ identifier: z.string() }).nullish(),
});
export const SuitePayload = Envelope.extend({ check_suite: z.object({ head_sha: z.string() }) });
export const MergeGroupPayload = Envelope.extend({ merge_group: z.object({ head_sha: z.string() }) });
const Paths = z.array(z.string()).default([]);
const Moment = z.iso.datetime({ offset: true }).nullish().catch(null);
export const ReleasePayload = Envelope.extend({
  release: z.object({
    tag_name: z.string(),
    draft: z.boolean().default(false),
    prerelease: z.boolean().default(false),
    published_at: Moment,
    updated_at: Moment,
  }),
});
export const DeploymentStatusPayload = Envelope.extend({
  deployment: z.object({
    sha: z.string(),
    environment: z.string().nullish(),
    transient_environment: z.boolean().nullish(),
  }),
  deployment_status: z.object({ state: z.string(), environment: z.string().nullish(), created_at: Moment }),
});
/** In seconds since 1970 where it is about a push, and a text elsewhere. */
const PushedAt = z.union([z.int().transform((seconds) => new Date(seconds * 1000).toISOString()), z.iso.datetime()]);
export const PushPayload = Envelope.extend({
  repository: Repository.extend({ pushed_at: PushedAt.nullish().catch(null) }).nullish(),
  ref: z.string(),
  after: z.string(),
  commits: z
    .array(
      z.object({
        id: z.string().default(""),
        message: z.string().default(""),
        added: Paths,
        modified: Paths,
        removed: Paths,
      }),
    )
    .default([]),
});
export const RepositoryPayload = Envelope.extend({ repository: Repository });
const ShortRepository = z.object({ id: Id, full_name: z.string() });
export const InstallationPayload = Envelope.extend({
  installation: z.object({
    id: Id,
    account: z.object({ id: Id, login: z.string() }),
    permissions: z.record(z.string(), z.string()).optional(),
  }),
  repositories: z.array(ShortRepository).optional(),
  repositories_added: z.array(ShortRepository).optional(),
  repositories_removed: z.array(ShortRepository).optional(),
});

export const TargetPayload = Envelope.extend({ account: z.object({ login: z.string() }) });

/** The person behind a user; a deleted account becomes `ghost`, as on github.com. */
export function toPerson(user: z.output<typeof MaybeUser>): Person {
  return user ?? { id: 0, login: "ghost", type: "User" };
}

/** Parses a pull request as REST and webhooks send it; throws a ZodError on anything else. */
export function parsePullRequest(json: unknown, repositoryId: number): PullRequest {
  return toPullRequest(toStorable(PullRequestShape.parse(json)), repositoryId);
}

/** Converts GitHub's pull request to our own shape. */
export function toPullRequest(json: PullRequestShape, repositoryId: number): PullRequest {
  return {
    repositoryId,
    number: json.number,
    title: json.title,
    body: json.body ?? "",
    state: json.state,
    isDraft: json.draft,
    author: toPerson(json.user),
    labels: json.labels.map((label) => label.name),
    baseRef: json.base.ref,
    headRef: json.head.ref,
    headSha: json.head.sha,
    headRepositoryId: json.head.repo?.id ?? null,
    mergedAt: json.merged_at ?? null,
    mergedBy: json.merged_by ? toPerson(json.merged_by) : null,
    // Before the merge this is GitHub's test merge, which is not a commit of the branch.
    mergeCommitSha: json.merged_at ? (json.merge_commit_sha ?? null) : null,
    createdAt: json.created_at,
    updatedAt: json.updated_at,
    url: json.html_url,
  };
}
