import { ExternalError } from "../core/external-error.ts";
import { type Call, findStatus, type Octokit, type WatchOptions, watchCalls } from "./connection.ts";
import { isOctokitError, toExternalError } from "./external-errors.ts";
import { createRecent } from "./recent.ts";

export interface ClientOptions extends Omit<WatchOptions, "onCall" | "beforeCall" | "withinMs" | "now"> {
  /** An Octokit that asks as the app (null, always the same one) or as one of its installations; or as a person. */
  readonly connect: (installationId: number | null) => Promise<Octokit>;
  /** Called when an installation's token was refused. */
  readonly forgetToken?: (installationId: number) => void;
  /** With a person's own token, which the next call does not renew. */
  readonly isWithOwnToken?: boolean;
  readonly onCall?: (call: Call) => void;
  /** Time limit of one call. */
  readonly withinMs?: number;
  /** Whose clock limits are told by. */
  readonly now?: () => Date;
}

/**
 * Makes calls as the app (installation null) or as one of its installations; with a person's token there is nothing to
 * choose, and it is null. What fails on the way is an `ExternalError`.
 */
export type Client = <T>(
  installationId: number | null,
  name: string,
  call: (octokit: Octokit) => Promise<T>,
) => Promise<T>;

/** Longer than any GitHub call takes. A hanging connection must not hold a worker. */
const CALL_WITHIN_MS = 15_000;
/** An installation that asks nothing for so long gets a new connection when it does. */
const KEPT_MS = 60 * 60_000;

interface Connection {
  readonly octokit: Promise<Octokit>;
  /** The app's own Octokit is shared, and watched once. */
  readonly isShared: boolean;
  /** The primary limits of which nothing is left, and until when; milliseconds. */
  readonly usedUp: Map<string, number>;
}

/** The one way to call GitHub. A call that fails goes back to the caller: retries belong where intents are known. */
export function createClient(options: ClientOptions): Client {
  const { onCall, forgetToken = () => {}, isWithOwnToken = false, withinMs = CALL_WITHIN_MS } = options;
  const { now = () => new Date() } = options;
  const isInUse = ({ isShared }: Connection) => isShared;
  const connections = createRecent<number | null, Connection>({ keptMs: KEPT_MS, now: () => now().getTime(), isInUse });

  function connect(installationId: number | null): Connection {
    const usedUp = new Map<string, number>();
    const note = (made: Omit<Call, "installationId">) => {
      if (made.limit?.remaining === 0) usedUp.set(made.resource, made.limit.resetAt);
      onCall?.({ ...made, installationId });
    };
    const beforeCall = (resource: string) => refuseIfUsedUp(usedUp, { resource, now: now() });
    const octokit = options
      .connect(installationId)
      .then((connected) => watchCalls(connected, { ...options, withinMs, now, onCall: note, beforeCall }));
    return connections.set(installationId, { octokit, isShared: installationId === null, usedUp });
  }

  return async (installationId, name, call) => {
    const { octokit, usedUp } = connections.get(installationId) ?? connect(installationId);
    try {
      return await call(await octokit);
    } catch (error) {
      if (installationId !== null && isAboutTheToken(error)) forgetToken(installationId);
      if (!isOctokitError(error)) throw error;
      const failure = toExternalError(error, { name, isWithOwnToken, now: now() });
      // GitHub may say so while there is something left by its own count.
      if (failure.isOfGraphql && failure.retryAt) usedUp.set("graphql", failure.retryAt.getTime());
      throw failure;
    }
  };
}

/** Narrows an answer to what it must be; a body that was cut off arrives as text. */
export function requireBody<T>(data: T, name: string): T & object {
  if (typeof data === "object" && data !== null) return data;
  throw new ExternalError("unanswered", `GitHub's answer was cut off: ${name}`);
}

/** The last call that was left is made: the next one would be refused. */
function refuseIfUsedUp(
  usedUp: ReadonlyMap<string, number>,
  { resource, now }: { readonly resource: string; readonly now: Date },
): void {
  const until = usedUp.get(resource) ?? 0;
  if (until <= now.getTime()) return;
  const retryAt = new Date(until);
  const isOfGraphql = resource === "graphql";
  throw new ExternalError("limited", `not asked: the rate limit of ${resource} is used up`, { retryAt, isOfGraphql });
}

/** Revoked, or made before somebody granted the permission that is missing. */
function isAboutTheToken(error: unknown): boolean {
  return findStatus(error) === 401 || (error instanceof Error && /not accessible by integration/.test(error.message));
}
