import { toPerson } from "../core/delivery/payload.ts";
import type { Comment, Issue, Permission } from "./github.ts";

// The parts of REST answers that are used. GitHub documents some fields as always present that are not.

interface UserAnswer {
  readonly id: number;
  readonly login: string;
  readonly type?: string;
}
interface AppAnswer {
  readonly id: number;
}
interface CommentAnswer {
  readonly id: number;
  readonly body?: string | null;
  readonly user: UserAnswer | null;
  readonly performed_via_github_app?: AppAnswer | null;
  readonly created_at: string;
  readonly updated_at: string;
}
interface IssueAnswer {
  readonly number: number;
  readonly node_id?: string;
  readonly title: string;
  readonly body?: string | null;
  readonly state: string;
  readonly state_reason?: string | null;
  readonly user: UserAnswer | null;
  readonly performed_via_github_app?: AppAnswer | null;
  readonly assignees?: readonly UserAnswer[] | null;
  readonly locked: boolean;
  readonly closed_by?: UserAnswer | null;
  readonly updated_at: string;
}
interface PermissionAnswer {
  readonly permission: string;
  readonly user: { readonly permissions?: Readonly<Record<string, boolean | undefined>> } | null;
}

/** Converts a comment as REST shows it. */
export function parseComment(answer: CommentAnswer): Comment {
  return {
    id: answer.id,
    body: answer.body ?? "",
    author: parseUser(answer.user),
    appId: answer.performed_via_github_app?.id ?? null,
    createdAt: answer.created_at,
    updatedAt: answer.updated_at,
  };
}

/** Converts an issue as REST shows it. */
export function parseIssue(answer: IssueAnswer): Issue {
  return {
    number: answer.number,
    nodeId: answer.node_id ?? "",
    title: answer.title,
    body: answer.body ?? "",
    state: answer.state === "closed" ? "closed" : "open",
    stateReason: parseStateReason(answer.state_reason),
    author: parseUser(answer.user),
    appId: answer.performed_via_github_app?.id ?? null,
    assignees: (answer.assignees ?? []).map(parseUser),
    isLocked: answer.locked,
    closedBy: answer.state === "closed" && answer.closed_by ? parseUser(answer.closed_by) : null,
    updatedAt: answer.updated_at,
  };
}

/**
 * The role behind a permission. `permission` has no triage or maintain, and `role_name` may be a custom role of the
 * organization; the flags tell what the role allows.
 */
export function parsePermission({ permission, user }: PermissionAnswer): Permission {
  const flags = user?.permissions;
  if (flags?.admin) return "admin";
  if (flags?.maintain) return "maintain";
  if (flags?.push) return "write";
  if (flags?.triage) return "triage";
  return permission === "admin" || permission === "write" || permission === "read" ? permission : "none";
}

function parseUser(user: UserAnswer | null): ReturnType<typeof toPerson> {
  return toPerson(user && { id: user.id, login: user.login, type: user.type ?? "User" });
}

function parseStateReason(reason: string | null | undefined): Issue["stateReason"] {
  switch (reason) {
    case "completed":
    case "not_planned":
    case "reopened":
    case "duplicate":
      return reason;
    default:
      return null;
  }
}
