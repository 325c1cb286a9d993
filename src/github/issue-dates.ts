import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import { type Client, requireBody } from "./client.ts";
import type { IssueDatesPage, IssueDatesRequest } from "./opened-issue.ts";
import { nameCall, send } from "./requests.ts";

const WHAT = "list when issues were opened";

/**
 * `GitHub.listIssueDates`. REST's own `since` is about the last update, and GraphQL's labels are alternatives, so the list is
 * read from its newest end until it is old enough.
 * Source: https://docs.github.com/rest/issues/issues#list-repository-issues
 */
export async function listIssueDates(
  client: Client,
  repository: RepositoryAddress,
  { labels, since, cursor }: IssueDatesRequest,
): Promise<IssueDatesPage> {
  const page = Number(cursor ?? 1);
  const { data, headers } = await send(client, repository, WHAT, (rest, at) =>
    rest.issues.listForRepo({
      ...at,
      labels: labels.join(","),
      state: "all",
      sort: "created",
      direction: "desc",
      per_page: 100,
      page,
    }),
  );
  const listed = requireBody(data, nameCall(repository, WHAT));
  const recent = listed.filter(({ created_at: at }) => Date.parse(at) >= Date.parse(since));
  const hasMore = recent.length === listed.length && (headers.link?.includes('rel="next"') ?? false);
  const issues = recent.filter((issue) => !issue.pull_request);
  return {
    issues: issues.map(({ number, created_at: createdAt }) => ({ number, createdAt })),
    next: hasMore ? String(page + 1) : null,
  };
}
