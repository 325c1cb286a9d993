import { ExternalError } from "../core/external-error.ts";
import { isOctokitError, type OctokitError, toExternalError, toLimit } from "./external-errors.ts";
import { isPartial, type PartialAnswer } from "./partial-answer.ts";

/**
 * Why a read with a person's own token failed:
 * - `token`: wrong, expired or revoked
 * - `sign-on`: the organisation requires single sign-on for the token; `detail` may be the page for it
 * - `forbidden`: the token may not read this
 * - `too-old`: the server does not know a field; `detail` names it
 * - `no-api`: there is no GitHub at this address
 * - `limited`: a rate limit, until `retryAt`
 * - `too-heavy`: GitHub gave up on the query
 * - `lost-place`: GitHub no longer knows the cursor
 * - `unreachable`: no connection; `detail` says why
 */
export type ReaderFailureKind =
  | "token"
  | "sign-on"
  | "forbidden"
  | "too-old"
  | "no-api"
  | "limited"
  | "too-heavy"
  | "lost-place"
  | "unreachable";

/** A failed read, in terms a person can act on. */
export class ReaderFailure extends Error {
  override readonly name = "ReaderFailure";
  readonly kind: ReaderFailureKind;
  readonly detail: string;
  readonly retryAt: Date | null;

  constructor(kind: ReaderFailureKind, detail: string, { cause, retryAt }: { cause?: unknown; retryAt?: Date | null }) {
    super(`${kind}: ${detail}`, { cause });
    this.kind = kind;
    this.detail = detail;
    this.retryAt = retryAt ?? null;
  }
}

/** Converts a failed read; any other error is returned unchanged. */
export function toReaderFailure(error: unknown, now: Date): unknown {
  if (isPartial(error)) return fromAnswer(error, now);
  if (isOctokitError(error)) return fromStatus(error, now);
  return error instanceof ExternalError ? fromExternalError(error) : error;
}

function fromStatus(error: OctokitError, now: Date): ReaderFailure {
  const refusal = toExternalError(error, "read", now);
  const headers = error.response?.headers;
  const cause = refusal.cause;
  if (refusal.kind === "limited") return new ReaderFailure("limited", "", { cause, retryAt: refusal.retryAt });
  if (!error.response) return new ReaderFailure("unreachable", findReason(error), { cause });
  if (error.status === 401) return new ReaderFailure("token", "", { cause });
  if (typeof headers?.["x-github-sso"] === "string") {
    return new ReaderFailure("sign-on", /url=(\S+)/.exec(headers["x-github-sso"])?.[1] ?? "", { cause });
  }
  if (refusal.kind === "not-found") return new ReaderFailure("no-api", "", { cause });
  if (refusal.kind === "unanswered") return new ReaderFailure("too-heavy", `status ${error.status}`, { cause });
  return new ReaderFailure("forbidden", error.message.slice(0, 200), { cause });
}

/** GraphQL errors come with status 200. */
function fromAnswer({ errors, headers }: PartialAnswer<unknown>, now: Date): ReaderFailure {
  const [problem] = errors;
  const detail = problem?.message ?? "";
  if (errors.some(({ type }) => type === "RATE_LIMITED")) {
    return new ReaderFailure("limited", "", { retryAt: toLimit(headers, "read", now).retryAt });
  }
  if (/SAML/i.test(detail)) return new ReaderFailure("sign-on", "", {});
  if (problem?.type === "FORBIDDEN" || problem?.type === "INSUFFICIENT_SCOPES") {
    return new ReaderFailure("forbidden", detail, {});
  }
  if (problem?.type === "INVALID_CURSOR_ARGUMENTS") return new ReaderFailure("lost-place", detail, {});
  const isUnknown = /^(undefinedField|argumentNotAccepted|undefinedType)$/.test(problem?.extensions?.code ?? "");
  return new ReaderFailure(isUnknown ? "too-old" : "too-heavy", detail, {});
}

function fromExternalError(refusal: ExternalError): ReaderFailure {
  const options = { cause: refusal, retryAt: refusal.retryAt };
  const detail = refusal.message.replace(/^failed to [^:]*: /, "");
  if (/SAML/i.test(detail)) return new ReaderFailure("sign-on", "", options);
  switch (refusal.kind) {
    case "limited":
    case "not-now":
      return new ReaderFailure("limited", "", options);
    case "invalid":
      return new ReaderFailure("too-old", detail, options);
    case "forbidden":
    case "not-found":
    case "gone":
      return new ReaderFailure("forbidden", detail, options);
    case "unanswered":
      return new ReaderFailure("too-heavy", detail, options);
  }
}

/** The innermost cause: "getaddrinfo ENOTFOUND github.example.com" says more than "fetch failed". */
function findReason(error: Error): string {
  const inner = error.cause;
  return inner instanceof Error && inner.message !== "" ? findReason(inner) : error.message.slice(0, 200);
}
