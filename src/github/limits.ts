/** GitHub's advice where a secondary limit names no time: wait at least a minute. */
const SECONDARY_WAIT_MS = 60_000;
/** The primary limit's window. A clock that differs from GitHub's must not make us wait for longer. */
const PRIMARY_WINDOW_MS = 3_600_000;
/** GitHub's own waits end within hours; a proxy's mistake must not end an installation's service. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** The texts of secondary limits. The last comes with 422, for content made too fast. */
const LIMIT_TEXT = /rate limit|abuse detection|submitted too quickly/i;

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** What GitHub answered, as far as limits go. */
export interface LimitedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body. */
  readonly data?: unknown;
}

/** What GraphQL answers, or what stands in its place. */
interface GraphqlBody {
  readonly data: unknown;
  readonly errors: readonly LimitProblem[];
  readonly message: unknown;
}
interface LimitProblem {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly extensions?: { readonly code?: unknown };
  readonly message?: unknown;
}

/**
 * When to ask again; null where no limit was met. An answer of status 200 counts where it hides a limit.
 * Source: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function findRetryTime({ status, headers, text, data }: LimitedAnswer, now: Date): Date | null {
  const isSlowDown = LIMIT_TEXT.test(text);
  const isHidden = isHiddenLimit({ status, headers, data });
  if (!isHidden && status !== 429 && !(status === 403 || (status === 422 && isSlowDown))) return null;
  const retryAfter = headers["retry-after"];
  if (retryAfter !== undefined) return parseRetryAfter(String(retryAfter), now);
  const limit = parseRateLimit(headers, now);
  if (limit?.remaining === 0) return new Date(limit.resetAt);
  const inAMinute = now.getTime() + SECONDARY_WAIT_MS;
  if (isHidden && limit && isPrimary(data)) return new Date(Math.max(limit.resetAt, inAMinute));
  return isHidden || status === 429 || isSlowDown ? new Date(inAMinute) : null;
}

/**
 * Does an answer of GraphQL whose status is 200 say that a limit was met? Primary limits are errors of a type, secondary ones
 * come with `retry-after`, and with an error or a message in the place of data.
 * Source: https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function isHiddenLimit({ status, headers, data: body }: Omit<LimitedAnswer, "text">): boolean {
  if (status !== 200) return false;
  const { data, errors, message } = toGraphqlBody(body);
  if (errors.some((problem) => isPrimaryProblem(problem) || isSecondaryText(problem.message))) return true;
  const isWhole = isObject(data) && Object.values(data).some((value) => value !== null) && errors.length === 0;
  return !isWhole && (headers["retry-after"] !== undefined || isSecondaryText(message));
}

/**
 * Are GraphQL's own hourly points used up, and nothing else? They are counted apart from REST's calls
 * (`x-ratelimit-resource`); a secondary limit, which comes with `retry-after`, counts both together.
 */
export function isLimitOfGraphql({ headers, data }: Pick<LimitedAnswer, "headers" | "data">): boolean {
  if (headers["retry-after"] !== undefined) return false;
  const { "x-ratelimit-resource": resource = "graphql", "x-ratelimit-remaining": remaining } = headers;
  return resource === "graphql" && (String(remaining) === "0" || isPrimary(data));
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

function toReset(reset: number, now: Date): number {
  const latest = now.getTime() + PRIMARY_WINDOW_MS;
  // GitHub tells whole seconds, so the window may start anew a moment after the time it names.
  return Math.min(Math.max(reset * 1000 + 1000, now.getTime() + 1000), latest);
}

/** Seconds or a date; what is neither is GitHub's usual minute. */
function parseRetryAfter(text: string, now: Date): Date {
  const seconds = Number(text);
  const at = Number.isFinite(seconds) ? now.getTime() + seconds * 1000 : Date.parse(text);
  const known = Number.isNaN(at) ? now.getTime() + SECONDARY_WAIT_MS : at;
  return new Date(Math.min(Math.max(known, now.getTime()), now.getTime() + LONGEST_WAIT_MS));
}

function isPrimary(body: unknown): boolean {
  return toGraphqlBody(body).errors.some(isPrimaryProblem);
}

/** GitHub has used either type, the second while `x-ratelimit-remaining` was not 0. */
function isPrimaryProblem({ type, code, extensions }: LimitProblem): boolean {
  return type === "RATE_LIMITED" || type === "RATE_LIMIT" || [code, extensions?.code].includes("graphql_rate_limit");
}

function isSecondaryText(text: unknown): boolean {
  return typeof text === "string" && /exceeded a secondary rate limit/i.test(text);
}

/** Whatever was answered: a proxy may have a word of its own. */
function toGraphqlBody(body: unknown): GraphqlBody {
  const { data, errors, message }: { data?: unknown; errors?: unknown; message?: unknown } = isObject(body) ? body : {};
  return { data, errors: Array.isArray(errors) ? errors.filter(isObject) : [], message };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
