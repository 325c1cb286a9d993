import { ProbotOctokit } from "probot";
import { ExternalError } from "../core/external-error.ts";
import type { Log } from "../core/log.ts";
import { type Headers, isOctokitError, parseRateLimit, toExternalError } from "./external-errors.ts";
import { createTokenCache, type TokenCache } from "./tokens.ts";

export type Octokit = InstanceType<typeof ProbotOctokit>;

/** One request to GitHub, for the metrics; has none of its content. */
export interface Call {
  readonly method: string;
  /** The route template, such as `/repos/{owner}/{repo}/issues`. */
  readonly route: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly ms: number;
  /** The calling installation; null for the app itself. */
  readonly installationId: number | null;
  /** What remains of the primary limit, and when it resets (milliseconds); null when GitHub does not say. */
  readonly limit: { readonly remaining: number; readonly resetAt: number } | null;
}

export interface ClientOptions {
  readonly appId: number;
  readonly privateKey: string;
  /** Host of a GitHub Enterprise Server; null for github.com. */
  readonly gheHost: string | null;
  readonly gheProtocol: "http" | "https";
  readonly log: Log;
  readonly onCall?: (call: Call) => void;
  /** Time limit of one call. */
  readonly withinMs?: number;
}

/**
 * Makes calls as the app (installation null) or as one of its installations. A failed call throws an `ExternalError`.
 */
export type Client = <T>(
  installationId: number | null,
  name: string,
  call: (octokit: Octokit) => Promise<T>,
) => Promise<T>;

/** Longer than any GitHub call takes. A hanging connection must not hold a worker. */
const CALL_WITHIN_MS = 15_000;
const GITHUB_COM = "https://api.github.com";

/**
 * Creates a client on Probot's Octokit, with retries and throttling off: the retry plugin repeats POSTs, and throttling
 * waits in memory. A failed call is returned to the caller.
 */
export function createClient(options: ClientOptions): Client {
  const tokens = createTokenCache();
  const octokits = new Map<number | null, Octokit>();
  const usedUp = new Map<number | null, number>();
  function note(made: Call): void {
    if (made.limit?.remaining === 0) usedUp.set(made.installationId, made.limit.resetAt);
    options.onCall?.(made);
  }
  return async (installationId, name, call) => {
    refuseIfUsedUp(usedUp.get(installationId), name);
    const octokit = octokits.get(installationId) ?? createOctokit({ ...options, onCall: note }, installationId, tokens);
    octokits.set(installationId, octokit);
    try {
      return await call(octokit);
    } catch (error) {
      if (installationId !== null && isAboutTheToken(error)) tokens.forget(installationId);
      throw isOctokitError(error) ? toExternalError(error, name, new Date()) : error;
    }
  };
}

/** No calls remain until the reset: the next one would be refused. */
function refuseIfUsedUp(resetAt: number | undefined, name: string): void {
  if (resetAt === undefined || resetAt <= Date.now()) return;
  throw new ExternalError("limited", `not asked to ${name}: the rate limit is used up`, { retryAt: new Date(resetAt) });
}

/** Narrows an answer to an object; a truncated body arrives as text. */
export function requireBody<T>(data: T, name: string): T & object {
  if (typeof data === "object" && data !== null) return data;
  throw new ExternalError("unanswered", `GitHub's answer was cut off: ${name}`);
}

/** The token was revoked, or created before the missing permission was granted. */
function isAboutTheToken(error: unknown): boolean {
  return statusOf(error) === 401 || (error instanceof Error && /not accessible by integration/.test(error.message));
}

function createOctokit(options: ClientOptions, installationId: number | null, tokens: TokenCache): Octokit {
  const { appId, privateKey, gheHost, gheProtocol } = options;
  const log = createQuietLog(options.log);
  const octokit = new ProbotOctokit({
    baseUrl: gheHost ? `${gheProtocol}://${gheHost}/api/v3` : GITHUB_COM,
    userAgent: "did-this-work",
    retry: { enabled: false },
    throttle: { enabled: false },
    auth: { appId, privateKey, cache: tokens, ...(installationId === null ? {} : { installationId }) },
    log,
    request: { log },
  });
  octokit.hook.wrap("request", async (request, parameters) => {
    // Changed in place: Octokit's hooks all see the parameters of the first hook, whatever a hook passes on.
    const signal = AbortSignal.timeout(options.withinMs ?? CALL_WITHIN_MS);
    parameters.request = { ...parameters.request, signal };
    const startedAt = performance.now();
    const tell = (status: number, headers: Headers = {}) =>
      options.onCall?.({
        method: parameters.method,
        route: routeOf(parameters.url),
        status,
        ms: performance.now() - startedAt,
        installationId,
        limit: parseRateLimit(headers, new Date()),
      });
    try {
      const response = await request(parameters);
      tell(response.status, response.headers);
      return response;
    } catch (error) {
      tell(statusOf(error), headersOf(error));
      throw error;
    }
  });
  return octokit;
}

/** On GitHub Enterprise Server, Octokit uses full URLs for GraphQL. */
function routeOf(url: string): string {
  return url.startsWith("/") ? url : new URL(url).pathname.replace(/^\/api(?=\/graphql$)/, "");
}

/** Octokit gives network failures the status 500; they have no response. */
function statusOf(error: unknown): number {
  const hasAnswer = error instanceof Error && "response" in error && error.response !== undefined;
  return hasAnswer && "status" in error && typeof error.status === "number" ? error.status : 0;
}

function headersOf(error: unknown): Headers {
  return isOctokitError(error) ? (error.response?.headers ?? {}) : {};
}

/** At `debug`, Octokit logs call parameters, which contain people's texts. */
function createQuietLog(log: Log) {
  return {
    debug() {},
    info() {},
    warn: (message: string) => log.warn({}, message),
    error: (message: string) => log.error({}, message),
  };
}
