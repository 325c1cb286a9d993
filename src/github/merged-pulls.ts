import type { MergedPull } from "../core/audit/audit-pull.ts";
import { GHOST_LOGIN, type Person } from "../core/person.ts";

// REST lists closed pull requests without saying who merged them; GraphQL tells all of it in one call.

interface ActorAnswer {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number | null;
}
interface PullAnswer {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly url: string;
  readonly isDraft?: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mergedAt: string | null;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly isCrossRepository?: boolean;
  readonly headRepository?: { readonly databaseId: number | null } | null;
  readonly mergeCommit?: { readonly oid: string } | null;
  readonly author: ActorAnswer | null;
  readonly mergedBy?: ActorAnswer | null;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
  readonly files?: {
    readonly totalCount: number;
    readonly nodes: readonly ({ readonly path: string } | null)[] | null;
  } | null;
}

/** Pull requests as GraphQL lists them; null stands for one it did not show. */
export interface PullsAnswer {
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (PullAnswer | null)[] | null;
}

export interface MergedPullRead {
  readonly pull: MergedPull;
  /** The paths it changes; null when they were not asked for, or are too many. */
  readonly paths: readonly string[] | null;
}

/**
 * The merged pull requests of a repository, the one touched last first, as a part of a query about it: what was merged since a
 * moment was not touched before it. `range` says which of them, as in "first: 30". Labels and paths are what makes GitHub give
 * up on large pages; more than 20 labels nobody has.
 */
export function selectMergedPulls(range: string, { withPaths }: { readonly withPaths: boolean }): string {
  return `pullRequests(states: MERGED, ${range}, orderBy: { field: UPDATED_AT, direction: DESC }) {
        pageInfo { hasNextPage endCursor }
        nodes {
          number title body url isDraft createdAt updatedAt mergedAt
          baseRefName headRefName headRefOid
          isCrossRepository headRepository { databaseId }
          mergeCommit { oid }
          author { ...person }
          mergedBy { ...person }
          labels(first: 20) { nodes { name } }
          ${withPaths ? "files(first: 100) { totalCount nodes { path } }" : ""}
        }
      }`;
}

/** What a query with `selectMergedPulls` ends in. */
export const PERSON_FRAGMENT = `fragment person on Actor {
    __typename
    login
    ... on User { databaseId }
    ... on Bot { databaseId }
    ... on Organization { databaseId }
    ... on Mannequin { databaseId }
  }`;

/** Merged pull requests in our words; without those that were not shown. */
export function parseMergedPulls({ nodes }: PullsAnswer, repositoryId: number): readonly MergedPullRead[] {
  return (nodes ?? []).flatMap((node) => (node ? parseMergedPull(node, repositoryId) : []));
}

function parseMergedPull(answer: PullAnswer, repositoryId: number): readonly MergedPullRead[] {
  const { mergedAt, files } = answer;
  if (mergedAt === null) return [];
  const paths = (files?.nodes ?? []).flatMap((file) => (file ? [file.path] : []));
  const pull: MergedPull = {
    repositoryId,
    number: answer.number,
    title: parseText(answer.title),
    body: parseText(answer.body ?? ""),
    state: "closed",
    isDraft: answer.isDraft ?? false,
    author: parseActor(answer.author),
    labels: (answer.labels?.nodes ?? []).flatMap((label) => (label ? [label.name] : [])),
    baseRef: answer.baseRefName,
    headRef: answer.headRefName,
    headSha: answer.headRefOid,
    headRepositoryId: findHeadRepository(answer, repositoryId),
    mergedAt,
    mergedBy: answer.mergedBy ? parseActor(answer.mergedBy) : null,
    mergeCommitSha: answer.mergeCommit?.oid ?? null,
    createdAt: answer.createdAt,
    updatedAt: answer.updatedAt,
    url: answer.url,
  };
  return [{ pull, paths: files && files.totalCount === paths.length ? paths : null }];
}

/** An id can be too large for GraphQL, and a fork can be gone or hidden; whether it is this repository is told all the same. */
function findHeadRepository(
  { isCrossRepository, headRepository }: PullAnswer,
  repositoryId: number,
): MergedPull["headRepositoryId"] {
  return isCrossRepository === false ? repositoryId : (headRepository?.databaseId ?? null);
}

/** As in payload.ts: Postgres keeps no NUL character. */
function parseText(text: string): string {
  return text.replaceAll("\u0000", "");
}

/** GraphQL names bots without the `[bot]` that REST and webhooks give them. */
function parseActor(actor: ActorAnswer | null): Person {
  if (!actor) return { id: 0, login: GHOST_LOGIN, type: "User" };
  const { __typename: type, login } = actor;
  const isShort = type === "Bot" && !login.endsWith("[bot]");
  return { id: actor.databaseId ?? 0, login: isShort ? `${login}[bot]` : login, type };
}
