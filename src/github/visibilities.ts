import type { SeenRepository } from "../core/dashboard/seen-repository.ts";
import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Asker } from "./graphql.ts";
import { askForPage } from "./page-size.ts";

/** Any field may be null when an error says why. */
interface SeenAnswer {
  readonly databaseId: number | null;
  readonly name: string;
  readonly url: string;
  readonly visibility: string | null;
  readonly owner: { readonly id: string; readonly login: string } | null;
}

/** Reads who may see some repositories; see `GitHub.readVisibilities`. */
export async function readVisibilities(
  octokit: Asker,
  repositories: readonly RepositoryAddress[],
  name: string,
): Promise<readonly SeenRepository[]> {
  const named = repositories.flatMap((one, index) => [
    [`owner${index}`, one.owner] as const,
    [`name${index}`, one.name] as const,
  ]);
  const query = createQuery(repositories.length);
  const { data, problems, isTooHeavy } = await askForPage<Record<string, SeenAnswer | null>>(octokit, {
    query,
    variables: Object.fromEntries(named),
    hasPage: (found) => found !== null,
  });
  if (isTooHeavy && repositories.length > 1) return readHalves(octokit, repositories, name);
  // Refused as a whole: nothing is known of any of them.
  if (!data) throw new ExternalError("unanswered", `failed to ${name}: ${problems[0]?.message ?? "no answer"}`);
  return repositories.flatMap((one, index) => parseSeen(one, data[`repository${index}`]));
}

/** GitHub gave up on so many. */
async function readHalves(
  octokit: Asker,
  repositories: readonly RepositoryAddress[],
  name: string,
): Promise<readonly SeenRepository[]> {
  const half = Math.ceil(repositories.length / 2);
  const first = await readVisibilities(octokit, repositories.slice(0, half), name);
  return [...first, ...(await readVisibilities(octokit, repositories.slice(half), name))];
}

/** Names are untrusted, so they are passed as variables. */
function createQuery(count: number): string {
  const indexes = [...Array(count).keys()];
  const variables = indexes.map((index) => `$owner${index}: String!, $name${index}: String!`).join(", ");
  const aliases = indexes.map(
    (index) => `repository${index}: repository(owner: $owner${index}, name: $name${index}) { ...seen }`,
  );
  return `
  query readVisibilities(${variables}) {
    ${aliases.join("\n    ")}
  }
  fragment seen on Repository { databaseId name url visibility owner { id login } }`;
}

/** A missing answer or an unknown visibility counts as not seen. */
function parseSeen(asked: RepositoryAddress, answer: SeenAnswer | null | undefined): readonly SeenRepository[] {
  const visibility = parseVisibility(answer?.visibility);
  if (!answer?.owner || !visibility || !isThatOne(asked, answer)) return [];
  const { name, url, owner } = answer;
  return [{ id: asked.id, name, owner: owner.login, ownerId: owner.id, visibility, url }];
}

/** Another repository may have the name by now. An id too large for GraphQL is null; then the name has to match. */
function isThatOne(asked: RepositoryAddress, { databaseId, name, owner }: SeenAnswer): boolean {
  if (databaseId !== null) return databaseId === asked.id;
  const fullName = `${owner?.login}/${name}`.toLowerCase();
  return fullName === `${asked.owner}/${asked.name}`.toLowerCase();
}

function parseVisibility(visibility: string | null | undefined): SeenRepository["visibility"] | undefined {
  const known = visibility?.toLowerCase();
  return known === "public" || known === "internal" || known === "private" ? known : undefined;
}
