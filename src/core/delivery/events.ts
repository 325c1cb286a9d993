import { parseCheckRunEvent, parseMergeGroupEvent, parseSuiteEvent } from "./check-delivery.ts";
import { type EventRow, eventRow } from "./event-row.ts";
import { parseInstallationEvent, parseTargetEvent } from "./installation-delivery.ts";
import { parseCommentEvent, parseIssueEvent } from "./issue-delivery.ts";
import {
  CheckRunPayload,
  DeploymentStatusPayload,
  InstallationPayload,
  IssueCommentPayload,
  IssuesPayload,
  MergeGroupPayload,
  PullRequestPayload,
  PushPayload,
  ReleasePayload,
  RepositoryPayload,
  ReviewPayload,
  SuitePayload,
  TargetPayload,
} from "./payload.ts";
import { parsePullRequestEvent, parseReviewEvent } from "./pull-request-delivery.ts";
import { parsePushEvent, parseRepositoryEvent } from "./repository-delivery.ts";
import { parseDeploymentEvent, parseReleaseEvent } from "./shipment-delivery.ts";

/**
 * The events the app subscribes to; app.yml lists exactly these. Missed user actions are needed first: the rest can be
 * read from GitHub again.
 */
export const EVENTS = {
  issues: eventRow({
    shape: IssuesPayload,
    parse: parseIssueEvent,
    actions: ["opened", "edited", "closed", "reopened", "assigned", "deleted", "transferred"],
    rank: 0,
  }),
  issue_comment: eventRow({
    shape: IssueCommentPayload,
    parse: parseCommentEvent,
    actions: ["created", "edited", "deleted"],
    rank: 0,
  }),
  pull_request_review: eventRow({
    shape: ReviewPayload,
    parse: parseReviewEvent,
    actions: ["submitted", "edited"],
    rank: 0,
  }),
  check_run: eventRow({
    shape: CheckRunPayload,
    parse: parseCheckRunEvent,
    actions: ["created", "rerequested", "requested_action"],
    rank: 0,
    // Our own checks come back as `created`, which only confirms what we wrote.
    ranks: { created: 3 },
  }),
  installation: eventRow({ shape: InstallationPayload, parse: parseInstallationEvent, rank: 1 }),
  installation_repositories: eventRow({ shape: InstallationPayload, parse: parseInstallationEvent, rank: 1 }),
  installation_target: eventRow({ shape: TargetPayload, parse: parseTargetEvent, actions: ["renamed"], rank: 1 }),
  repository: eventRow({ shape: RepositoryPayload, parse: parseRepositoryEvent, rank: 1 }),
  pull_request: eventRow({ shape: PullRequestPayload, parse: parsePullRequestEvent, rank: 2 }),
  push: eventRow({ shape: PushPayload, parse: parsePushEvent, rank: 2 }),
  // What ships changes is read once a day as well.
  release: eventRow({ shape: ReleasePayload, parse: parseReleaseEvent, actions: ["published", "released"], rank: 2 }),
  deployment_status: eventRow({
    shape: DeploymentStatusPayload,
    parse: parseDeploymentEvent,
    actions: ["created"],
    rank: 2,
  }),
  check_suite: eventRow({ shape: SuitePayload, parse: parseSuiteEvent, actions: ["rerequested"], rank: 3 }),
  merge_group: eventRow({
    shape: MergeGroupPayload,
    parse: parseMergeGroupEvent,
    actions: ["checks_requested"],
    rank: 3,
  }),
} as const satisfies Readonly<Record<string, EventRow>>;

/** The row of an event; undefined for one the app does not use. */
export function findEventRow(event: string): EventRow | undefined {
  return Object.hasOwn(EVENTS, event) ? EVENTS[event as keyof typeof EVENTS] : undefined;
}
