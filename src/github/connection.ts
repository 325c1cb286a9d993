import type { ProbotOctokit } from "probot";
import type { Log } from "../core/log.ts";
import { toStorable } from "../core/storable.ts";
import { findApiAddress, type GitHubHost } from "./api-address.ts";
import { isOctokitError, type OctokitError } from "./external-errors.ts";
import { type Headers, isHiddenLimit, parseRateLimit } from "./limits.ts";

type AppsOctokit = InstanceType<typeof ProbotOctokit>;

/** What calls are made with, whoever makes them. */
export type Octokit = Pick<AppsOctokit, "rest" | "graphql" | "request" | "hook" | "log">;

/** One request to GitHub, for the metrics: nothing of its content. */
export interface Call {
  readonly method: string;
  /** The template, `/repos/{owner}/{repo}/issues`. */
  readonly route: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly ms: number;
  /** Whose call it was; null for the app itself, and for a person. */
  readonly installationId: number | null;
  /** What is left of the primary limit, and until when (milliseconds); null where GitHub does not say. */
  readonly limit: { readonly remaining: number; readonly resetAt: number } | null;
}

export interface WatchOptions {
  readonly onCall?: (call: Omit<Call, "installationId">) => void;
  /** How long one call may take. */
  readonly withinMs: number;
  readonly now: () => Date;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
}

/** What every Octokit of ours is made with. */
export function createSettings(host: GitHubHost, log: Log) {
  const quietLog = createQuietLog(log);
  return { baseUrl: findApiAddress(host), userAgent: "did-this-work", log: quietLog, request: { log: quietLog } };
}

/** Limits an Octokit's calls in time, reports each, and refuses answers that hide a limit. Nothing is repeated or waited for. */
export function watchCalls<Watched extends Pick<Octokit, "hook">>(octokit: Watched, options: WatchOptions): Watched {
  octokit.hook.wrap("request", async (request, parameters) => {
    // Changed in place: Octokit's hooks all see the parameters of the first, whatever one hands to the next.
    parameters.request = { ...parameters.request, signal: endingSignal(options) };
    const startedAt = performance.now();
    const tell = (status: number, headers: Headers = {}) =>
      options.onCall?.({
        method: parameters.method,
        route: routeOf(parameters.url),
        status,
        ms: performance.now() - startedAt,
        limit: parseRateLimit(headers, options.now()),
      });
    const response = await Promise.resolve(request(parameters)).catch((error: unknown) => {
      tell(findStatus(error), findHeaders(error));
      throw error;
    });
    tell(response.status, response.headers);
    return refuseHiddenLimit({ ...response, data: toStorable(response.data) }, parameters.url);
  });
  return octokit;
}

/** The status of the answer behind an error; 0 where there was none. Octokit gives failures of the network the status 500. */
export function findStatus(error: unknown): number {
  const hasAnswer = isOctokitError(error) && error.response !== undefined;
  return hasAnswer && typeof error.status === "number" ? error.status : 0;
}

function endingSignal({ withinMs, signal }: WatchOptions): AbortSignal {
  const timeOut = AbortSignal.timeout(withinMs);
  return signal ? AbortSignal.any([signal, timeOut]) : timeOut;
}

interface Response {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
}

/** GraphQL tells of limits with status 200. Thrown here, no caller of GraphQL has to know. */
function refuseHiddenLimit<T extends Response>(response: T, url: string): T {
  if (!/\/graphql$/.test(url) || !isHiddenLimit(response)) return response;
  const { status } = response;
  const error: OctokitError = Object.assign(new Error("GraphQL's rate limit is used up"), { status, response });
  throw error;
}

/** Octokit gives GraphQL its full address on GitHub Enterprise Server. */
function routeOf(url: string): string {
  return url.startsWith("/") ? url : new URL(url).pathname.replace(/^\/api(?=\/graphql$)/, "");
}

function findHeaders(error: unknown): Headers {
  return isOctokitError(error) ? (error.response?.headers ?? {}) : {};
}

/** Octokit logs the parameters of calls, that is people's texts, at `debug`. */
function createQuietLog(log: Log) {
  return {
    debug() {},
    info() {},
    warn: (message: string) => log.warn({}, message),
    error: (message: string) => log.error({}, message),
  };
}
