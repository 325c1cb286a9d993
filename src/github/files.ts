import { findMisnamed, ROOT_PATHS } from "../core/config/misnamed.ts";
import { CONFIG_PATH, type RepositoryAddress, type RepositoryFiles } from "../core/repository/repository-files.ts";
import type { ConfigFileText } from "./github.ts";
import { type Asker, askInPart, type GraphqlProblem, type PartialAnswer, toProblemError } from "./graphql.ts";

const QUERY = `
  query readFiles($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) { isArchived isFork hasIssuesEnabled ...files }
    owner: repository(owner: $owner, name: ".github", followRenames: false) { ...files }
  }
  fragment files on Repository {
    databaseId
    nameWithOwner
    visibility
    defaultBranchRef { name target { oid } }
    pullRequestTemplates { filename body repository { databaseId nameWithOwner visibility } }
    object(expression: "HEAD:${CONFIG_PATH}") { ... on Blob { text isBinary } }
    folder: object(expression: "HEAD:.github") { ... on Tree { entries { name } } }
    rootYml: object(expression: "HEAD:${ROOT_PATHS[0]}") { ... on Blob { text } }
    rootYaml: object(expression: "HEAD:${ROOT_PATHS[1]}") { ... on Blob { text } }
  }`;

interface TemplateAnswer {
  readonly filename: string;
  readonly body: string | null;
  readonly repository?: {
    readonly databaseId: number | null;
    readonly nameWithOwner?: string;
    readonly visibility?: string;
  } | null;
}
/** Any field may be null when an error says why. */
interface FilesAnswer {
  readonly databaseId: number | null;
  readonly nameWithOwner?: string;
  readonly visibility: string;
  readonly defaultBranchRef: { readonly name: string; readonly target: { readonly oid: string } | null } | null;
  readonly pullRequestTemplates: readonly (TemplateAnswer | null)[] | null;
  readonly object: { readonly text?: string | null; readonly isBinary?: boolean | null } | null;
  readonly folder?: { readonly entries?: readonly { readonly name: string }[] | null } | null;
  readonly rootYml?: { readonly text?: string | null } | null;
  readonly rootYaml?: { readonly text?: string | null } | null;
}
interface OwnFilesAnswer extends FilesAnswer {
  readonly isArchived: boolean;
  readonly isFork: boolean;
  readonly hasIssuesEnabled: boolean;
}
interface Answer {
  readonly repository: OwnFilesAnswer | null;
  readonly owner: FilesAnswer | null;
}

/** A repository by name; without an id, any repository with that name counts. */
interface NamedRepository extends Pick<RepositoryAddress, "owner" | "name"> {
  readonly id?: number;
}

/**
 * Reads templates and configuration of a repository and of its owner's `.github` repository in one call. Undefined when
 * the repository is gone, or another repository has its name by now.
 */
export async function readFiles(
  octokit: Asker,
  repository: NamedRepository,
  name: string,
): Promise<RepositoryFiles | undefined> {
  const variables = { owner: repository.owner, name: repository.name };
  const answer = await askInPart<Answer>(octokit, { query: QUERY, variables });
  const own = findOwn(answer, name);
  if (!own || (own.databaseId !== null && own.databaseId !== (repository.id ?? own.databaseId))) return undefined;
  return {
    // An empty repository has no branch yet; most get this one.
    defaultBranch: own.defaultBranchRef?.name ?? "main",
    isFork: own.isFork,
    isArchived: own.isArchived,
    hasIssues: own.hasIssuesEnabled,
    ...parseFiles(own),
    owner: findOwner(answer, name) ?? findInherited(own),
  };
}

interface FileAnswer {
  readonly repository: Pick<FilesAnswer, "visibility" | "object"> | null;
}

const FILE_QUERY = `
  query readConfigFile($owner: String!, $name: String!, $expression: String!) {
    repository(owner: $owner, name: $name) {
      visibility
      object(expression: $expression) { ... on Blob { text isBinary } }
    }
  }`;

