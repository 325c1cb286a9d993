/**
 * Why GitHub refuses a call until a person changes something there. `checks`, `issues`, `comments` and `deployments` are
 * permissions that were not granted; `refused` is a refusal whose reason we do not know.
 */
export const BLOCKERS = [
  "suspended",
  "archived",
  "issues-off",
  "checks",
  "issues",
  "comments",
  "deployments",
  "refused",
] as const;
export type Blocker = (typeof BLOCKERS)[number];

/** What work may wait for: a blocker, or a permission that is missing, whichever it is. */
export type BlockedBy = Blocker | "permission";

/** The blockers that the installation's owner can remove by granting a permission. */
export const PERMISSIONS = ["checks", "issues", "comments", "deployments"] as const satisfies readonly Blocker[];

/** The blockers that follow from an installation's permissions, as webhooks list them. */
export function listMissingPermissions(granted: Readonly<Record<string, string>>): readonly Blocker[] {
  const mayWrite = (permission: string) => granted[permission] === "write" || granted[permission] === "admin";
  const mayRead = (permission: string) => mayWrite(permission) || granted[permission] === "read";
  return [
    ...(mayWrite("checks") ? [] : (["checks"] as const)),
    ...(mayWrite("issues") ? [] : (["issues"] as const)),
    ...(mayRead("deployments") ? [] : (["deployments"] as const)),
    // On a pull request either permission is enough (https://docs.github.com/rest/issues/comments).
    ...(mayWrite("issues") || mayWrite("pull_requests") ? [] : (["comments"] as const)),
  ];
}

/** The scope of a blocker: one repository, or the whole installation. */
export function scopeOf(
  blocker: Blocker,
  at: { readonly repositoryId: number; readonly installationId: number },
): string {
  const isRepositorys = blocker === "archived" || blocker === "issues-off" || blocker === "refused";
  return isRepositorys ? `repository/${at.repositoryId}` : `installation/${at.installationId}`;
}
