import type { ListedRepository } from "../core/audit/listed-repository.ts";
import { type Asker, askInPart, toProblemError } from "./graphql.ts";

/** A page of an owner's repositories, the one pushed to last first. */
export interface RepositoriesPage {
  /** The owner's login, as GitHub spells it. */
  readonly owner: string;
  readonly repositories: readonly ListedRepository[];
  /** How many GitHub listed and did not show. */
  readonly hidden: number;
  /** Where the next page begins; null when this is the last. */
  readonly next: string | null;
}

interface Answer {
  readonly repositoryOwner: {
    readonly login: string;
    readonly repositories: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly (ListedRepository | null)[] | null;
    } | null;
  } | null;
}

const QUERY = `
  query listRepositories($owner: String!, $after: String) {
    repositoryOwner(login: $owner) {
      login
      repositories(
        first: 100, after: $after, ownerAffiliations: OWNER, orderBy: { field: PUSHED_AT, direction: DESC }
      ) {
        pageInfo { hasNextPage endCursor }
        nodes { name isArchived isFork isTemplate isEmpty pushedAt }
      }
    }
  }`;

/**
 * Lists the repositories of an organization or a person that the token can see. Undefined when there is no such owner.
 */
export async function listRepositories(
  octokit: Asker,
  { owner, after }: { readonly owner: string; readonly after: string | null },
  name: string,
): Promise<RepositoriesPage | undefined> {
  const { data, problems } = await askInPart<Answer>(octokit, { query: QUERY, variables: { owner, after } });
  const found = data?.repositoryOwner;
  // Without an error and without an answer there is no such login.
  if (!found && (problems.length === 0 || problems.every(({ type }) => type === "NOT_FOUND"))) return undefined;
  // Repositories may be missing: the others are there all the same.
  if (!found?.repositories) throw toProblemError(problems, name);
  const { pageInfo, nodes } = found.repositories;
  const repositories = (nodes ?? []).filter((node) => node !== null);
  return {
    owner: found.login,
    repositories,
    hidden: (nodes ?? []).length - repositories.length,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}
