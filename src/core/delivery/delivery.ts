import type { z } from "zod";
import type { Person } from "../person.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";
import { findRevertedCommits } from "../pull-request/revert.ts";
import type { ReconcileKey } from "../reconcile-key.ts";
import { tellInstallation, tellTarget } from "./installation-delivery.ts";
import {
  CheckRunPayload,
  Envelope,
  InstallationPayload,
  IssueCommentPayload,
  IssuesPayload,
  MergeGroupPayload,
  PullRequestPayload,
  PushPayload,
  RepositoryPayload,
  SuitePayload,
  TargetPayload,
  toPerson,
  toPullRequest,
} from "./payload.ts";
import type { Gesture } from "./user-action.ts";

/** A repository as deliveries show it. */
export interface RepositoryFacts {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** When it was changed last, ISO 8601; null in lists, which tell no time. */
  readonly updatedAt: string | null;
}

/** One thing a delivery tells, beyond that its object is to be looked at. */
export type News =
  | {
      readonly kind: "pull";
      readonly pull: PullRequest;
      /** The description before this edit; null when the delivery is no edit of it. */
      readonly bodyBefore: string | null;
      /** It was merged just now; an older merge that a later event shows is none. */
      readonly isMerge: boolean;
    }
  | { readonly kind: "gesture"; readonly number: number; readonly gesture: Gesture }
  /** Something new that carries a marker: it may be the echo of our own write. */
  | { readonly kind: "written"; readonly githubId: number; readonly body: string; readonly appId: number | null }
  | { readonly kind: "checked"; readonly githubId: number; readonly headSha: string; readonly appId: number }
  /** Someone wants a check written again. */
  | { readonly kind: "rerequested"; readonly headSha: string }
  | {
      readonly kind: "pushed";
      readonly ref: string;
      /** The head afterwards; all zeros when the branch was deleted. */
      readonly after: string;
      /** Paths the push touched; null when GitHub cut the list off. */
      readonly paths: readonly string[] | null;
      /** Commits that the pushed ones take back. */
      readonly revertedShas: readonly string[];
    }
  | { readonly kind: "repository"; readonly action: string }
  /** The account the app is installed for has another login. */
  | { readonly kind: "owner-renamed"; readonly login: string }
  | {
      readonly kind: "installation";
      readonly action: string;
      readonly account: { readonly id: number; readonly login: string };
      /** What the app was granted; null where it is not told. */
      readonly permissions: Readonly<Record<string, string>> | null;
      readonly added: readonly RepositoryFacts[];
      readonly removed: readonly RepositoryFacts[];
    };

/** A delivery, parsed: whom it concerns and what it tells. */
export interface Delivery {
  /** What it is about; deliveries of one object are worked off in order. */
  readonly object: ReconcileKey;
  readonly installationId: number;
  readonly repository: RepositoryFacts | null;
  readonly sender: Person | null;
  readonly news: readonly News[];
  /** Of the payload what was read, in GitHub's own words: parsed again, it tells the same. */
  readonly payload: object;
}

type Told = { readonly object: ReconcileKey; readonly news: readonly News[] };
interface Facts {
  readonly action: string;
  readonly repositoryId: number;
  readonly by: Person;
}

/** An event the app listens to: what is read of its payload, and what that tells; null where it is none of our business. */
interface Listener<Payload extends object> {
  readonly shape: z.ZodType<Payload>;
  readonly tell: (payload: Payload, facts: Facts) => Told | null;
  /** The only actions that concern us; all of them without. */
  readonly actions?: readonly string[];
}

