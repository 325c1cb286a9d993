import type { ExternalError } from "../core/external-error.ts";

/** What was requested from which host, for error messages. */
export interface AuditTarget {
  /** "acme/shop", or "the repositories of acme". */
  readonly name: string;
  /** What follows \`audit\` on the command line: "acme/shop", or "--org acme". */
  readonly words: string;
  /** "github.com", or the host of a GitHub Enterprise Server. */
  readonly host: string;
}

/** Explains how to get a token, without which GraphQL answers nothing; the shortest way comes first. */
export function renderNoToken({ words, host }: AuditTarget): string {
  return `GITHUB_TOKEN is not set, and an audit needs one. With the GitHub CLI:
  GITHUB_TOKEN=$(gh auth token${isElsewhere(host) ? ` --hostname ${host}` : ""}) npm run --silent did-this-work -- audit ${words}
${renderTokenAdvice(host)}`;
}

/** What became of an audit, in a line. */
export function renderExternalError({ kind, detail }: ExternalError, target: AuditTarget): string {
  const { name, host } = target;
  switch (kind) {
    case "token":
      return `${host} does not accept GITHUB_TOKEN: it is wrong, expired or revoked.\n${renderTokenAdvice(host)}`;
    case "sign-on":
      return `the organization requires GITHUB_TOKEN to be authorized for single sign-on: ${detail || `https://${host}/settings/tokens, “Configure SSO”`}`;
    case "forbidden":
    case "locked":
    case "not-found":
    case "gone":
    case "invalid":
      return `GITHUB_TOKEN can't read ${name}${detail === "" ? "" : ` (${detail})`}.\n${renderTokenAdvice(host)}`;
    case "too-old":
      return `${host} runs a GitHub Enterprise Server that is too old for an audit: ${detail}`;
    case "no-api":
      return `no GitHub found at ${host}: check GHE_HOST`;
    case "too-heavy":
    case "unanswered":
      return `${host} doesn't answer, even to small requests (${detail}); try again later`;
    case "lost-place":
      return `${host} no longer knows where the interrupted audit stopped; start it again`;
    case "limited":
    case "not-now":
      return `rate limited by ${host}; try again later`;
    case "unreachable":
      return `cannot reach ${host}: ${detail}`;
  }
}

/** Explains a missing repository. GitHub does not tell whether it does not exist or the token may not see it. */
export function renderNoRepository({ name, host }: AuditTarget): string {
  return `no repository ${name} on ${host}: it doesn't exist, or the token can't see it.\n${renderTokenAdvice(host)}`;
}

/** Explains a missing owner. */
export function renderNoOwner(owner: string, { host }: AuditTarget): string {
  return `no organization or person named ${owner} on ${host}`;
}

/** Explains an owner without any repository to see. */
export function renderNoRepositories({ name, host }: AuditTarget): string {
  return `GITHUB_TOKEN can't see ${name}: there are none, or it lacks access.\n${renderTokenAdvice(host)}`;
}

/** Why one of many repositories was not read, in a line. */
export function renderReason(error: ExternalError, target: AuditTarget): string {
  return renderExternalError(error, target).split("\n", 1)[0] ?? "";
}

function renderTokenAdvice(host: string): string {
  return `A fine-grained token needs read access to “Contents” and “Pull requests” of the repository, a classic one the
scope “repo”; for a public repository any token will do. Make one: https://${host}/settings/personal-access-tokens/new`;
}

function isElsewhere(host: string): boolean {
  return host !== "github.com";
}
