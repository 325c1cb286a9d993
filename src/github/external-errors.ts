import { ExternalError } from "../core/external-error.ts";

/** GitHub's advice where a secondary limit names no time: wait at least a minute. */
const SECONDARY_WAIT_MS = 60_000;
/** The primary limit's window. A clock that differs from GitHub's must not make us wait for longer. */
const PRIMARY_WINDOW_MS = 3_600_000;
/** The texts of secondary limits. The last comes with 422, for content made too fast. */
const LIMIT_TEXT = /rate limit|abuse detection|submitted too quickly/i;
const TEXT_LENGTH = 300;

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** What GitHub answered, as far as it decides. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What Octokit throws for a request: with a response when there was one, else with a status of its own making. */
export interface OctokitError extends Error {
  readonly status: unknown;
  readonly request?: { readonly url?: string };
  readonly response?: { readonly headers?: Headers };
}

/** Is it a request that failed, and no bug of ours? */
export function isOctokitError(error: unknown): error is OctokitError {
  return error instanceof Error && "status" in error;
}

/** Says in the terms of flows what a failed call means. `call` names it, as in "create an issue in acme/shop". */
export function toExternalError(error: OctokitError, call: string, now: Date): ExternalError {
  const answer = parseAnswer(error);
  const cause = toCause(error);
  if (!answer) return new ExternalError("unanswered", `GitHub did not answer: ${call}`, { cause });

  const message = `GitHub refused (${answer.status}) to ${call}: ${answer.text}`;
  const retryAt = findRetryTime(answer, now);
  if (retryAt) return new ExternalError("limited", message, { cause, retryAt });
  const kind = isTokenCall(error) ? judgeToken(answer.status) : judgeStatus(answer.status);
  return new ExternalError(kind, message, { cause, blocker: findBlocker(kind, answer.text) });
}

/** A limit GraphQL reports inside an answer of status 200. */
export function toLimit(headers: Headers, call: string, now: Date): ExternalError {
  const retryAt = findReset(headers, now) ?? new Date(now.getTime() + SECONDARY_WAIT_MS);
  return new ExternalError("limited", `GitHub refused to ${call}: the rate limit is used up`, { retryAt });
}

interface GraphqlError extends Error {
  readonly errors?: readonly { readonly type?: string }[];
  readonly headers?: Headers;
}

/** Says what a failed GraphQL query means, whose answer has status 200 and errors inside; anything else stays as it is. */
export function toGraphqlError(error: unknown, call: string, now: Date): unknown {
  if (!(error instanceof Error) || error.name !== "GraphqlResponseError") return error;
  const { errors = [], headers = {} } = error as GraphqlError;
  const types = errors.map(({ type }) => type);
  if (types.includes("RATE_LIMITED")) return toLimit(headers, call, now);
  const message = `GitHub refused to ${call}: ${error.message.slice(0, TEXT_LENGTH)}`;
  const kind = types.includes("FORBIDDEN") ? "forbidden" : types.includes("NOT_FOUND") ? "not-found" : "unanswered";
  const blocker = findBlocker(kind, error.message);
  return new ExternalError(kind, message, { cause: toCause(error), blocker });
}

function parseAnswer(error: OctokitError): Answer | null {
  if (typeof error.status !== "number" || !error.response) return null;
  return { status: error.status, headers: error.response.headers ?? {}, text: error.message.slice(0, TEXT_LENGTH) };
}

/** Octokit's errors carry the request and the response, bodies and all; those must not reach a log. */
function toCause(error: Error): Error {
  const cause = new Error(error.message.slice(0, TEXT_LENGTH));
  cause.name = error.name;
  if (error.stack) cause.stack = error.stack;
  return cause;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function findRetryTime({ status, headers, text }: Answer, now: Date): Date | null {
  const isSlowDown = LIMIT_TEXT.test(text);
  if (status !== 429 && !(status === 403 || (status === 422 && isSlowDown))) return null;
  const retryAfter = headers["retry-after"];
  if (retryAfter !== undefined) return parseRetryAfter(String(retryAfter), now);
  const reset = findReset(headers, now);
  if (reset) return reset;
  return status === 429 || isSlowDown ? new Date(now.getTime() + SECONDARY_WAIT_MS) : null;
}

function parseRetryAfter(text: string, now: Date): Date {
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return new Date(now.getTime() + seconds * 1000);
  const at = Date.parse(text);
  return new Date(Number.isNaN(at) ? now.getTime() + SECONDARY_WAIT_MS : at);
}

/** What is left of the primary limit and when it starts anew; null where GitHub does not say, as on servers without limits. */
export function parseRateLimit(
  headers: Headers,
  now: Date,
): { readonly remaining: number; readonly resetAt: number } | null {
  const remaining = headers["x-ratelimit-remaining"];
  const reset = Number(headers["x-ratelimit-reset"]);
  if (remaining === undefined || !Number.isFinite(Number(remaining)) || !Number.isFinite(reset)) return null;
  return { remaining: Number(remaining), resetAt: toReset(reset, now) };
}

/** When the primary limit is used up: the time it starts anew. */
function findReset(headers: Headers, now: Date): Date | null {
  const reset = Number(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) !== "0" || !Number.isFinite(reset)) return null;
  return new Date(toReset(reset, now));
}

function toReset(reset: number, now: Date): number {
  const latest = now.getTime() + PRIMARY_WINDOW_MS;
  // GitHub tells whole seconds, so the window may start anew a moment after the time it names.
  return Math.min(Math.max(reset * 1000 + 1000, now.getTime() + 1000), latest);
}

function judgeStatus(status: number): ExternalError["kind"] {
  // A token that was revoked under us: nothing was done, and the next call comes with a fresh one.
  if (status >= 500 || status === 401) return "unanswered";
  if (status === 404) return "not-found";
  if (status === 410) return "gone";
  return status === 403 || status === 451 ? "forbidden" : "invalid";
}

/** GitHub says what is in the way in words only; these have been the same for years. */
function findBlocker(kind: ExternalError["kind"], text: string): ExternalError["blocker"] {
  if (kind === "gone") return /disabled/i.test(text) ? "issues-off" : null;
  if (kind !== "forbidden") return null;
  if (/suspended/i.test(text)) return "suspended";
  if (/archived/i.test(text)) return "archived";
  return /not accessible by integration/i.test(text) ? "permission" : "refused";
}

function isTokenCall({ request }: OctokitError): boolean {
  return /\/access_tokens$/.test(request?.url ?? "");
}

/** Refused a token, we are not asked to go away from one object but from the whole installation. */
function judgeToken(status: number): ExternalError["kind"] {
  return status === 401 || status >= 500 ? "unanswered" : "forbidden";
}
