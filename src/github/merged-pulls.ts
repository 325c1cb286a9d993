import type { MergedPull } from "../core/audit/audit-pull.ts";
import { type Asker, isPartial } from "./partial-answer.ts";

/** Merged pull requests, last updated first: a pull request merged since a moment was also updated since then. */
const QUERY = `
  query readMergedPulls(
    $owner: String!, $name: String!, $first: Int!, $after: String, $withPaths: Boolean!, $search: String!, $withCount: Boolean!
  ) {
    rateLimit { cost remaining resetAt }
    search(query: $search, type: ISSUE, first: 1) @include(if: $withCount) { issueCount }
    repository(owner: $owner, name: $name) {
      pullRequests(states: MERGED, orderBy: { field: UPDATED_AT, direction: DESC }, first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          number title body url createdAt updatedAt mergedAt baseRefName headRefName headRefOid isCrossRepository
          author { ...person }
          mergedBy { ...person }
          labels(first: 100) { nodes { name } }
          files(first: 100) @include(if: $withPaths) { totalCount nodes { path } }
        }
      }
    }
  }
  fragment person on Actor { __typename login ... on User { databaseId } ... on Bot { databaseId } }`;

interface PersonAnswer {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number | null;
}
interface PullAnswer {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly url: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mergedAt: string | null;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly isCrossRepository: boolean;
  readonly author: PersonAnswer | null;
  readonly mergedBy: PersonAnswer | null;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
  readonly files?: {
    readonly totalCount: number;
    readonly nodes: readonly ({ readonly path: string } | null)[] | null;
  } | null;
}
interface Answer {
  readonly rateLimit: { readonly cost: number; readonly remaining: number; readonly resetAt: string } | null;
  readonly search?: { readonly issueCount: number } | null;
  readonly repository: {
    readonly pullRequests: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly (PullAnswer | null)[] | null;
    } | null;
  } | null;
}

export interface MergedPageRequest {
  readonly owner: string;
  readonly name: string;
  /** Where the previous page ended; null for the first page, which also counts all pull requests. */
  readonly after: string | null;
  /** Page size; GitHub allows at most 100. */
  readonly size: number;
  /** Whether to read the changed files too. */
  readonly withPaths: boolean;
  /** ISO 8601; for the count on the first page. */
  readonly since: string;
}

export interface MergedPage {
  readonly pulls: readonly MergedPullRead[];
  /** Number of pull requests that GitHub listed but did not show. */
  readonly unread: number;
  /** Where the next page starts; null on the last page. */
  readonly next: string | null;
  /** How many were merged since then; null when GitHub did not say. */
  readonly total: number | null;
  /** What remains of the hourly limit; null when no limit applies. */
  readonly limit: { readonly cost: number; readonly remaining: number; readonly resetAt: Date } | null;
}

export interface MergedPullRead {
  readonly pull: MergedPull;
  /** null when they were not requested, or are too many. */
  readonly paths: readonly string[] | null;
}

/** Reads one page of the merged pull requests. Throws Octokit's error when no page can be read. */
export async function readMergedPulls(octokit: Asker, request: MergedPageRequest): Promise<MergedPage> {
  const { rateLimit = null, search, repository } = await ask(octokit, request);
  const list = repository?.pullRequests;
  const nodes = list?.nodes ?? [];
  return {
    pulls: nodes.flatMap((node) => (node ? parsePull(node) : [])),
    unread: nodes.filter((node) => node === null).length,
    next: list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null,
    total: search?.issueCount ?? null,
    limit: rateLimit && { ...rateLimit, resetAt: new Date(rateLimit.resetAt) },
  };
}

async function ask(octokit: Asker, { owner, name, after, size, withPaths, since }: MergedPageRequest): Promise<Answer> {
  const search = `repo:${owner}/${name} is:pr is:merged merged:>=${since}`;
  const variables = { owner, name, first: size, after, withPaths, search, withCount: after === null };
  try {
    return await octokit.graphql<Answer>(QUERY, variables);
  } catch (error) {
    if (isPartial<Answer>(error) && isPage(error.data)) return error.data;
    throw error;
  }
}

/** Single pull requests or the count may be missing; the page is still usable. */
function isPage(data: Partial<Answer> | null): data is Answer {
  return Boolean(data?.repository?.pullRequests);
}

function parsePull(node: PullAnswer): readonly MergedPullRead[] {
  if (node.mergedAt === null) return [];
  const { files } = node;
  const paths = (files?.nodes ?? []).flatMap((file) => (file ? [file.path] : []));
  return [
    {
      pull: {
        // Only whether the head is in this repository matters.
        repositoryId: 0,
        headRepositoryId: node.isCrossRepository ? null : 0,
        number: node.number,
        title: node.title,
        body: node.body ?? "",
        state: "closed",
        isDraft: false,
        author: parsePerson(node.author),
        labels: (node.labels?.nodes ?? []).flatMap((label) => (label ? [label.name] : [])),
        baseRef: node.baseRefName,
        headRef: node.headRefName,
        headSha: node.headRefOid,
        mergedAt: node.mergedAt,
        mergedBy: node.mergedBy && parsePerson(node.mergedBy),
        mergeCommitSha: null,
        createdAt: node.createdAt,
        updatedAt: node.updatedAt,
        url: node.url,
      },
      paths: files && files.totalCount === paths.length ? paths : null,
    },
  ];
}

/** GraphQL names a bot "dependabot" where REST and webhooks say "dependabot[bot]". */
function parsePerson(person: PersonAnswer | null): MergedPull["author"] {
  if (!person) return { id: 0, login: "ghost", type: "User" };
  const { __typename: type, login, databaseId } = person;
  return { id: databaseId ?? 0, login: type === "Bot" ? `${login}[bot]` : login, type };
}
