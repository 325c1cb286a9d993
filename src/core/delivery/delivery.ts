import type { z } from "zod";
import type { Person } from "../person.ts";
import { findRevertedCommits } from "../pull-request/revert-signs.ts";
import { commitKey, issueKey, pullKey, queueKey, type ReconcileKey, repositoryKey } from "../reconcile-key.ts";
import { toStorable } from "../storable.ts";
import type { DeliveryEvent, ParsedEvents, RepositoryFacts } from "./delivery-event.ts";
import { parseInstallationEvent, parseTargetEvent } from "./installation-delivery.ts";
import {
  CheckRunPayload,
  Envelope,
  InstallationPayload,
  IssueCommentPayload,
  IssuesPayload,
  MergeGroupPayload,
  MOST_NUMBER,
  PullRequestPayload,
  PushPayload,
  RepositoryPayload,
  ReviewPayload,
  SuitePayload,
  TargetPayload,
  toPerson,
  toPullRequest,
} from "./payload.ts";
import type { UserAction } from "./user-action.ts";

/** A parsed delivery: the key it concerns, and its events. */
export interface Delivery {
  /** The key it concerns; deliveries of one key are applied in order. */
  readonly key: ReconcileKey;
  readonly installationId: number;
  readonly repository: RepositoryFacts | null;
  readonly sender: Person | null;
  readonly events: readonly DeliveryEvent[];
  /** The part of the payload that was read, in GitHub's own words: parsed again, it gives the same events. */
  readonly payload: object;
}
interface Facts {
  readonly action: string;
  readonly repositoryId: number;
  readonly by: Person;
}

/**
 * An event the app subscribes to: the part of its payload that is read, and the parser of its events, which returns
 * null when the payload does not concern the app.
 */
interface Listener<Payload extends object> {
  readonly shape: z.ZodType<Payload>;
  readonly parse: (payload: Payload, facts: Facts) => ParsedEvents | null;
  /** The only actions that concern the app; without this, all of them do. */
  readonly actions?: readonly string[];
}

/** The events the app subscribes to; app.yml lists exactly these. */
const LISTENERS = {
  pull_request: listener({ shape: PullRequestPayload, parse: parsePullRequestEvent }),
  issues: listener({ shape: IssuesPayload, parse: parseIssueEvent }),
  issue_comment: listener({ shape: IssueCommentPayload, parse: parseCommentEvent }),
  pull_request_review: listener({ shape: ReviewPayload, parse: parseReviewEvent, actions: ["submitted", "edited"] }),
  check_run: listener({ shape: CheckRunPayload, parse: parseCheckRunEvent }),
  check_suite: listener({ shape: SuitePayload, parse: parseSuiteEvent, actions: ["rerequested"] }),
  merge_group: listener({ shape: MergeGroupPayload, parse: parseMergeGroupEvent, actions: ["checks_requested"] }),
  push: listener({ shape: PushPayload, parse: parsePushEvent }),
  repository: listener({ shape: RepositoryPayload, parse: parseRepositoryEvent }),
  installation: listener({ shape: InstallationPayload, parse: parseInstallationEvent }),
  installation_repositories: listener({ shape: InstallationPayload, parse: parseInstallationEvent }),
  installation_target: listener({ shape: TargetPayload, parse: parseTargetEvent, actions: ["renamed"] }),
};

/**
 * Returns the events and the part of the payload they were parsed from; null when the payload does not concern the app.
 */
type Listen = (payload: unknown, facts: Facts) => (ParsedEvents & { readonly payload: object }) | null;

function listener<Payload extends object>({ shape, parse, actions }: Listener<Payload>): Listen {
  return (raw, facts) => {
    if (actions && !actions.includes(facts.action)) return null;
    const payload = toStorable(shape.parse(raw));
    const told = parse(payload, facts);
    return told && { ...told, payload };
  };
}

