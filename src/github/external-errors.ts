import { ExternalError } from "../core/external-error.ts";

/** GitHub's advice when a secondary limit names no time: wait at least a minute. */
const SECONDARY_WAIT_MS = 60_000;
/** The window of the primary limit. A clock that differs from GitHub's must not make us wait longer. */
const PRIMARY_WINDOW_MS = 3_600_000;
/** Messages of secondary limits. The last one comes with 422, for content created too fast. */
const LIMIT_TEXT = /rate limit|abuse detection|submitted too quickly/i;
const TEXT_LENGTH = 300;

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** The parts of GitHub's answer that matter here. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What Octokit throws for a request: with a response if there was one, otherwise with a status of its own. */
export interface OctokitError extends Error {
  readonly status: unknown;
  readonly request?: { readonly url?: string };
  readonly response?: { readonly headers?: Headers };
}

/** Whether the error is a failed request, not a bug of ours. */
export function isOctokitError(error: unknown): error is OctokitError {
  return error instanceof Error && "status" in error;
}

/** Converts a failed call to an external error. `call` names it, as in "create an issue in acme/shop". */
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

/** A limit that GraphQL reports inside an answer with status 200. */
export function toLimit(headers: Headers, call: string, now: Date): ExternalError {
  const retryAt = findReset(headers, now) ?? new Date(now.getTime() + SECONDARY_WAIT_MS);
  return new ExternalError("limited", `GitHub refused to ${call}: the rate limit is used up`, { retryAt });
}

interface GraphqlError extends Error {
  readonly errors?: readonly { readonly type?: string }[];
  readonly headers?: Headers;
}

/**
 * Converts a failed GraphQL query, whose answer has status 200 with errors inside; other errors are returned unchanged.
 */
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

/** Octokit's errors carry the request and the response with their bodies, which must not reach a log. */
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

/**
 * What remains of the primary limit and when it resets; null when GitHub does not say, as on servers without limits.
 */
export function parseRateLimit(
  headers: Headers,
  now: Date,
): { readonly remaining: number; readonly resetAt: number } | null {
  const remaining = headers["x-ratelimit-remaining"];
  const reset = Number(headers["x-ratelimit-reset"]);
  if (remaining === undefined || !Number.isFinite(Number(remaining)) || !Number.isFinite(reset)) return null;
  return { remaining: Number(remaining), resetAt: toReset(reset, now) };
}

/** When the primary limit is used up: the time of its reset. */
function findReset(headers: Headers, now: Date): Date | null {
  const reset = Number(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) !== "0" || !Number.isFinite(reset)) return null;
  return new Date(toReset(reset, now));
}

function toReset(reset: number, now: Date): number {
  const latest = now.getTime() + PRIMARY_WINDOW_MS;
  // GitHub gives whole seconds, so the actual reset may come a moment later.
  return Math.min(Math.max(reset * 1000 + 1000, now.getTime() + 1000), latest);
}

function judgeStatus(status: number): ExternalError["kind"] {
  // The token was revoked: nothing was done, and the next call uses a new one.
  if (status >= 500 || status === 401) return "unanswered";
  if (status === 404) return "not-found";
  if (status === 410) return "gone";
  return status === 403 || status === 451 ? "forbidden" : "invalid";
}

/** GitHub names the blocker only in the message; these messages have been stable for years. */
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

/** A refused token concerns the whole installation, not one resource. */
function judgeToken(status: number): ExternalError["kind"] {
  return status === 401 || status >= 500 ? "unanswered" : "forbidden";
}
