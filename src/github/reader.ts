import { Octokit } from "@octokit/rest";
import type { RepositoryFiles } from "../core/repository/repository-files.ts";
import type { GitHubHost } from "./api-address.ts";
import { createClient } from "./client.ts";
import { createSettings } from "./connection.ts";
import { readConfigFile, readFiles } from "./files.ts";
import type { ConfigFileText, GitHub } from "./github.ts";
import { listIssueDates } from "./issue-dates.ts";
import { type MergedPageRequest, type MergedPullsPage, readMergedPage } from "./merged-page.ts";
import { listRepositories, type RepositoriesPage } from "./owner-repositories.ts";

export interface ReaderOptions extends GitHubHost {
  /** A person's own token. */
  readonly token: string;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  /** Time limit of one call. */
  readonly withinMs?: number;
  /** The clock by which limits end. */
  readonly now?: () => Date;
}

/** GitHub as a person may read it: no app, no installation. What fails is an `ExternalError`. */
export interface Reader extends Pick<GitHub, "listIssueDates"> {
  /** Like `GitHub.readFiles`; undefined when the repository does not exist or the token may not see it. */
  readFiles(owner: string, name: string): Promise<RepositoryFiles | undefined>;
  readConfigFile(owner: string, name: string): Promise<ConfigFileText | undefined>;
  readMergedPage(request: MergedPageRequest): Promise<MergedPullsPage>;
  /** A page of an owner's repositories; undefined when there is no such owner. */
  listRepositories(request: {
    readonly owner: string;
    readonly after: string | null;
  }): Promise<RepositoriesPage | undefined>;
}

/** GitHub gives up on a query after ten seconds, but a slow connection may need longer to transfer a page. */
const CALL_WITHIN_MS = 60_000;
const SILENCE = { debug() {}, info() {}, warn() {}, error() {} };

/** Connects with a token. What to do after a failure is the caller's to say. */
export function createReader({
  token,
  signal,
  withinMs = CALL_WITHIN_MS,
  now = () => new Date(),
  ...host
}: ReaderOptions): Reader {
  const octokit = new Octokit({ ...createSettings(host, SILENCE), auth: token });
  const client = createClient({ connect: async () => octokit, isWithOwnToken: true, signal, withinMs, now });
  return {
    readFiles(owner, name) {
      const what = `read ${owner}/${name}`;
      return client(null, what, (octokit) => readFiles(octokit, { owner, name }, what));
    },
    readConfigFile(owner, name) {
      const what = `read the configuration of ${owner}/${name}`;
      return client(null, what, (octokit) => readConfigFile(octokit, { owner, name, commit: null }, what));
    },
    readMergedPage(request) {
      const what = `list merged pull requests in ${request.owner}/${request.name}`;
      return client(null, what, (octokit) => readMergedPage(octokit, request, what));
    },
    listRepositories(request) {
      const what = `list the repositories of ${request.owner}`;
      return client(null, what, (octokit) => listRepositories(octokit, request, what));
    },
    listIssueDates: (repository, request) => listIssueDates(client, repository, request),
  };
}
