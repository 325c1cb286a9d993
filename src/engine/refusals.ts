import { type ExternalError, isRefusal } from "../core/external-error.ts";
import { dashboardKey } from "../core/reconcile-key.ts";
import { parseResourceKey, RESOURCE_KINDS, type ResourceKey } from "../core/resource-key.ts";
import { listRefused, type Refused, saveRefusal } from "../store/refusal.ts";
import { type Context, enqueue } from "./context.ts";

/** GitHub goes on refusing a resource. It is left until something about it changes, or its next day comes. */
export interface GivenUp {
  readonly kind: "refused";
  /** GitHub's words. */
  readonly why: string;
}

/** A refusal may be a hiccup. After so many in a row, within a minute or two, the resource is given up. */
const MOST_REFUSALS = 6;
/** From so many on the dashboard tells of it. */
const TOLD_REFUSALS = 2;
/** What was not tried again for so long is told no more: it does not matter now, or is the subject of a newer resource. */
const TOLD_FOR_MS = 2 * 24 * 60 * 60_000;

interface Attempt {
  readonly key: ResourceKey;
  readonly repositoryId: number;
}

/**
 * Turns a refusal that lasts into a result, so that nothing is tried for ever and told to nobody. Throws every other error
 * again: blockers have a place of their own, a proposal that is refused is taken up by its reconciler.
 */
export async function giveUpIfRefused(
  context: Context,
  { key, repositoryId }: Attempt,
  error: unknown,
): Promise<GivenUp> {
  if (!isCounted(key, error)) throw error;
  const why = shorten(error.detail);
  const count = await saveRefusal(context.db, { key, repositoryId, reason: why, at: context.now });
  const isTold = count === TOLD_REFUSALS || count === MOST_REFUSALS;
  const page = dashboardKey(repositoryId);
  // A dashboard that is refused would be tried again because it was refused.
  if (isTold && context.key !== page) await enqueue(context, page);
  if (count < MOST_REFUSALS) throw error;
  context.log.warn({ resource: key, err: error }, "GitHub keeps refusing a write, giving up on it for now");
  return { kind: "refused", why };
}

function isCounted(key: ResourceKey, error: unknown): error is ExternalError {
  if (RESOURCE_KINDS[parseResourceKey(key).kind] === "proposal") return false;
  // A locked conversation takes no comment by a person's will, which its reconciler knows.
  return isRefusal(error) && error.kind !== "locked" && (error.blocker === null || error.blocker === "refused");
}

const LONGEST_REASON = 100;

/** GitHub adds the address of a page, and what was sent, to its words. */
function shorten(detail: string): string {
  const [words = ""] = detail.split(/ - https?:|: [[{]|\n/);
  return words.slice(0, LONGEST_REASON).toWellFormed().trim();
}

/** What GitHub refuses in a repository, for its dashboard. */
export function listGivenUp(
  { db, now }: Pick<Context, "db" | "now">,
  repositoryId: number,
): Promise<readonly Refused[]> {
  return listRefused(db, repositoryId, { times: TOLD_REFUSALS, since: new Date(now.getTime() - TOLD_FOR_MS) });
}
