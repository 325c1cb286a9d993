import { parsePullRequest } from "../core/delivery/payload.ts";
import { ExternalError } from "../core/external-error.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import { parseComment, parseIssue, parsePermission } from "./answers.ts";
import { CHECK_NAME } from "./check-run.ts";
import { type Client, requireBody } from "./client.ts";
import { readConfigFile, readFiles } from "./files.ts";
import type { Comment, GitHub, Issue, Permission, StandingCheckRun } from "./github.ts";
import { listMergedPullRequests } from "./merged-list.ts";
import { ask, nameCall, send, unlessMissing } from "./requests.ts";
import { readStart } from "./start.ts";
import { readVisibilities } from "./visibilities.ts";

type Read =
  | "readFiles"
  | "readConfigFile"
  | "readText"
  | "readStart"
  | "readVisibilities"
  | "listOpenPullRequests"
  | "listMergedPullRequests"
  | "listChangedPaths"
  | "readPullRequest"
  | "readIssue"
  | "readPermission"
  | "listComments"
  | "listIssues"
  | "listCheckRuns";

/** GitHub's largest page. */
const PAGE = 100;

/** The methods of `GitHub` that change nothing. */
export function createReads(client: Client, appId: number): Pick<GitHub, Read> {
  return {
    readFiles(repository) {
      const name = nameCall(repository, "read templates and configuration");
      return client(repository.installationId, name, (octokit) => readFiles(octokit, repository, name));
    },
    readConfigFile(repository, file) {
      const name = `read the configuration of ${file.owner}/${file.name}`;
      return client(repository.installationId, name, (octokit) => readConfigFile(octokit, file, name));
    },
    readText: (repository, path) => unlessMissing(readText(client, repository, path)),
    readStart(repository, templateNames) {
      const name = nameCall(repository, "read what onboarding needs");
      return client(repository.installationId, name, (octokit) =>
        readStart(octokit, repository, { templateNames, name }),
      );
    },
    readVisibilities(repository, repositories) {
      const name = nameCall(repository, `read who may see ${repositories.length} repositories`);
      return client(repository.installationId, name, (octokit) => readVisibilities(octokit, repositories, name));
    },
    listOpenPullRequests: (repository, page) => listOpenPullRequests(client, repository, page),
    listMergedPullRequests: (repository, cursor) => listMergedPullRequests(client, repository, cursor),
    listChangedPaths: (repository, number) => listChangedPaths(client, repository, number),
    readPullRequest: (repository, number) => unlessMissing(readPullRequest(client, repository, number)),
    readIssue: (repository, number) => unlessMissing(readIssue(client, repository, number)),
    readPermission: async (repository, login) =>
      (await unlessMissing(readPermission(client, repository, login))) ?? "none",
    listComments: (repository, number, since) => listComments(client, repository, number, since),
    listIssues: (repository, label) => listIssues(client, repository, label),
    listCheckRuns: (repository, headSha) => listCheckRuns(client, repository, headSha, appId),
  };
}

/** Raw: as JSON, GitHub gives no content of more than one megabyte. */
async function readText(client: Client, repository: RepositoryAddress, path: string): Promise<string> {
  const { data } = await send(client, repository, `read ${path}`, (rest, at) =>
    rest.repos.getContent({ ...at, path, mediaType: { format: "raw" } }),
  );
  // With this format the answer is the file itself, which the types do not say: bytes where GitHub names no character set.
  const file: unknown = data;
  return typeof file === "string" ? file : new TextDecoder().decode(file instanceof ArrayBuffer ? file : undefined);
}

async function readPullRequest(client: Client, repository: RepositoryAddress, number: number): Promise<PullRequest> {
  const what = `read pull request ${number}`;
  const answer = await ask(client, repository, what, (rest, at) => rest.pulls.get({ ...at, pull_number: number }));
  // Another repository may have taken the name.
  if (answer.base.repo.id !== repository.id)
    throw new ExternalError("not-found", `failed to ${nameCall(repository, what)}`);
  return parsePullRequest(answer, repository.id);
}

async function listOpenPullRequests(
  client: Client,
  repository: RepositoryAddress,
  page: number,
): Promise<readonly PullRequest[]> {
  const answer = await ask(client, repository, "list open pull requests", (rest, at) =>
    rest.pulls.list({ ...at, state: "open", sort: "created", direction: "desc", per_page: PAGE, page }),
  );
  return answer.map((pull) => parsePullRequest(pull, repository.id));
}

