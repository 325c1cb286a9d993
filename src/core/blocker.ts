/**
 * Why GitHub says no to a call until somebody changes something. `checks`, `issues` and `comments` are permissions that
 * were not granted; `refused` is a "no" whose reason we do not know.
 */
export const BLOCKERS = ["suspended", "archived", "issues-off", "checks", "issues", "comments", "refused"] as const;
export type Blocker = (typeof BLOCKERS)[number];

/** Those that somebody who runs the installation can take away. */
export const PERMISSIONS = ["checks", "issues", "comments"] as const satisfies readonly Blocker[];

/** What rests because of the permissions an installation has, as webhooks name them. */
export function listMissingPermissions(granted: Readonly<Record<string, string>>): readonly Blocker[] {
  const mayWrite = (permission: string) => granted[permission] === "write" || granted[permission] === "admin";
  return [
    ...(mayWrite("checks") ? [] : (["checks"] as const)),
    ...(mayWrite("issues") ? [] : (["issues"] as const)),
    // On a pull request either of the two will do (https://docs.github.com/rest/issues/comments).
    ...(mayWrite("issues") || mayWrite("pull_requests") ? [] : (["comments"] as const)),
  ];
}

/** Whose it is: a repository's, or the whole installation's. */
export function scopeOf(
  blocker: Blocker,
  at: { readonly repositoryId: number; readonly installationId: number },
): string {
  const isRepositorys = blocker === "archived" || blocker === "issues-off" || blocker === "refused";
  return isRepositorys ? `repository/${at.repositoryId}` : `installation/${at.installationId}`;
}
