import { BLOCKERS, type Blocker, PERMISSIONS, scopeOf } from "../core/blocker.ts";
import { ExternalError } from "../core/external-error.ts";
import { CALLS, type CallName, wrapCalls } from "../core/github-calls.ts";
import { dashboardKey } from "../core/reconcile-key.ts";
import type { GitHub } from "../github/github.ts";
import { clearBlockers, releaseRepository, saveBlocker } from "../store/blocker.ts";
import type { Access } from "../store/rate-limit.ts";
import { type Context, enqueue } from "./context.ts";

/** After so long it is worth another try, in case nobody tells us that the obstacle is gone. */
const TRY_AGAIN_MS = 24 * 60 * 60_000;

/**
 * Wraps GitHub so that it respects known blockers: a call that would be refused fails here, without a request, and a
 * new refusal is remembered for later reconciles. A repository that refuses costs one call a day, not one per
 * reconcile.
 */
export function respectBlockers(context: Context, access: Access): GitHub {
  const known = new Set(access.blockers.filter(({ isStale }) => !isStale).map(({ kind }) => kind));
  const stale = new Set(access.blockers.filter(({ isStale }) => isStale).map(({ kind }) => kind));

  return wrapCalls(context.github, async (name, _, ask) => {
    const inTheWay = findInTheWay(name, known);
    if (inTheWay) {
      const kind = inTheWay === "issues-off" ? "gone" : "forbidden";
      throw new ExternalError(kind, `not asked: ${WORDS[inTheWay]}`, { blocker: inTheWay });
    }
    try {
      const answer = await ask();
      // It went through: what was in its way is not any more, though nobody told us.
      for (let gone = findInTheWay(name, stale); gone; gone = findInTheWay(name, stale)) {
        stale.delete(gone);
        await forget(context, access, gone);
      }
      return answer;
    } catch (error) {
      const found = findBlocker(name, error);
      if (!found) throw error;
      known.add(found);
      stale.delete(found);
      await remember(context, access, found);
      throw nameBlocker(error, found);
    }
  });
}

const WORDS: Readonly<Record<Blocker, string>> = {
  suspended: "the installation is suspended",
  archived: "the repository is archived",
  "issues-off": "issues are switched off",
  checks: "the permission for checks is missing",
  issues: "the permission for issues is missing",
  comments: "the permission for comments is missing",
  deployments: "the permission for deployments is missing",
  refused: "GitHub refuses",
};

/** What is in the way of all calls, of this kind of call, and of what takes this permission. */
function findInTheWay(name: CallName, known: ReadonlySet<Blocker>): Blocker | undefined {
  const { permission, kind } = CALLS[name];
  const possible: readonly (Blocker | null)[] = [
    "suspended",
    permission,
    kind === "write" ? "archived" : null,
    permission === "issues" ? "issues-off" : null,
  ];
  return BLOCKERS.find((blocker) => possible.includes(blocker) && known.has(blocker));
}

/** What a refusal says is in the way; what is refused for reasons of its own is in nobody else's way. */
function findBlocker(name: CallName, error: unknown): Exclude<Blocker, "refused"> | null {
  if (!(error instanceof ExternalError) || error.blocker === null || error.blocker === "refused") return null;
  if (error.blocker !== "permission") return error.blocker;
  const { permission } = CALLS[name];
  return PERMISSIONS.find((one) => one === permission) ?? null;
}

/** The error says that a permission is missing; the method tells which. */
function nameBlocker(error: unknown, blocker: Blocker): unknown {
  if (!(error instanceof ExternalError) || error.blocker === blocker) return error;
  const { kind, message, call, status, requestId } = error;
  return new ExternalError(kind, message, {
    cause: error,
    blocker,
    requestId,
    ...(call !== null && { call }),
    ...(status !== null && { status }),
  });
}

async function remember(context: Context, access: Access, kind: Blocker): Promise<void> {
  const { db, now, log } = context;
  const scope = scopeOf(kind, access);
  log.info({ scope, blocker: kind }, "GitHub refuses this until a setting is changed");
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
export async function clearSuspension(context: Context, access: Access, deliveredAt: Date | null): Promise<Access> {
  const suspended = access.blockers.find(({ kind }) => kind === "suspended");
  if (!suspended || deliveredAt === null || deliveredAt <= suspended.since) return access;
  await clearBlockers(context.db, scopeOf("suspended", access), ["suspended"]);
  return { ...access, blockers: access.blockers.filter((one) => one !== suspended) };
}
