import { ExternalError } from "../core/external-error.ts";
import { GHOST_LOGIN, type Person } from "../core/person.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Octokit } from "./client.ts";
import { toGraphqlError } from "./external-errors.ts";
import type { MergedPage } from "./github.ts";

// REST lists closed pull requests without saying who merged them; GraphQL has everything in one call.

const QUERY = `
  query listMerged($owner: String!, $name: String!, $cursor: String) {
    repository(owner: $owner, name: $name) {
      databaseId
      pullRequests(states: MERGED, first: 100, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
        pageInfo { hasNextPage endCursor }
        nodes {
          number title body url isDraft createdAt updatedAt mergedAt
          baseRefName headRefName headRefOid
          headRepository { databaseId }
          mergeCommit { oid }
          author { ...person }
          mergedBy { ...person }
          labels(first: 100) { nodes { name } }
        }
      }
    }
  }
  fragment person on Actor {
    __typename
    login
    ... on User { databaseId }
    ... on Bot { databaseId }
    ... on Organization { databaseId }
    ... on Mannequin { databaseId }
  }`;

interface ActorAnswer {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number | null;
}

/** A pull request as GraphQL shows it. */
export interface PullAnswer {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly isDraft: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mergedAt: string | null;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly headRepository: { readonly databaseId: number | null } | null;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly author: ActorAnswer | null;
  readonly mergedBy: ActorAnswer | null;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
}

interface Answer {
  readonly repository: {
    readonly databaseId: number | null;
    readonly pullRequests: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly (PullAnswer | null)[] | null;
    };
  } | null;
}

/** Lists merged pull requests, last updated first. */
export async function listMergedPullRequests(
  octokit: Octokit,
  repository: RepositoryAddress,
  { name, cursor }: { readonly name: string; readonly cursor: string | null },
): Promise<MergedPage> {
  const found = (await ask(octokit, { owner: repository.owner, name: repository.name, cursor }, name)).repository;
  // Another repository may have taken the name.
  const isAnother = found && found.databaseId !== null && found.databaseId !== repository.id;
  if (!found || isAnother) throw new ExternalError("not-found", `failed to ${name}`);
  const { pageInfo, nodes } = found.pullRequests;
  return {
    pulls: (nodes ?? []).flatMap((pull) => (pull ? [parsePull(pull, repository.id)] : [])),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

async function ask(octokit: Octokit, variables: Record<string, unknown>, name: string): Promise<Answer> {
  try {
    return await octokit.graphql<Answer>(QUERY, variables);
  } catch (error) {
    throw toGraphqlError(error, name, new Date());
  }
}

/** Converts a pull request as GraphQL shows it. */
export function parsePull(pull: PullAnswer, repositoryId: number): PullRequest {
  return {
    repositoryId,
    number: pull.number,
    // As in payload.ts: Postgres cannot store NUL characters.
    title: pull.title.replaceAll("\u0000", ""),
    body: pull.body.replaceAll("\u0000", ""),
    state: "closed",
    isDraft: pull.isDraft,
    author: parseActor(pull.author),
    labels: (pull.labels?.nodes ?? []).flatMap((label) => (label ? [label.name] : [])),
    baseRef: pull.baseRefName,
    headRef: pull.headRefName,
    headSha: pull.headRefOid,
    headRepositoryId: pull.headRepository?.databaseId ?? null,
    mergedAt: pull.mergedAt,
    mergedBy: pull.mergedBy && parseActor(pull.mergedBy),
    mergeCommitSha: pull.mergeCommit?.oid ?? null,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    url: pull.url,
  };
}

/** GraphQL names bots without the `[bot]` that REST and webhooks add. */
function parseActor(actor: ActorAnswer | null): Person {
  if (!actor) return { id: 0, login: GHOST_LOGIN, type: "User" };
  const { __typename: type, login } = actor;
  const isShort = type === "Bot" && !login.endsWith("[bot]");
  return { id: actor.databaseId ?? 0, login: isShort ? `${login}[bot]` : login, type };
}
