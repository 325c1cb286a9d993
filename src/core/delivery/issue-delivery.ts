import type { z } from "zod";
import { issueKey, pullKey, type ReconcileKey } from "../reconcile-key.ts";
import type { DeliveryEvent, ParsedEvents } from "./delivery-event.ts";
import type { Facts } from "./event-row.ts";
import { type IssueCommentPayload, type IssuesPayload, toPerson } from "./payload.ts";
import type { UserAction } from "./user-action.ts";

/** Parses what a person did with an issue, or that the app opened one. */
export function parseIssueEvent(
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

/** Parses a comment on an issue or a pull request. */
export function parseCommentEvent(
  { issue, comment, changes }: z.output<typeof IssueCommentPayload>,
  { action, repositoryId, by }: Facts,
): ParsedEvents | null {
  const key = (issue.pull_request ? pullKey : issueKey)(repositoryId, issue.number);
  const appId = comment.performed_via_github_app?.id ?? null;
  const at = comment.updated_at;
  const writtenAt = action === "edited" && comment.created_at ? { writtenAt: comment.created_at } : {};
  const commented: DeliveryEvent = {
    kind: "user-action",
    number: issue.number,
    action: {
      kind: "commented",
      commentId: comment.id,
      body: comment.body ?? "",
      bodyBefore: action === "edited" ? (changes?.body?.from ?? "") : null,
      ...writtenAt,
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