async function listChangedPaths(
  client: Client,
  repository: RepositoryAddress,
  number: number,
): Promise<readonly string[] | null> {
  const { data, headers } = await send(client, repository, `list the files of ${number}`, (rest, at) =>
    rest.pulls.listFiles({ ...at, pull_number: number, per_page: PAGE }),
  );
  return findLastPage(headers.link) === null ? data.map(({ filename }) => filename) : null;
}

async function readIssue(client: Client, repository: RepositoryAddress, number: number): Promise<Issue> {
  const what = `read issue ${number}`;
  const name = nameCall(repository, what);
  try {
    const { data, url } = await send(client, repository, what, (rest, at) =>
      rest.issues.get({ ...at, issue_number: number }),
    );
    if (isElsewhere(url, repository)) throw new ExternalError("not-found", `${name}: it was transferred`);
    return parseIssue(requireBody(data, name));
  } catch (error) {
    // 410 means two things: the issue was deleted, or issues are switched off.
    if (error instanceof ExternalError && error.kind === "gone" && /deleted/i.test(error.message)) {
      throw new ExternalError("not-found", error.message, { cause: error });
    }
    throw error;
  }
}

/**
 * Renamed repositories and transferred issues both redirect to `/repositories/<id>/…`; only the id tells them apart.
 */
function isElsewhere(url: string, repository: RepositoryAddress): boolean {
  const id = /\/repositories\/(\d+)\//.exec(url)?.[1];
  return id !== undefined && Number(id) !== repository.id;
}

async function readPermission(client: Client, repository: RepositoryAddress, username: string): Promise<Permission> {
  const answer = await ask(client, repository, "read a permission", (rest, at) =>
    rest.repos.getCollaboratorPermissionLevel({ ...at, username }),
  );
  return parsePermission(answer);
}

async function listComments(
  client: Client,
  repository: RepositoryAddress,
  number: number,
  since: Date,
): Promise<readonly Comment[]> {
  const what = `list the comments of ${number}`;
  const page = { issue_number: number, since: since.toISOString(), per_page: PAGE };
  const first = await send(client, repository, what, (rest, at) => rest.issues.listComments({ ...at, ...page }));
  const comments = requireBody(first.data, nameCall(repository, what));
  // GitHub lists oldest first and has no other order. In a very long thread the newest matter, which takes one more
  // call.
  const last = findLastPage(first.headers.link);
  if (last !== null) {
    const more = { ...page, page: last };
    comments.push(...(await ask(client, repository, what, (rest, at) => rest.issues.listComments({ ...at, ...more }))));
  }
  return comments.map(parseComment).reverse().slice(0, PAGE);
}

function findLastPage(link: string | undefined): number | null {
  const last = link?.split(",").find((part) => part.includes('rel="last"')) ?? "";
  const page = /[?&]page=(\d{1,9})\b/.exec(last)?.[1];
  return page === undefined ? null : Number(page);
}

async function listIssues(client: Client, repository: RepositoryAddress, label: string): Promise<readonly Issue[]> {
  const answer = await ask(client, repository, "list issues", (rest, at) =>
    rest.issues.listForRepo({
      ...at,
      labels: label,
      state: "all",
      sort: "created",
      direction: "desc",
      per_page: PAGE,
    }),
  );
  return answer.filter((issue) => !issue.pull_request).map(parseIssue);
}

async function listCheckRuns(
  client: Client,
  repository: RepositoryAddress,
  ref: string,
  appId: number,
): Promise<readonly StandingCheckRun[]> {
  const answer = await ask(client, repository, "list check runs", (rest, at) =>
    rest.checks.listForRef({ ...at, ref, app_id: appId, check_name: CHECK_NAME, filter: "all", per_page: PAGE }),
  );
  const runs = answer.check_runs.map(({ id, external_id, conclusion, output }) => ({
    id,
    externalId: external_id ?? "",
    conclusion: conclusion ?? "",
    title: output?.title ?? "",
    summary: output?.summary ?? "",
  }));
  return runs.sort((one, other) => other.id - one.id);
}
