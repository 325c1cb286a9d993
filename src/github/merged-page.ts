import { ExternalError } from "../core/external-error.ts";
import { type Asker, toBlockedError } from "./graphql.ts";
import {
  type MergedPullRead,
  PERSON_FRAGMENT,
  type PullsAnswer,
  parseMergedPulls,
  selectMergedPulls,
} from "./merged-pulls.ts";
import { askForPage, type SizedAnswer } from "./page-size.ts";

export interface MergedPageRequest {
  readonly owner: string;
  readonly name: string;
  /** Which repository that should be; any of that name will do where it is left out. */
  readonly id?: number;
  /** Where the page before ended; null for the first page. */
  readonly after: string | null;
  /** How many at once, where GitHub can bear so many; its most is 100. */
  readonly size: number;
  /** The changed files too. */
  readonly withPaths?: boolean;
  /** What is left of the hour too. */
  readonly withLimit?: boolean;
  /** Counts those merged since then too; ISO 8601. */
  readonly countSince?: string | null;
}

/** One page of merged pull requests, the one touched last first. */
export interface MergedPullsPage {
  readonly pulls: readonly MergedPullRead[];
  /** How many were asked for in the end. */
  readonly size: number;
  /** How many GitHub listed and did not show. */
  readonly unread: number;
  /** Where the next page begins; null when this is the last. */
  readonly next: string | null;
  /** null when it was not asked for, or GitHub did not say. */
  readonly total: number | null;
  /** null when it was not asked for, or no limit is in force. */
  readonly limit: { readonly cost: number; readonly remaining: number; readonly resetAt: Date } | null;
}

interface Answer {
  readonly rateLimit?: { readonly cost: number; readonly remaining: number; readonly resetAt: string } | null;
  readonly search?: { readonly issueCount: number } | null;
  readonly repository: { readonly databaseId?: number | null; readonly pullRequests: PullsAnswer | null } | null;
}
/** Pull requests, or the count, may be missing: the page is there all the same. */
type PageAnswer = SizedAnswer<Answer>;

/**
 * Reads one page of the merged pull requests. What GitHub gives up on is asked for again by half, down to one at a time: a read
 * can be repeated. Throws an `ExternalError` where no page can be had.
 */
export async function readMergedPage(
  octokit: Asker,
  request: MergedPageRequest,
  name: string,
): Promise<MergedPullsPage> {
  for (let { size } = request; ; size = Math.floor(size / 2)) {
    const answer = await ask(octokit, { ...request, size });
    if (answer.isTooHeavy && size > 1) continue;
    const pulls = findPulls(answer, request, name);
    if (pulls) return parsePage(answer, pulls, { repositoryId: request.id ?? 0, size });
    throw answer.isTooHeavy ? toTooHeavy(answer, name) : toBlockedError(answer.problems, name);
  }
}

function ask(octokit: Asker, request: MergedPageRequest): Promise<PageAnswer> {
  const { owner, name, after, size: first, countSince } = request;
  const search = countSince ? { search: `repo:${owner}/${name} is:pr is:merged merged:>=${countSince}` } : {};
  return askForPage<Answer>(octokit, {
    query: createQuery(request),
    variables: { owner, name, first, after, ...search },
    hasPage: (data) => Boolean(data?.repository?.pullRequests),
  });
}

/** What is not wanted is not asked for: it costs GitHub time. */
function createQuery({ countSince, withPaths = false, withLimit }: MergedPageRequest): string {
  const search = countSince ? "search(query: $search, type: ISSUE, first: 1) { issueCount }" : "";
  return `
  query readMergedPulls($owner: String!, $name: String!, $first: Int!, $after: String${search && ", $search: String!"}) {
    ${withLimit ? "rateLimit { cost remaining resetAt }" : ""}
    ${search}
    repository(owner: $owner, name: $name) {
      databaseId
      ${selectMergedPulls("first: $first, after: $after", { withPaths })}
    }
  }
  ${PERSON_FRAGMENT}`;
}

function toTooHeavy({ problems }: PageAnswer, name: string): ExternalError {
  const detail = problems[0]?.message ?? "";
  return new ExternalError("too-heavy", `failed to ${name}, one at a time even: ${detail}`, { detail });
}

function findPulls({ data, problems }: PageAnswer, { id }: MergedPageRequest, name: string): PullsAnswer | null {
  const { databaseId = null, pullRequests = null } = data?.repository ?? {};
  // Another repository may have taken the name.
  const isAnother = id !== undefined && databaseId !== null && databaseId !== id;
  const isNone = data?.repository === null && problems.length === 0;
  if (isAnother || isNone) throw new ExternalError("not-found", `failed to ${name}`);
  return pullRequests;
}

function parsePage(
  { data }: PageAnswer,
  pulls: PullsAnswer,
  { repositoryId, size }: { readonly repositoryId: number; readonly size: number },
): MergedPullsPage {
  const { rateLimit, search } = data ?? {};
  return {
    pulls: parseMergedPulls(pulls, repositoryId),
    size,
    unread: (pulls.nodes ?? []).filter((node) => node === null).length,
    next: pulls.pageInfo?.hasNextPage ? pulls.pageInfo.endCursor : null,
    total: search?.issueCount ?? null,
    limit: rateLimit ? { ...rateLimit, resetAt: new Date(rateLimit.resetAt) } : null,
  };
}
