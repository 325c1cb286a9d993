import { OBSTACLES, type Obstacle, PERMISSIONS, scopeOf } from "../core/blocker.ts";
import { Refusal } from "../core/external-error.ts";
import type { GitHub } from "../github/github.ts";
import { clearObstacles, releaseRepository, saveObstacle } from "../store/blocker.ts";
import type { Access } from "../store/rate-limit.ts";
import { type Context, enqueue } from "./context.ts";

/** What may be in the way of a call, beyond what is in the way of all of them; null where nothing is known to be. */
const IN_THE_WAY: Readonly<Record<keyof GitHub, { readonly permission: Obstacle | null; readonly isWrite: boolean }>> =
  {
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
    // Their flows know what to do without the permission.
    proposeFiles: write(null),
    pinIssue: write(null),
  };

function read(permission: Obstacle | null) {
  return { permission, isWrite: false };
}

function write(permission: Obstacle | null) {
  return { permission, isWrite: true };
}

/** After so long it is worth another try, in case nobody tells us that the obstacle is gone. */
const TRY_AGAIN_MS = 24 * 60 * 60_000;

/**
 * The same GitHub, minding what stands in the way: a call that would be refused is refused here, without asking, and a
 * refusal is remembered for all who come later. So a repository that says no costs a call a day, not one a look.
 */
export function mindObstacles(context: Context, access: Access): GitHub {
  const known = new Set(access.obstacles.filter(({ isStale }) => !isStale).map(({ kind }) => kind));
  const stale = new Set(access.obstacles.filter(({ isStale }) => isStale).map(({ kind }) => kind));

  async function call(method: keyof GitHub, ask: () => Promise<unknown>): Promise<unknown> {
    const inTheWay = findInTheWay(method, known);
    if (inTheWay) {
      const kind = inTheWay === "issues-off" ? "gone" : "forbidden";
      throw new Refusal(kind, `not asked: ${WORDS[inTheWay]}`, { obstacle: inTheWay });
    }
    try {
      const answer = await ask();
      // It went through: what was in its way is not any more, though nobody told us.
      for (let gone = findInTheWay(method, stale); gone; gone = findInTheWay(method, stale)) {
        stale.delete(gone);
        await forget(context, access, gone);
      }
      return answer;
    } catch (error) {
      const found = findObstacle(method, error);
      if (!found) throw error;
      known.add(found);
      stale.delete(found);
      await remember(context, access, found);
      throw nameObstacle(error, found);
    }
  }

  const methods = Object.entries(context.github).map(([name, method]) => [
    name,
    (...given: unknown[]) =>
      call(name as keyof GitHub, () => (method as (...args: unknown[]) => Promise<unknown>)(...given)),
  ]);
  return Object.fromEntries(methods) as GitHub;
}

const WORDS: Readonly<Record<Obstacle, string>> = {
  suspended: "the installation is suspended",
  archived: "the repository is archived",
  "issues-off": "issues are switched off",
  checks: "the permission for checks is missing",
  issues: "the permission for issues is missing",
  comments: "the permission for comments is missing",
  refused: "GitHub refuses",
};

function findInTheWay(method: keyof GitHub, known: ReadonlySet<Obstacle>): Obstacle | undefined {
  const { permission, isWrite } = IN_THE_WAY[method];
  const possible: readonly (Obstacle | null)[] = [
    "suspended",
    permission,
    isWrite ? "archived" : null,
    permission === "issues" ? "issues-off" : null,
  ];
  return OBSTACLES.find((obstacle) => possible.includes(obstacle) && known.has(obstacle));
}

/** What a refusal says is in the way; what is refused for reasons of its own is in nobody else's way. */
function findObstacle(method: keyof GitHub, error: unknown): Exclude<Obstacle, "refused"> | null {
  if (!(error instanceof Refusal) || error.obstacle === null || error.obstacle === "refused") return null;
  if (error.obstacle !== "permission") return error.obstacle;
  const { permission } = IN_THE_WAY[method];
  return PERMISSIONS.find((one) => one === permission) ?? null;
}

/** A refusal says that some permission is missing; the call tells which. */
function nameObstacle(error: unknown, obstacle: Obstacle): unknown {
  if (!(error instanceof Refusal) || error.obstacle === obstacle) return error;
  return new Refusal(error.kind, error.message, { cause: error, obstacle });
}

async function remember(context: Context, access: Access, kind: Obstacle): Promise<void> {
  const { db, now, log } = context;
  const scope = scopeOf(kind, access);
  log.info({ scope, obstacle: kind }, "GitHub says no until somebody changes something");
  await saveObstacle(db, { scope, kind, at: now, until: new Date(now.getTime() + TRY_AGAIN_MS) });
  await enqueue(context, `dashboard/${access.repositoryId}`);
}

async function forget(context: Context, access: Access, kind: Obstacle): Promise<void> {
  const { db, now } = context;
  await clearObstacles(db, scopeOf(kind, access), [kind]);
  await releaseRepository(db, access.repositoryId, { kinds: [kind], at: now });
  await enqueue(context, `dashboard/${access.repositoryId}`);
}

/** GitHub sends nothing about a suspended installation: one that we hear of is none any more. */
export async function forgetSuspension(context: Context, access: Access, heardAt: Date | null): Promise<Access> {
  const suspended = access.obstacles.find(({ kind }) => kind === "suspended");
  if (!suspended || heardAt === null || heardAt <= suspended.since) return access;
  await clearObstacles(context.db, scopeOf("suspended", access), ["suspended"]);
  return { ...access, obstacles: access.obstacles.filter((one) => one !== suspended) };
}
