import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Client } from "./client.ts";
import type { MergedPage } from "./github.ts";
import { readMergedPage } from "./merged-page.ts";
import { nameCall } from "./requests.ts";

/** GitHub's largest page. */
const PAGE = 100;
/** One pull request that is heavy does not make a page of one of all that follow. */
const SMALLEST_PAGE = 10;

/** Lists merged pull requests; see `GitHub.listMergedPullRequests`. */
export async function listMergedPullRequests(
  client: Client,
  repository: RepositoryAddress,
  cursor: string | null,
): Promise<MergedPage> {
  const what = nameCall(repository, "list merged pull requests");
  const page = await client(repository.installationId, what, (octokit) =>
    readMergedPage(octokit, { ...repository, ...parseCursor(cursor) }, what),
  );
  return {
    pulls: page.pulls.map(({ pull }) => pull),
    next: page.next === null ? null : renderCursor(page.next, page.size),
  };
}

/** Where the next page begins and, if GitHub could not bear its largest, how many are asked for: "25 Y3Vyc29y". */
function renderCursor(after: string, size: number): string {
  return size === PAGE ? after : `${Math.max(SMALLEST_PAGE, size)} ${after}`;
}

function parseCursor(cursor: string | null): { readonly after: string | null; readonly size: number } {
  const [, size, after] = /^(\d+) (.+)$/.exec(cursor ?? "") ?? [];
  return size === undefined || after === undefined ? { after: cursor, size: PAGE } : { after, size: Number(size) };
}