/**
 * Parses a delivery. Null when it does not concern the app: an event or action the app does not use, or no
 * installation. Throws a ZodError when an event the app uses lacks what GitHub documents for it.
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

function parsePullRequestEvent(
  { pull_request, changes }: z.output<typeof PullRequestPayload>,
  { action, repositoryId }: Facts,
): ParsedEvents {
  const pull = toPullRequest(pull_request, repositoryId);
  const isMerge = action === "closed" && pull.mergedAt !== null;
  const shown: DeliveryEvent = { kind: "pull", pull, bodyBefore: changes?.body?.from ?? null, isMerge };
  const { number, body } = pull;
  return {
    key: pullKey(repositoryId, number),
    // GitHub does not say which app opened a pull request; the sender of the event does.
    events: action === "opened" ? [{ kind: "written", githubId: number, body, appId: null }, shown] : [shown],
  };
}

function parseIssueEvent(
  { issue, changes, assignee }: z.output<typeof IssuesPayload>,
  { action, repositoryId, by }: Facts,
): ParsedEvents | null {
  const at = issue.updated_at;
  const key: ReconcileKey = issueKey(repositoryId, issue.number);
  const userAction = (done: UserAction): ParsedEvents => ({
    key,
    events: [{ kind: "user-action", number: issue.number, action: done }],
  });
  switch (action) {
    case "opened": {
      const appId = issue.performed_via_github_app?.id ?? null;
      return { key, events: [{ kind: "written", githubId: issue.number, body: issue.body ?? "", appId }] };
    }
    case "edited":
      if (changes?.body === undefined) return null;
      return userAction({ kind: "edited-issue", before: changes.body.from ?? "", after: issue.body ?? "", by, at });
    case "closed":
      return userAction({ kind: "closed-issue", by, at });
    case "reopened":
      return userAction({ kind: "reopened-issue", by, at });
    case "assigned":
      return assignee ? userAction({ kind: "assigned", assignee: toPerson(assignee), by, at }) : null;
    case "deleted":
      return userAction({ kind: "removed-issue", to: null, by, at });
    case "transferred":
      return userAction({ kind: "removed-issue", to: changes?.new_issue?.html_url ?? null, by, at });
    default:
      return null;
  }
}

function parseCommentEvent(
  { issue, comment, changes }: z.output<typeof IssueCommentPayload>,
  { action, repositoryId, by }: Facts,
): ParsedEvents | null {
  const key = (issue.pull_request ? pullKey : issueKey)(repositoryId, issue.number);
  const appId = comment.performed_via_github_app?.id ?? null;
  const at = comment.updated_at;
  const commented: DeliveryEvent = {
    kind: "user-action",
    number: issue.number,
    action: {
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
      return { key, events: [{ kind: "written", githubId: comment.id, body: comment.body ?? "", appId }, commented] };
    case "edited":
      return { key, events: [commented] };
    case "deleted": {
      const action: UserAction = { kind: "deleted-comment", commentId: comment.id, by, at };
      return { key, events: [{ kind: "user-action", number: issue.number, action }] };
    }
    default:
      return null;
  }
}

/** A review's text may hold a command, as a comment may; most reviews have none. */
function parseReviewEvent(
  { pull_request, review, changes }: z.output<typeof ReviewPayload>,
  { action, repositoryId, by }: Facts,
): ParsedEvents | null {
  const body = review.body ?? "";
  if (body === "") return null;
  const { number } = pull_request;
  const bodyBefore = action === "edited" ? (changes?.body?.from ?? "") : null;
  const said = { commentId: review.id, reviewNodeId: review.node_id, body, bodyBefore };
  const done: UserAction = { kind: "commented", ...said, by, at: review.submitted_at ?? "" };
  return { key: pullKey(repositoryId, number), events: [{ kind: "user-action", number, action: done }] };
}

/** The app sets `external_id` to `<repository id>:<pull request number>`; null for check runs of other apps. */
function findPullNumber(externalId: string | null | undefined, repositoryId: number): number | null {
  const [, repository, number] = /^(\d{1,20}):(\d{1,10})$/.exec(externalId ?? "") ?? [];
  const isOurs = repository !== undefined && Number(repository) === repositoryId;
  return isOurs && Number(number) <= MOST_NUMBER ? Number(number) : null;
}

function parseCheckRunEvent(
  { check_run, requested_action }: z.output<typeof CheckRunPayload>,
  { action, repositoryId, by }: Facts,
): ParsedEvents | null {
  const number = findPullNumber(check_run.external_id, repositoryId);
  if (number === null) return null;
  const key: ReconcileKey = pullKey(repositoryId, number);
  const headSha = check_run.head_sha;
  switch (action) {
    case "created":
      return { key, events: [{ kind: "checked", githubId: check_run.id, headSha, appId: check_run.app?.id ?? 0 }] };
    case "rerequested":
      return { key: commitKey(repositoryId, headSha), events: [{ kind: "rerequested", headSha }] };
    case "requested_action": {
      const button = requested_action?.identifier ?? "";
      const at = check_run.completed_at ?? "";
      return { key, events: [{ kind: "user-action", number, action: { kind: "pressed", button, by, at } }] };
    }
    default:
      return null;
  }
}

function parseSuiteEvent({ check_suite }: z.output<typeof SuitePayload>, { repositoryId }: Facts): ParsedEvents {
  const headSha = check_suite.head_sha;
  return { key: commitKey(repositoryId, headSha), events: [{ kind: "rerequested", headSha }] };
}

function parseMergeGroupEvent(
  { merge_group }: z.output<typeof MergeGroupPayload>,
  { repositoryId }: Facts,
): ParsedEvents {
  return { key: queueKey(repositoryId, merge_group.head_sha), events: [] };
}

/** GitHub lists at most this many commits in a push event. */
const MAX_PUSH_COMMITS = 2_048;

function parsePushEvent({ ref, after, commits }: z.output<typeof PushPayload>, { repositoryId }: Facts): ParsedEvents {
  const reverts = commits.map(({ id, message }) => ({ sha: id, shas: findRevertedCommits(message) }));
  const isCutOff = commits.length >= MAX_PUSH_COMMITS;
  const paths = commits.flatMap((commit) => [...commit.added, ...commit.modified, ...commit.removed]);
  return {
    key: repositoryKey(repositoryId),
    events: [
      {
        kind: "pushed",
        ref,
        after,
        paths: isCutOff ? null : [...new Set(paths)],
        reverts: reverts.filter(({ shas }) => shas.length > 0),
        mergedBy: /^Merge (?:pull request #|branch |remote-tracking branch )/.test(commits.at(-1)?.message ?? "")
          ? after
          : null,
      },
    ],
  };
}

function parseRepositoryEvent(
  _payload: z.output<typeof RepositoryPayload>,
  { action, repositoryId }: Facts,
): ParsedEvents {
  return { key: repositoryKey(repositoryId), events: [{ kind: "repository", action }] };
}
