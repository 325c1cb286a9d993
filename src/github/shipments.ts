import type { SeenDeployment, SeenHead, SeenRelease } from "../core/clock/shipment.ts";
import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Client } from "./client.ts";
import type { GitHub } from "./github.ts";
import { type Asker, askInPart, toBlockedError } from "./graphql.ts";
import type { HistoryPage, HistoryRequest } from "./history.ts";
import { ask, nameCall } from "./requests.ts";

type ShipmentRead = "readHistory" | "isContained" | "listReleases" | "listDeployments" | "listHeads";

/** The methods of `GitHub` that tell what reached users, and which commits are part of it. */
export function createShipmentReads(client: Client): Pick<GitHub, ShipmentRead> {
  const query = <Result>(
    repository: RepositoryAddress,
    what: string,
    read: (octokit: Asker, call: Named) => Promise<Result>,
  ) => {
    const name = nameCall(repository, what);
    return client(repository.installationId, name, (octokit) => read(octokit, { repository, name }));
  };
  return {
    readHistory: (repository, request) =>
      query(repository, `read the history of ${request.revision}`, (octokit, call) =>
        readHistory(octokit, call, request),
      ),
    isContained: (repository, commits) => isContained(client, repository, commits),
    listReleases: (repository) => query(repository, "list releases", listReleases),
    listDeployments: (repository) => query(repository, "list deployments", listDeployments),
    listHeads: (repository, wanted) =>
      query(repository, "list the heads of branches", (octokit, call) => listHeads(octokit, call, wanted)),
  };
}

/** A query about a repository, and what it is called in errors. */
interface Named {
  readonly repository: RepositoryAddress;
  readonly name: string;
}

interface RepositoryQuestion {
  /** The name of the query, and its variables. */
  readonly head: string;
  readonly body: string;
  readonly fragment?: string;
  readonly given?: object;
}

/** What was asked of a repository. Throws where GitHub does not answer that. */
async function askRepository<Answer>(
  octokit: Asker,
  { repository: { id, owner, name: repo }, name }: Named,
  { head, body, fragment = "", given = {} }: RepositoryQuestion,
): Promise<Answer> {
  const { data, problems } = await askInPart<{ repository: (Answer & { databaseId: number | null }) | null }>(octokit, {
    query: `query ${head} { repository(owner: $owner, name: $name) { databaseId ${body} } } ${fragment}`,
    variables: { owner, name: repo, ...given },
  });
  const answer = data?.repository;
  // Another repository may have taken the name.
  const isAnother = answer !== null && answer !== undefined && answer.databaseId !== null && answer.databaseId !== id;
  if (isAnother || (answer === null && problems.length === 0)) {
    throw new ExternalError("not-found", `failed to ${name}`);
  }
  if (!answer || problems.length > 0) throw toBlockedError(problems, name);
  return answer;
}

