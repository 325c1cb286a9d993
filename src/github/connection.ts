import type { ProbotOctokit } from "probot";
import type { RequestKind, RequestOutcome } from "../core/github-request.ts";
import type { Log } from "../core/log.ts";
import { toStorable } from "../core/storable.ts";
import { findApiAddress, type GitHubHost } from "./api-address.ts";
import { isLimited, isOctokitError, type OctokitError } from "./external-errors.ts";
import { type Headers, isHiddenLimit, parseRateLimit } from "./limits.ts";

type AppsOctokit = InstanceType<typeof ProbotOctokit>;

/** What calls are made with, whoever makes them. */
export type Octokit = Pick<AppsOctokit, "rest" | "graphql" | "request" | "hook" | "log">;

/** One request to GitHub, for the metrics: nothing of its content. */
export interface Call {
  readonly kind: RequestKind;
  readonly outcome: RequestOutcome;
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
  /** Which of the primary limits that is, as GitHub names them: "core", "graphql". */
  readonly resource: string;
}

export interface WatchOptions {
  readonly onCall?: (call: Omit<Call, "installationId">) => void;
  /** Called before each request with the limit it is counted under. What it throws keeps the request from being made. */
  readonly beforeCall?: (resource: string) => void;
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
    options.beforeCall?.(resourceOf(parameters.url));
    const startedAt = performance.now();
    const tell = (outcome: RequestOutcome, status: number, headers: Headers = {}) =>
      options.onCall?.({
        kind: kindOf(parameters),
        outcome,
        method: parameters.method,
        route: routeOf(parameters.url),
        status,
        ms: performance.now() - startedAt,
        limit: parseRateLimit(headers, options.now()),
        resource: String(headers["x-ratelimit-resource"] ?? resourceOf(parameters.url)),
      });
    const response = await Promise.resolve(request(parameters)).catch((error: unknown) => {
      tell(classify(error, options.now()), findStatus(error), findHeaders(error));
      throw error;
    });
    const isLimited = resourceOf(parameters.url) === "graphql" && isHiddenLimit(response);
    tell(isLimited ? "limited" : "ok", response.status, response.headers);
    const answer = { ...response, data: toStorable(response.data) };
    return isLimited ? refuseHiddenLimit(answer, parameters.url) : answer;
  });
  return octokit;
}

/** The status of the answer behind an error; 0 where there was none. Octokit gives failures of the network the status 500. */
export function findStatus(error: unknown): number {
  const hasAnswer = isOctokitError(error) && error.response !== undefined;
  return hasAnswer && typeof error.status === "number" ? error.status : 0;
}

/** GraphQL's reads are POSTs too. */
function kindOf({ method, url, query }: { readonly method: string; readonly url: string; readonly query?: unknown }) {
  if (/\/access_tokens$/.test(url)) return "token";
  const isRead = resourceOf(url) === "graphql" ? !/^\s*mutation\b/.test(String(query)) : method === "GET";
  return isRead ? "read" : "write";
}

function classify(error: unknown, now: Date): RequestOutcome {
  const status = findStatus(error);
  if (!isOctokitError(error) || status === 0) return "unanswered";
  if (isLimited(error, now)) return "limited";
  return status >= 500 ? "unanswered" : "refused";
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
function refuseHiddenLimit(response: Response, url: string): never {
  const { status } = response;
  const found = { status, response, request: { url } };
  const error: OctokitError = Object.assign(new Error("GraphQL's rate limit is used up"), found);
  throw error;
}

/** The limit that a request is counted under, as far as its address tells. */
function resourceOf(url: string): "core" | "graphql" {
  return /\/graphql$/.test(url) ? "graphql" : "core";
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
