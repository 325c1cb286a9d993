import { ExternalError } from "../core/external-error.ts";
import { type Call, type ConnectionOptions, createConnection, findStatus, type Octokit } from "./connection.ts";
import { isOctokitError, toExternalError } from "./external-errors.ts";
import { createRecent } from "./recent.ts";
import { createTokenCache } from "./tokens.ts";

export interface ClientOptions extends Omit<ConnectionOptions, "onCall" | "withinMs"> {
  /** The app's key, or a person's own token. */
  readonly credentials: { readonly appId: number; readonly privateKey: string } | { readonly token: string };
  readonly onCall?: (call: Call) => void;
  /** Time limit of one call. */
  readonly withinMs?: number;
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
  readonly octokit: Octokit;
  /** Nothing is left of the primary limit until then; milliseconds. */
  usedUpUntil: number;
}

/** The one way to call GitHub. A call that fails goes back to the caller: retries belong where intents are known. */
export function createClient(options: ClientOptions): Client {
  const { credentials, onCall, withinMs = CALL_WITHIN_MS } = options;
  const tokens = createTokenCache();
  const connections = createRecent<number | null, Connection>({ keptMs: KEPT_MS, now: Date.now });

  function connect(installationId: number | null): Connection {
    const as = "token" in credentials ? credentials : { ...credentials, installationId, tokens };
    const note = (made: Omit<Call, "installationId">) => {
      if (made.limit?.remaining === 0) connection.usedUpUntil = made.limit.resetAt;
      onCall?.({ ...made, installationId });
    };
    const octokit = createConnection(as, { ...options, withinMs, onCall: note });
    const connection = connections.set(installationId, { octokit, usedUpUntil: 0 });
    return connection;
  }

  return async (installationId, name, call) => {
    const { octokit, usedUpUntil } = connections.get(installationId) ?? connect(installationId);
    refuseIfUsedUp(usedUpUntil, name);
    try {
      return await call(octokit);
    } catch (error) {
      if (installationId !== null && isAboutTheToken(error)) tokens.forget(installationId);
      const isWithOwnToken = "token" in credentials;
      throw isOctokitError(error) ? toExternalError(error, { name, isWithOwnToken, now: new Date() }) : error;
    }
  };
}

/** Narrows an answer to what it must be; a body that was cut off arrives as text. */
export function requireBody<T>(data: T, name: string): T & object {
  if (typeof data === "object" && data !== null) return data;
  throw new ExternalError("unanswered", `GitHub's answer was cut off: ${name}`);
}

/** The last call that was left is made: the next one would be refused. */
function refuseIfUsedUp(until: number, name: string): void {
  if (until <= Date.now()) return;
  throw new ExternalError("limited", `not asked to ${name}: the rate limit is used up`, { retryAt: new Date(until) });
}

/** Revoked, or made before somebody granted the permission that is missing. */
function isAboutTheToken(error: unknown): boolean {
  return findStatus(error) === 401 || (error instanceof Error && /not accessible by integration/.test(error.message));
}