/** The events the app listens to; app.yml subscribes to exactly these. */
const LISTENERS = {
  pull_request: listener({ shape: PullRequestPayload, tell: tellPullRequest }),
  issues: listener({ shape: IssuesPayload, tell: tellIssue }),
  issue_comment: listener({ shape: IssueCommentPayload, tell: tellComment }),
  check_run: listener({ shape: CheckRunPayload, tell: tellCheckRun }),
  check_suite: listener({ shape: SuitePayload, tell: tellSuite, actions: ["rerequested"] }),
  merge_group: listener({ shape: MergeGroupPayload, tell: tellMergeGroup, actions: ["checks_requested"] }),
  push: listener({ shape: PushPayload, tell: tellPush }),
  repository: listener({ shape: RepositoryPayload, tell: tellRepository }),
  installation: listener({ shape: InstallationPayload, tell: tellInstallation }),
  installation_repositories: listener({ shape: InstallationPayload, tell: tellInstallation }),
  installation_target: listener({ shape: TargetPayload, tell: tellTarget, actions: ["renamed"] }),
};

/** What it tells, and of the payload what that was read from; null when it is none of our business. */
type Listen = (payload: unknown, facts: Facts) => (Told & { readonly payload: object }) | null;

function listener<Payload extends object>({ shape, tell, actions }: Listener<Payload>): Listen {
  return (raw, facts) => {
    if (actions && !actions.includes(facts.action)) return null;
    const payload = shape.parse(raw);
    const told = tell(payload, facts);
    return told && { ...told, payload };
  };
}

/**
 * Parses a delivery. Null when it is none of our business: an event or action we do not use, or no installation.
 * Throws a ZodError when an event we use lacks what GitHub documents for it.
 */
export function parseDelivery(event: string, payload: unknown): Delivery | null {
  if (!isListenedTo(event)) return null;
  const envelope = Envelope.safeParse(payload);
  if (!envelope.success) return null;

  const { action = "", repository, sender, installation } = envelope.data;
  const by = sender ?? { id: 0, login: "ghost", type: "User" };
  const heard = LISTENERS[event](payload, { action, repositoryId: repository?.id ?? 0, by });
  if (!heard) return null;
  return {
    ...heard,
    installationId: installation.id,
    repository: toRepositoryFacts(repository),
    sender: sender ?? null,
  };
}

function isListenedTo(event: string): event is keyof typeof LISTENERS {
  return Object.hasOwn(LISTENERS, event);
}

function toRepositoryFacts(repository: z.output<typeof Envelope>["repository"]): RepositoryFacts | null {
  if (!repository) return null;
  const { id, name, owner, updated_at } = repository;
  return { id, owner: owner.login, name, updatedAt: updated_at ?? null };
}

function tellPullRequest(
  { pull_request, changes }: z.output<typeof PullRequestPayload>,
  { action, repositoryId }: Facts,
): Told {
  const pull = toPullRequest(pull_request, repositoryId);
  const isMerge = action === "closed" && pull.mergedAt !== null;
  const shown: News = { kind: "pull", pull, bodyBefore: changes?.body?.from ?? null, isMerge };
  const { number, body } = pull;
  return {
    object: `pull/${repositoryId}/${number}`,
    // GitHub does not say which app opened a pull request; whoever sent the event tells.
    news: action === "opened" ? [{ kind: "written", githubId: number, body, appId: null }, shown] : [shown],
  };
}

function tellIssue(
  { issue, changes, assignee }: z.output<typeof IssuesPayload>,
  { action, repositoryId, by }: Facts,
): Told | null {
  const at = issue.updated_at;
  const object: ReconcileKey = `issue/${repositoryId}/${issue.number}`;
  const gesture = (told: Gesture): Told => ({
    object,
    news: [{ kind: "gesture", number: issue.number, gesture: told }],
  });
  switch (action) {
    case "opened": {
      const appId = issue.performed_via_github_app?.id ?? null;
      return { object, news: [{ kind: "written", githubId: issue.number, body: issue.body ?? "", appId }] };
    }
    case "edited":
      if (changes?.body === undefined) return null;
      return gesture({ kind: "edited-issue", before: changes.body.from ?? "", after: issue.body ?? "", by, at });
    case "closed":
      return gesture({ kind: "closed-issue", by, at });
    case "reopened":
      return gesture({ kind: "reopened-issue", by, at });
    case "assigned":
      return assignee ? gesture({ kind: "assigned", assignee: toPerson(assignee), by, at }) : null;
    case "deleted":
      return gesture({ kind: "removed-issue", to: null, by, at });
    case "transferred":
      return gesture({ kind: "removed-issue", to: changes?.new_issue?.html_url ?? null, by, at });
    default:
      return null;
  }
}

