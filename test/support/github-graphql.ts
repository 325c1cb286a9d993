import nock from "nock";
import { API } from "./github-api.ts";

/** A template that asks for both fields. */
const TEMPLATE = "## Why?\n<!-- the reason -->\n\n## How will we know it worked?\n";

/** A merged pull request as GraphQL shows it, by default merged a day ago. */
export function aMergedPull(number: number, given: Readonly<Record<string, unknown>> = {}) {
  const at = typeof given.mergedAt === "string" ? given.mergedAt : "2026-11-20T10:00:00Z";
  return {
    number,
    title: `Change ${number}`,
    body: describe("Customers ask for it.", ""),
    url: `https://github.com/acme/shop/pull/${number}`,
    createdAt: at,
    updatedAt: at,
    mergedAt: at,
    baseRefName: "main",
    headRefName: `change-${number}`,
    headRefOid: "a".repeat(40),
    isCrossRepository: false,
    author: { __typename: "User", login: "bob", databaseId: 11 },
    mergedBy: { __typename: "User", login: "cleo", databaseId: 12 },
    labels: { nodes: [] },
    ...given,
  };
}

/** A description made from the template. */
export function describe(problem: string, measure: string): string {
  return `## Why?\n<!-- the reason -->\n${problem}\n\n## How will we know it worked?\n${measure}\n`;
}

const OWN = {
  databaseId: 5,
  visibility: "PRIVATE",
  isArchived: false,
  isFork: false,
  hasIssuesEnabled: true,
  defaultBranchRef: { name: "main", target: { oid: "abc" } },
  pullRequestTemplates: [{ filename: "pull_request_template.md", body: TEMPLATE }],
  key: null,
};
const NO_OWNER = { type: "NOT_FOUND", path: ["owner"], message: "Could not resolve to a Repository" };

/** GitHub answers one request for a repository's templates and configuration. */
export function offerFiles(given: object = {}, owner: object | null = null, api = API): nock.Scope {
  const answer = { data: { repository: { ...OWN, ...given }, owner }, errors: owner ? [] : [NO_OWNER] };
  return nock(api)
    .post(/graphql$/, /readFiles/)
    .reply(200, answer.errors.length > 0 ? answer : { data: answer.data });
}

export interface Page {
  readonly pulls: readonly (object | null)[];
  readonly next?: string | null;
  readonly total?: number;
  readonly remaining?: number;
  readonly resetAt?: string;
}

/** The data of a page of merged pull requests. */
export function aPage({ pulls, next = null, total, remaining = 4_000, resetAt = "2026-11-21T13:00:00Z" }: Page) {
  return {
    rateLimit: { cost: 2, remaining, resetAt },
    ...(total === undefined ? {} : { search: { issueCount: total } }),
    repository: { pullRequests: { pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes: pulls } },
  };
}

/** GitHub answers one request for a page; `after` is the requested cursor. */
export function offerPage(page: Page, { after = null, api = API }: { after?: string | null; api?: string } = {}) {
  const asks = (body: { query: string; variables: { after: string | null } }) =>
    body.query.includes("readMergedPulls") && body.variables.after === after;
  return nock(api)
    .post(/graphql$/, asks)
    .reply(200, { data: aPage(page) });
}

/** GitHub answers one request for a page with another response. */
export function offerTrouble(status: number, body: object, headers: Record<string, string> = {}) {
  return nock(API)
    .post(/graphql$/, /readMergedPulls/)
    .reply(status, body, headers);
}

/** A repository as the list of its owner's shows it. */
export function aListed(name: string, given: object = {}) {
  const flags = { isArchived: false, isFork: false, isTemplate: false, isEmpty: false };
  return { name, ...flags, pushedAt: "2026-11-20T10:00:00Z", ...given };
}

/** GitHub answers one request for a page of an owner's repositories; `after` is the requested cursor. */
export function offerRepositories(
  nodes: readonly (object | null)[],
  { after = null, next = null }: { after?: string | null; next?: string | null } = {},
): nock.Scope {
  const asks = (body: { query: string; variables: { after: string | null } }) =>
    body.query.includes("listRepositories") && body.variables.after === after;
  const repositories = { pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes };
  return nock(API)
    .post(/graphql$/, asks)
    .reply(200, { data: { repositoryOwner: { login: "acme", repositories } } });
}