interface CommitAnswer {
  readonly oid?: string;
  readonly history?: {
    readonly nodes: readonly ({ readonly oid: string } | null)[] | null;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** An annotated tag is an object of its own, and may name another one. */
const HISTORY_BODY = `
  object(expression: $revision) {
    ...commit
    ... on Tag { target { ...commit ... on Tag { target { ...commit } } } }
  }`;
const HISTORY_FRAGMENT = `
  fragment commit on Commit {
    oid
    history(first: 100, since: $since, after: $cursor) { nodes { oid } pageInfo { hasNextPage endCursor } }
  }`;

interface TargetAnswer extends CommitAnswer {
  readonly target?: TargetAnswer | null;
}

async function readHistory(
  octokit: Asker,
  call: Named,
  { revision, since, cursor }: HistoryRequest,
): Promise<HistoryPage | undefined> {
  const variables = "$owner: String!, $name: String!, $revision: String!, $since: GitTimestamp!, $cursor: String";
  const { object } = await askRepository<{ object: TargetAnswer | null }>(octokit, call, {
    head: `readHistory(${variables})`,
    body: HISTORY_BODY,
    fragment: HISTORY_FRAGMENT,
    given: { revision, since, cursor },
  });
  return parseHistory(object);
}

function parseHistory(found: TargetAnswer | null | undefined): HistoryPage | undefined {
  if (!found) return undefined;
  const { oid, history } = found;
  if (oid === undefined || !history) return parseHistory(found.target);
  return {
    head: oid,
    commits: (history.nodes ?? []).flatMap((node) => (node ? [node.oid] : [])),
    next: history.pageInfo.hasNextPage ? history.pageInfo.endCursor : null,
  };
}

/** `ahead` and `identical` say that the head has everything of the base (docs.github.com/rest/commits/commits). */
async function isContained(
  client: Client,
  repository: RepositoryAddress,
  { commit, head }: { readonly commit: string; readonly head: string },
): Promise<boolean> {
  try {
    const { status } = await ask(client, repository, `compare ${commit} with ${head}`, (rest, at) =>
      rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${commit}...${head}`, per_page: 1 }),
    );
    return status === "ahead" || status === "identical";
  } catch (error) {
    if (error instanceof ExternalError && error.kind === "not-found") return false;
    throw error;
  }
}

interface ReleaseAnswer {
  readonly tagName: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly publishedAt: string | null;
}

interface ReleasesAnswer {
  readonly latestRelease: ReleaseAnswer | null;
  readonly releases: { readonly nodes: readonly (ReleaseAnswer | null)[] | null };
}

/** GitHub lists the newest first; the one it calls the latest is asked for by name as well. */
async function listReleases(octokit: Asker, call: Named): Promise<readonly SeenRelease[]> {
  const shown = "tagName isDraft isPrerelease publishedAt";
  const { latestRelease, releases } = await askRepository<ReleasesAnswer>(octokit, call, {
    head: "listReleases($owner: String!, $name: String!)",
    body: `latestRelease { ${shown} } releases(first: 100) { nodes { ${shown} } }`,
  });
  const all = [latestRelease, ...(releases.nodes ?? [])].filter((release) => release !== null);
  const byTag = new Map(all.map(({ tagName: tag, ...release }) => [tag, { tag, ...release }]));
  return [...byTag.values()];
}

interface DeploymentAnswer {
  readonly environment: string | null;
  readonly latestEnvironment: string | null;
  readonly commitOid: string;
  readonly createdAt: string;
  readonly statuses: {
    readonly nodes: readonly ({ readonly state: string; readonly createdAt: string } | null)[] | null;
  } | null;
}

interface DeploymentsAnswer {
  readonly deployments: { readonly nodes: readonly (DeploymentAnswer | null)[] | null };
}

/** The newest hundred, however long ago; of a deployment the first success counts, whatever came after it. */
async function listDeployments(octokit: Asker, call: Named): Promise<readonly SeenDeployment[]> {
  const { deployments } = await askRepository<DeploymentsAnswer>(octokit, call, {
    head: "listDeployments($owner: String!, $name: String!)",
    body: `deployments(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { environment latestEnvironment commitOid createdAt statuses(first: 20) { nodes { state createdAt } } }
    }`,
  });
  return (deployments.nodes ?? []).flatMap((node) => (node ? [parseDeployment(node)] : []));
}

function parseDeployment(answer: DeploymentAnswer): SeenDeployment {
  const { environment, latestEnvironment, commitOid: sha, createdAt, statuses } = answer;
  const successes = (statuses?.nodes ?? []).flatMap((one) => (one?.state === "SUCCESS" ? [one.createdAt] : []));
  const succeededAt = successes.toSorted()[0] ?? null;
  return { environment: latestEnvironment ?? environment ?? "", sha, createdAt, succeededAt };
}

interface HeadAnswer {
  readonly name: string;
  readonly target: { readonly oid: string } | null;
}

/** More names than these are looked for among the others. */
const MOST_NAMES = 50;

async function listHeads(
  octokit: Asker,
  call: Named,
  { names, others }: { readonly names: readonly string[]; readonly others: boolean },
): Promise<readonly SeenHead[]> {
  const asked = names.slice(0, MOST_NAMES);
  const variables = asked.map((_, index) => `, $branch${index}: String!`).join("");
  const aliases = asked.map((_, index) => `branch${index}: ref(qualifiedName: $branch${index}) { ...head }`);
  const more = others ? ['others: refs(refPrefix: "refs/heads/", first: 100) { nodes { ...head } }'] : [];
  const given = Object.fromEntries(asked.map((branch, index) => [`branch${index}`, `refs/heads/${branch}`]));
  const answer = await askRepository<Record<string, unknown>>(octokit, call, {
    head: `listHeads($owner: String!, $name: String!${variables})`,
    body: [...aliases, ...more].join("\n").replaceAll("...head", "name target { oid }"),
    given,
  });
  const { others: listed, ...named } = answer as { others?: { nodes: readonly (HeadAnswer | null)[] | null } };
  const found = [...asked.map((_, index) => Reflect.get(named, `branch${index}`)), ...(listed?.nodes ?? [])];
  return (found as readonly (HeadAnswer | null)[]).flatMap((one) =>
    one?.target ? [{ branch: one.name, sha: one.target.oid }] : [],
  );
}
