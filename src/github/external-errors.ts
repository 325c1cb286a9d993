import { ExternalError } from "../core/external-error.ts";
import { findRetryTime, type Headers, isLimitOfGraphql } from "./limits.ts";

const TEXT_LENGTH = 300;

/** What Octokit throws for a request: with a response when there was one, else with a status of its own making. */
export interface OctokitError extends Error {
  readonly status: unknown;
  readonly request?: { readonly url?: string };
  readonly response?: { readonly headers?: Headers; readonly data?: unknown };
}

/** What was asked, and with what right. */
export interface FailedCall {
  /** As in "create an issue in acme/shop". */
  readonly name: string;
  /** With a person's own token, rather than one of the app's, which the next call renews. */
  readonly isWithOwnToken: boolean;
  readonly now: Date;
}

type Kind = ExternalError["kind"];
type Answer = ReturnType<typeof parseAnswer> & object;

/** Is it a request that failed, and no bug of ours? */
export function isOctokitError(error: unknown): error is OctokitError {
  return error instanceof Error && "status" in error && !(error instanceof ExternalError);
}

/** Says in the terms of reconcilers and commands what a failed call means. */
export function toExternalError(error: OctokitError, { name, isWithOwnToken, now }: FailedCall): ExternalError {
  const answer = parseAnswer(error);
  const cause = toCause(error);
  if (!answer) {
    const kind = isWithOwnToken ? "unreachable" : "unanswered";
    return new ExternalError(kind, `GitHub did not answer: ${name}`, { cause, call: name, detail: findReason(error) });
  }
  const message = `GitHub refused (${answer.status}) to ${name}: ${answer.text}`;
  const asked = { cause, call: name, status: answer.status, requestId: findRequestId(answer) };
  const retryAt = findRetryTime(answer, now);
  const isOfGraphql = isGraphql(answer) && isLimitOfGraphql(answer);
  if (retryAt) return new ExternalError("limited", message, { ...asked, retryAt, isOfGraphql });
  const kind = isWithOwnToken ? classifyForToken(answer) : classify(answer);
  return new ExternalError(kind, message, {
    ...asked,
    blocker: findBlocker(kind, answer.text),
    detail: findDetail(kind, answer),
  });
}

/** Does the answer say that a rate limit was met? */
export function isLimited(error: OctokitError, now: Date): boolean {
  const answer = parseAnswer(error);
  return answer !== null && findRetryTime(answer, now) !== null;
}

/** GitHub says what is in the way in words only; these have been the same for years. */
export function findBlocker(kind: Kind, text: string): ExternalError["blocker"] {
  if (kind === "gone") return /disabled/i.test(text) ? "issues-off" : null;
  if (kind !== "forbidden" && kind !== "sign-on") return null;
  if (/suspended/i.test(text)) return "suspended";
  if (/archived/i.test(text)) return "archived";
  return /not accessible by integration/i.test(text) ? "permission" : "refused";
}

/** Octokit's errors carry the request and the response, bodies and all; those must not reach a log. */
export function toCause(error: Error): Error {
  const cause = new Error(error.message.slice(0, TEXT_LENGTH).toWellFormed());
  cause.name = error.name;
  if (error.stack) cause.stack = error.stack;
  return cause;
}

function parseAnswer({ status, message, request, response }: OctokitError) {
  if (typeof status !== "number" || !response) return null;
  const { headers = {}, data } = response;
  return { status, headers, data, text: message.slice(0, TEXT_LENGTH).toWellFormed(), url: request?.url ?? "" };
}

function classify(answer: Answer): Kind {
  const { status, url } = answer;
  // A token that was revoked under us: nothing was done, and the next call comes with a fresh one.
  if (status >= 500 || status === 401) return "unanswered";
  if (status === 404 && isGraphql(answer)) return "no-api";
  if (!isInGitHubsWords(answer)) return "unanswered";
  // Refused a token, we are not asked to go away from one object but from the whole installation.
  if (/\/access_tokens$/.test(url)) return "forbidden";
  if (status === 404) return "not-found";
  if (status === 410) return "gone";
  // "Unable to create comment because issue is locked.", "Reactions are disabled on locked conversations."
  if (status === 403 && /\blocked\b/i.test(answer.text)) return "locked";
  return status === 403 || status === 451 ? "forbidden" : "invalid";
}

function findRequestId({ headers }: Answer): string | null {
  const id = String(headers["x-github-request-id"] ?? "");
  // Whoever answers may write anything there.
  return /^[\w:.-]{1,100}$/.test(id) ? id : null;
}

/** GitHub refuses with a message in JSON. A page in HTML is that of a proxy or a firewall, which is over when it is over. */
function isInGitHubsWords({ data }: Answer): boolean {
  return typeof data === "object" && data !== null && "message" in data && typeof data.message === "string";
}

/** A person's token does not change by itself. */
function classifyForToken(answer: Answer): Kind {
  if (answer.status === 401) return "token";
  return typeof answer.headers["x-github-sso"] === "string" ? "sign-on" : classify(answer);
}

/** Of what was asked for GraphQL itself says that it is missing, with status 200. */
function isGraphql({ url }: Answer): boolean {
  return /\/graphql$/.test(url);
}

function findDetail(kind: Kind, { status, headers, text }: Answer): string {
  if (kind === "sign-on") return /url=(\S+)/.exec(String(headers["x-github-sso"]))?.[1] ?? "";
  return kind === "unanswered" ? `status ${status}` : text.slice(0, 200).toWellFormed();
}

/** The innermost reason: "getaddrinfo ENOTFOUND github.example.com" says more than "fetch failed". */
function findReason(error: Error): string {
  const inner = error.cause;
  return inner instanceof Error && inner.message !== ""
    ? findReason(inner)
    : error.message.slice(0, 200).toWellFormed();
}
