import { parsePullRequest } from "../core/delivery/payload.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Client } from "./client.ts";
import type { Branch } from "./github.ts";
import { ask, unlessMissing } from "./requests.ts";

/** GitHub's largest page. */
const PAGE = 100;
/** GitHub's own committer, which signs the commits of apps. */
const GITHUB_COMMITTER = "web-flow";

/** The head of a branch, and whether our own app committed it. */
export async function readBranch(
  client: Client,
  repository: RepositoryAddress,
  { branch, botLogin }: { readonly branch: string; readonly botLogin: string },
): Promise<Branch | undefined> {
  const answer = await unlessMissing(
    ask(client, repository, `read the branch ${branch}`, (rest, at) => rest.repos.getBranch({ ...at, branch })),
  );
  if (!answer) return undefined;
  const { sha, author, committer } = answer.commit;
  // A person who rebases or amends our commit becomes its committer, while its author stays.
  const isCommitted = [botLogin, GITHUB_COMMITTER].includes(loginOf(committer));
  return { sha, isOurs: isCommitted && loginOf(author) === botLogin };
}

/** The newest pull requests from a branch of the repository itself. */
export async function listPullRequestsFrom(
  client: Client,
  repository: RepositoryAddress,
  branch: string,
): Promise<readonly PullRequest[]> {
  const head = `${repository.owner}:${branch}`;
  const answer = await ask(client, repository, `list pull requests from ${branch}`, (rest, at) =>
    rest.pulls.list({ ...at, head, state: "all", sort: "created", direction: "desc", per_page: PAGE }),
  );
  return answer
    .map((pull) => parsePullRequest(pull, repository.id))
    .filter((pull) => pull.headRef === branch && pull.headRepositoryId === repository.id);
}

/** Null when no GitHub account has that address; some answers have an empty object instead. */
function loginOf(account: object | null): string {
  return account && "login" in account ? String(account.login) : "";
}
