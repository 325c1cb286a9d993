import type { z } from "zod";
import { pullKey } from "../reconcile-key.ts";
import type { DeliveryEvent, ParsedEvents } from "./delivery-event.ts";
import type { Facts } from "./event-row.ts";
import { type PullRequestPayload, type ReviewPayload, toPullRequest } from "./payload.ts";
import type { UserAction } from "./user-action.ts";

/** Parses what a pull request is now. */
export function parsePullRequestEvent(
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

/** A review's text may hold a command, as a comment may; most reviews have none. */
export function parseReviewEvent(
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
