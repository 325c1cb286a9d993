import { BLOCKERS, type Blocker, PERMISSIONS, scopeOf } from "../core/blocker.ts";
import { ExternalError } from "../core/external-error.ts";
import { dashboardKey } from "../core/reconcile-key.ts";
import type { GitHub } from "../github/github.ts";
import { clearBlockers, releaseRepository, saveBlocker } from "../store/blocker.ts";
import type { Access } from "../store/rate-limit.ts";
import { type Context, enqueue } from "./context.ts";

/** The blockers that can affect a call, besides those that affect all calls; null when no permission matters. */
const IN_THE_WAY: Readonly<Record<keyof GitHub, { readonly permission: Blocker | null; readonly isWrite: boolean }>> = {
  identity: read(null),
  listDeliveries: read(null),
  redeliver: read(null),
  readFiles: read(null),
  readConfigFile: read(null),
  readStart: read(null),
  readVisibilities: read(null),
  listOpenPullRequests: read(null),
  listPullRequestsFrom: read(null),
  listMergedPullRequests: read(null),
  listChangedPaths: read(null),
  readPullRequest: read(null),
  readBranch: read(null),
  readPermission: read(null),
  readIssue: read("issues"),
  listIssues: read("issues"),
  listComments: read("comments"),
  listCheckRuns: read("checks"),
  createCheckRun: write("checks"),
  updateCheckRun: write("checks"),
  createComment: write("comments"),
  updateComment: write("comments"),
  deleteComment: write("comments"),
  addReaction: write("comments"),
  createIssue: write("issues"),
  updateIssue: write("issues"),
  // The reconcilers that make these calls know what to do without the permission.
  proposeFiles: write(null),
  pinIssue: write(null),
};

function read(permission: Blocker | null) {
  return { permission, isWrite: false };
}

function write(permission: Blocker | null) {
  return { permission, isWrite: true };
}

/** When to try again, in case the delivery that says the blocker is gone got lost. */
const TRY_AGAIN_MS = 24 * 60 * 60_000;

/**
 * Wraps GitHub so that it respects known blockers: a call that would be refused fails here, without a request, and a
 * new refusal is remembered for later reconciles. A repository that refuses costs one call a day, not one per
 * reconcile.
 */
export function respectBlockers(context: Context, access: Access): GitHub {
  const known = new Set(access.blockers.filter(({ isStale }) => !isStale).map(({ kind }) => kind));
  const stale = new Set(access.blockers.filter(({ isStale }) => isStale).map(({ kind }) => kind));

  async function call(method: keyof GitHub, ask: () => Promise<unknown>): Promise<unknown> {
    const inTheWay = findInTheWay(method, known);
    if (inTheWay) {
      const kind = inTheWay === "issues-off" ? "gone" : "forbidden";
      throw new ExternalError(kind, `not asked: ${WORDS[inTheWay]}`, { blocker: inTheWay });
    }
    try {
      const answer = await ask();
      // The call went through, so its stale blockers are gone, even though no delivery said so.
      for (let gone = findInTheWay(method, stale); gone; gone = findInTheWay(method, stale)) {
        stale.delete(gone);
        await forget(context, access, gone);
      }
      return answer;
    } catch (error) {
      const found = findBlocker(method, error);
      if (!found) throw error;
      known.add(found);
      stale.delete(found);
      await remember(context, access, found);
      throw nameBlocker(error, found);
    }
  }

  const methods = Object.entries(context.github).map(([name, method]) => [
    name,
    (...given: unknown[]) =>
      call(name as keyof GitHub, () => (method as (...args: unknown[]) => Promise<unknown>)(...given)),
  ]);
  return Object.fromEntries(methods) as GitHub;
}

const WORDS: Readonly<Record<Blocker, string>> = {
  suspended: "the installation is suspended",
  archived: "the repository is archived",
  "issues-off": "issues are switched off",
  checks: "the permission for checks is missing",
  issues: "the permission for issues is missing",
  comments: "the permission for comments is missing",
  refused: "GitHub refuses",
};

function findInTheWay(method: keyof GitHub, known: ReadonlySet<Blocker>): Blocker | undefined {
  const { permission, isWrite } = IN_THE_WAY[method];
  const possible: readonly (Blocker | null)[] = [
    "suspended",
    permission,
    isWrite ? "archived" : null,
    permission === "issues" ? "issues-off" : null,
  ];
  return BLOCKERS.find((blocker) => possible.includes(blocker) && known.has(blocker));
}

/** The blocker an error names. An error with reasons of its own blocks no other call. */
function findBlocker(method: keyof GitHub, error: unknown): Exclude<Blocker, "refused"> | null {
  if (!(error instanceof ExternalError) || error.blocker === null || error.blocker === "refused") return null;
  if (error.blocker !== "permission") return error.blocker;
  const { permission } = IN_THE_WAY[method];
  return PERMISSIONS.find((one) => one === permission) ?? null;
}

/** The error says that a permission is missing; the method tells which. */
function nameBlocker(error: unknown, blocker: Blocker): unknown {
  if (!(error instanceof ExternalError) || error.blocker === blocker) return error;
  return new ExternalError(error.kind, error.message, { cause: error, blocker });
}

async function remember(context: Context, access: Access, kind: Blocker): Promise<void> {
  const { db, now, log } = context;
  const scope = scopeOf(kind, access);
  log.info({ scope, blocker: kind }, "GitHub says no until somebody changes something");
  await saveBlocker(db, { scope, kind, at: now, until: new Date(now.getTime() + TRY_AGAIN_MS) });
  await enqueue(context, dashboardKey(access.repositoryId));
}

async function forget(context: Context, access: Access, kind: Blocker): Promise<void> {
  const { db, now } = context;
  await clearBlockers(db, scopeOf(kind, access), [kind]);
  await releaseRepository(db, access.repositoryId, { kinds: [kind], at: now });
  await enqueue(context, dashboardKey(access.repositoryId));
}

/** GitHub sends no deliveries for a suspended installation, so a later delivery means the suspension is over. */
export async function clearSuspension(context: Context, access: Access, heardAt: Date | null): Promise<Access> {
  const suspended = access.blockers.find(({ kind }) => kind === "suspended");
  if (!suspended || heardAt === null || heardAt <= suspended.since) return access;
  await clearBlockers(context.db, scopeOf("suspended", access), ["suspended"]);
  return { ...access, blockers: access.blockers.filter((one) => one !== suspended) };
}
