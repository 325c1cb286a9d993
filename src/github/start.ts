import { AGENTS_PATH, listTemplatePaths, type RepositoryStart } from "../core/onboarding/repository-start.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import { type Asker, toProblemError } from "./graphql.ts";
import { PERSON_FRAGMENT, type PullsAnswer, parseMergedPulls, selectMergedPulls } from "./merged-pulls.ts";
import { askForPage, type SizedAnswer } from "./page-size.ts";

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
  readonly pullRequests?: PullsAnswer | null;
  readonly agents?: BlobAnswer | null;
}
interface Answer {
  readonly repository: StartAnswer | null;
}
interface BlobAnswer {
  readonly text?: string | null;
  readonly isTruncated?: boolean | null;
}

/** Reads what onboarding needs to know; see `GitHub.readStart`. */
export async function readStart(
  octokit: Asker,
  repository: RepositoryAddress,
  { templateNames, name }: { readonly templateNames: readonly string[]; readonly name: string },
): Promise<RepositoryStart | undefined> {
  const paths = [...new Set(templateNames.flatMap(listTemplatePaths))].slice(0, MOST_PATHS);
  const expressions = paths.map((path, index) => [`path${index}`, `HEAD:${path}`] as const);
  const variables = { owner: repository.owner, name: repository.name, ...Object.fromEntries(expressions) };
  const { data, problems } = await ask(octokit, paths.length, variables);
  const start = data?.repository;
  if (!start) {
    if (problems.some(({ type }) => type === "NOT_FOUND")) return undefined;
    throw toProblemError(problems, name);
  }
  if (start.databaseId !== null && start.databaseId !== repository.id) return undefined;
  return {
    isTemplate: start.isTemplate ?? false,
    isArchived: start.isArchived ?? false,
    isFork: start.isFork ?? false,
    isEmpty: start.isEmpty ?? false,
    defaultBranch: start.defaultBranchRef?.name ?? "main",
    templates: listTemplates(paths, start as unknown as Readonly<Record<string, BlobAnswer | null>>),
    agents: findWhole(start.agents),
    merged: listMerged(start, repository.id),
  };
}

/** What GitHub gives up on is asked for again with half as many pull requests, at last without any: they are an example. */
async function ask(
  octokit: Asker,
  paths: number,
  variables: Readonly<Record<string, unknown>>,
): Promise<SizedAnswer<Answer>> {
  for (let size = MERGED; ; size = Math.floor(size / 2)) {
    const hasPage = (data: Partial<Answer> | null) =>
      Boolean(data?.repository && (size === 0 || data.repository.pullRequests));
    const answer = await askForPage<Answer>(octokit, { query: createQuery(paths, size), variables, hasPage });
    if (!answer.isTooHeavy || size === 0) return answer;
  }
}

/** File names are untrusted, so they are passed as variables. */
function createQuery(paths: number, merged: number): string {
  const indexes = [...Array(paths).keys()];
  const variables = indexes.map((index) => `, $path${index}: String!`).join("");
  const blobs = indexes.map((index) => `path${index}: object(expression: $path${index}) { ...text }`).join("\n      ");
  return `
  query readStart($owner: String!, $name: String!${variables}) {
    repository(owner: $owner, name: $name) {
      databaseId isTemplate isArchived isFork isEmpty
      defaultBranchRef { name }
      ${merged === 0 ? "" : selectMergedPulls(`first: ${merged}`, { withPaths: false })}
      agents: object(expression: "HEAD:${AGENTS_PATH}") { ...text }
      ${blobs}
    }
  }
  ${merged === 0 ? "" : PERSON_FRAGMENT}
  fragment text on GitObject { ... on Blob { text isTruncated } }`;
}

/** A file that is truncated or not UTF-8 could not be written back byte for byte. */
function listTemplates(
  paths: readonly string[],
  answer: Readonly<Record<string, BlobAnswer | null>>,
): RepositoryStart["templates"] {
  return paths.flatMap((path, index) => {
    const body = findWhole(answer[`path${index}`]);
    return body === null ? [] : [{ path, body }];
  });
}

/** The text of a file that can be written back. */
function findWhole(answer: BlobAnswer | null | undefined): string | null {
  const { text, isTruncated } = answer ?? {};
  return typeof text === "string" && !isTruncated && !text.includes("\uFFFD") ? text : null;
}

function listMerged({ pullRequests }: StartAnswer, repositoryId: number): RepositoryStart["merged"] {
  const merged = pullRequests ? parseMergedPulls(pullRequests, repositoryId) : [];
  return merged.map(({ pull }) => pull).toSorted((one, other) => other.mergedAt.localeCompare(one.mergedAt));
}