function tellComment(
  { issue, comment, changes }: z.output<typeof IssueCommentPayload>,
  { action, repositoryId, by }: Facts,
): Told | null {
  const object: ReconcileKey = `${issue.pull_request ? "pull" : "issue"}/${repositoryId}/${issue.number}`;
  const appId = comment.performed_via_github_app?.id ?? null;
  const at = comment.updated_at;
  const commented: News = {
    kind: "gesture",
    number: issue.number,
    gesture: {
      kind: "commented",
      commentId: comment.id,
      body: comment.body ?? "",
      bodyBefore: action === "edited" ? (changes?.body?.from ?? "") : null,
      by,
      at,
    },
  };
  switch (action) {
    case "created":
      return { object, news: [{ kind: "written", githubId: comment.id, body: comment.body ?? "", appId }, commented] };
    case "edited":
      return { object, news: [commented] };
    case "deleted": {
      const gesture: Gesture = { kind: "deleted-comment", commentId: comment.id, by, at };
      return { object, news: [{ kind: "gesture", number: issue.number, gesture }] };
    }
    default:
      return null;
  }
}

/** `external_id` is ours: `<repository id>:<pull request number>`; null on runs of other apps. */
function findPullNumber(externalId: string | null | undefined, repositoryId: number): number | null {
  const match = /^(\d+):(\d+)$/.exec(externalId ?? "");
  return match && Number(match[1]) === repositoryId ? Number(match[2]) : null;
}

function tellCheckRun(
  { check_run, requested_action }: z.output<typeof CheckRunPayload>,
  { action, repositoryId, by }: Facts,
): Told | null {
  const number = findPullNumber(check_run.external_id, repositoryId);
  if (number === null) return null;
  const object: ReconcileKey = `pull/${repositoryId}/${number}`;
  const headSha = check_run.head_sha;
  switch (action) {
    case "created":
      return { object, news: [{ kind: "checked", githubId: check_run.id, headSha, appId: check_run.app?.id ?? 0 }] };
    case "rerequested":
      return { object: `commit/${repositoryId}/${headSha}`, news: [{ kind: "rerequested", headSha }] };
    case "requested_action": {
      const button = requested_action?.identifier ?? "";
      const at = check_run.completed_at ?? "";
      return { object, news: [{ kind: "gesture", number, gesture: { kind: "pressed", button, by, at } }] };
    }
    default:
      return null;
  }
}

function tellSuite({ check_suite }: z.output<typeof SuitePayload>, { repositoryId }: Facts): Told {
  const headSha = check_suite.head_sha;
  return { object: `commit/${repositoryId}/${headSha}`, news: [{ kind: "rerequested", headSha }] };
}

function tellMergeGroup({ merge_group }: z.output<typeof MergeGroupPayload>, { repositoryId }: Facts): Told {
  return { object: `queue/${repositoryId}/${merge_group.head_sha}`, news: [] };
}

/** GitHub lists at most so many commits in a push. */
const MAX_PUSH_COMMITS = 2_048;

function tellPush({ ref, after, commits }: z.output<typeof PushPayload>, { repositoryId }: Facts): Told {
  const revertedShas = commits.flatMap(({ message }) => findRevertedCommits(message));
  const isCutOff = commits.length >= MAX_PUSH_COMMITS;
  const paths = commits.flatMap((commit) => [...commit.added, ...commit.modified, ...commit.removed]);
  return {
    object: `repository/${repositoryId}`,
    news: [{ kind: "pushed", ref, after, paths: isCutOff ? null : [...new Set(paths)], revertedShas }],
  };
}

function tellRepository(_payload: z.output<typeof RepositoryPayload>, { action, repositoryId }: Facts): Told {
  return { object: `repository/${repositoryId}`, news: [{ kind: "repository", action }] };
}
