import type { Octokit } from "./client.ts";
import { toLimit } from "./external-errors.ts";

/** Whatever asks GraphQL: the app, or somebody's own token. */
export type Asker = Pick<Octokit, "graphql">;

/** One thing GraphQL could not answer. */
export interface GraphqlProblem {
  readonly type?: string;
  readonly extensions?: { readonly code?: string };
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

/** GraphQL answers in part: data and errors side by side. */
export interface PartialAnswer<Answer> {
  readonly data: Partial<Answer> | null;
  readonly errors: readonly GraphqlProblem[];
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
  /** What it is about, for a refusal. */
  readonly name: string;
}

/** Asks a GraphQL query and takes what there is; a limit is no answer and is thrown. */
export async function askInPart<Answer>(
  octokit: Asker,
  { query, variables, name }: Question,
): Promise<PartialAnswer<Answer>> {
  try {
    return { data: await octokit.graphql<Answer>(query, { ...variables }), errors: [], headers: {} };
  } catch (error) {
    if (!isPartial<Answer>(error)) throw error;
    if (error.errors.some(({ type }) => type === "RATE_LIMITED")) throw toLimit(error.headers, name, new Date());
    return error;
  }
}

/** Is it an answer in part? Octokit throws a GraphqlResponseError even where most of the data is there. */
export function isPartial<Answer>(error: unknown): error is Error & PartialAnswer<Answer> {
  return error instanceof Error && error.name === "GraphqlResponseError" && "errors" in error && "headers" in error;
}