/** Reads the configuration file of a repository. Undefined when it does not exist or the app may not see it. */
export async function readConfigFile(
  octokit: Asker,
  file: { readonly owner: string; readonly name: string; readonly commit: string | null },
  name: string,
): Promise<ConfigFileText | undefined> {
  const variables = { owner: file.owner, name: file.name, expression: `${file.commit ?? "HEAD"}:${CONFIG_PATH}` };
  const { data, problems } = await askInPart<FileAnswer>(octokit, { query: FILE_QUERY, variables });
  if (problems.length > 0 && problems.every(isMissing)) return undefined;
  if (problems.length > 0 || !data) throw toProblemError(problems, name);
  const { repository } = data;
  return repository
    ? { text: parseConfig(repository.object), visibility: parseVisibility(repository.visibility) }
    : undefined;
}

function isMissing({ type }: GraphqlProblem): boolean {
  return type === "NOT_FOUND" || type === "FORBIDDEN";
}

function findOwn({ data, problems }: PartialAnswer<Answer>, name: string): OwnFilesAnswer | undefined {
  const problem = problems.find(({ path }) => path?.[0] !== "owner");
  if (problem?.type === "NOT_FOUND") return undefined;
  // What was refused or cut off as a whole is no missing repository.
  if (problem || !data) throw toProblemError(problem ? [problem] : problems, name);
  return data.repository ?? undefined;
}

function findOwner({ data, problems }: PartialAnswer<Answer>, name: string): RepositoryFiles["owner"] {
  const problem = problems.find(({ path }) => path?.[0] === "owner");
  // Without a type it is GitHub that failed: the files may be there all the same.
  if (problem && !problem.type) throw toProblemError([problem], name);
  return problem || !data?.owner ? null : parseFiles(data.owner);
}

function parseFiles(files: FilesAnswer): NonNullable<RepositoryFiles["owner"]> {
  return {
    visibility: parseVisibility(files.visibility),
    commit: files.defaultBranchRef?.target?.oid ?? null,
    templates: listTemplates(files)
      .filter((template) => !isInherited(template, files))
      .map(parseTemplate),
    config: parseConfig(files.object),
    ...parseMisnamed(files),
  };
}

/** Templates of an owner's `.github` repository that the app may not see as a repository, but that apply all the same. */
function findInherited(files: FilesAnswer): RepositoryFiles["owner"] {
  const inherited = listTemplates(files).filter((template) => isInherited(template, files));
  const [first] = inherited;
  if (!first) return null;
  const visibility = parseVisibility(first.repository?.visibility ?? "");
  return { visibility, commit: null, templates: inherited.map(parseTemplate), config: null };
}

function listTemplates({ pullRequestTemplates }: FilesAnswer): readonly TemplateAnswer[] {
  return (pullRequestTemplates ?? []).filter((template) => template !== null);
}

/**
 * GitHub lists the templates of the owner's `.github` repository for a repository without any (cli/cli#9325). An id too large
 * for GraphQL is null; then the name tells.
 */
function isInherited({ repository }: TemplateAnswer, { databaseId, nameWithOwner }: FilesAnswer): boolean {
  if (!repository) return false;
  if (repository.databaseId !== null && databaseId !== null) return repository.databaseId !== databaseId;
  return repository.nameWithOwner?.toLowerCase() !== nameWithOwner?.toLowerCase();
}

/** An unknown visibility counts as private, so that nothing is shown to the wrong people. */
function parseVisibility(visibility: string): "public" | "internal" | "private" {
  const known = visibility.toLowerCase();
  return known === "public" || known === "internal" ? known : "private";
}

function parseTemplate({ filename, body }: TemplateAnswer): RepositoryFiles["templates"][number] {
  return { path: filename, body: body ?? "" };
}

/** A file that is not text (such as UTF-16) is an invalid configuration, not a missing one. */
function parseConfig(blob: FilesAnswer["object"]): string | null {
  return blob?.text ?? (blob?.isBinary ? "\uFFFD" : null);
}

/** What cannot be seen for an error is not misnamed. */
function parseMisnamed({ folder, rootYml, rootYaml }: FilesAnswer): { readonly misnamed?: readonly string[] } {
  const texts = [rootYml?.text, rootYaml?.text].map((text, index) => [ROOT_PATHS[index] ?? "", text ?? ""] as const);
  const names = (folder?.entries ?? []).map(({ name }) => name);
  const misnamed = findMisnamed(names, new Map(texts));
  return misnamed.length > 0 ? { misnamed } : {};
}
