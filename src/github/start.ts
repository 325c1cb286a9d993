import { ExternalError } from "../core/external-error.ts";
import { listTemplatePaths, type RepositoryStart } from "../core/onboarding/repository-start.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Octokit } from "./client.ts";
import { type PullAnswer, parsePull } from "./merged.ts";
import { askInPart } from "./partial-answer.ts";

const MERGED = 30;
/** More templates than any repository has; bounds the query. */
const MOST_PATHS = 150;

/** Any field may be null when an error says why. */
interface StartAnswer {
  readonly databaseId: number | null;
  readonly isTemplate: boolean | null;
  readonly isArchived: boolean | null;
  readonly isFork: boolean | null;
  readonly isEmpty: boolean | null;
  readonly defaultBranchRef: { readonly name: string } | null;
  readonly pullRequests: { readonly nodes: readonly (MergedAnswer | null)[] | null } | null;
}
interface BlobAnswer {
  readonly text?: string | null;
  readonly isTruncated?: boolean | null;
}
type MergedAnswer = Omit<PullAnswer, keyof typeof NOT_ASKED>;

/** Fields that the preview does not need. */
const NOT_ASKED = { isDraft: false, mergeCommit: null, mergedBy: null };

/** Reads what onboarding needs to know; see `GitHub.readStart`. */
export async function readStart(
  octokit: Octokit,
  repository: RepositoryAddress,
  { templateNames, name }: { readonly templateNames: readonly string[]; readonly name: string },
): Promise<RepositoryStart | undefined> {
  const paths = [...new Set(templateNames.flatMap(listTemplatePaths))].slice(0, MOST_PATHS);
  const expressions = paths.map((path, index) => [`path${index}`, `HEAD:${path}`] as const);
  const variables = { owner: repository.owner, name: repository.name, ...Object.fromEntries(expressions) };
  const { data, errors } = await askInPart<{ repository: StartAnswer | null }>(octokit, {
    query: createQuery(paths.length),
    variables,
    name,
  });
  const start = data?.repository;
  if (!start) {
    if (errors.some(({ type }) => type === "NOT_FOUND")) return undefined;
    const isForbidden = errors.some(({ type }) => type === "FORBIDDEN");
    throw new ExternalError(
      isForbidden ? "forbidden" : "unanswered",
      `failed to ${name}: ${errors[0]?.message ?? "no answer"}`,
    );
  }
  if (start.databaseId !== null && start.databaseId !== repository.id) return undefined;
  return {
    isTemplate: start.isTemplate ?? false,
    isArchived: start.isArchived ?? false,
    isFork: start.isFork ?? false,
    isEmpty: start.isEmpty ?? false,
    defaultBranch: start.defaultBranchRef?.name ?? "main",
    templates: listTemplates(paths, start as unknown as Readonly<Record<string, BlobAnswer | null>>),
    merged: listMerged(start, repository.id),
  };
}

/** File names are untrusted, so they are passed as variables. */
function createQuery(paths: number): string {
  const indexes = [...Array(paths).keys()];
  const variables = indexes.map((index) => `, $path${index}: String!`).join("");
  const blobs = indexes
    .map((index) => `path${index}: object(expression: $path${index}) { ...template }`)
    .join("\n      ");
  const fragment = paths === 0 ? "" : "fragment template on GitObject { ... on Blob { text isTruncated } }";
  return `
  query readStart($owner: String!, $name: String!${variables}) {
    repository(owner: $owner, name: $name) {
      databaseId isTemplate isArchived isFork isEmpty
      defaultBranchRef { name }
      pullRequests(states: MERGED, first: ${MERGED}, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes {
          number title body url createdAt updatedAt mergedAt baseRefName headRefName headRefOid
          headRepository { databaseId }
          author {
            __typename login
            ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId }
          }
          labels(first: 20) { nodes { name } }
        }
      }
      ${blobs}
    }
  }
  ${fragment}`;
}

/** A file that is truncated or not UTF-8 could not be written back byte for byte. */
function listTemplates(
  paths: readonly string[],
  answer: Readonly<Record<string, BlobAnswer | null>>,
): RepositoryStart["templates"] {
  return paths.flatMap((path, index) => {
    const { text, isTruncated } = answer[`path${index}`] ?? {};
    return typeof text === "string" && !isTruncated && !text.includes("\uFFFD") ? [{ path, body: text }] : [];
  });
}

function listMerged({ pullRequests }: StartAnswer, repositoryId: number): readonly PullRequest[] {
  const pulls = (pullRequests?.nodes ?? []).flatMap((node) =>
    node ? [parsePull({ ...node, ...NOT_ASKED }, repositoryId)] : [],
  );
  return pulls.toSorted((one, other) => (other.mergedAt ?? "").localeCompare(one.mergedAt ?? ""));
}
