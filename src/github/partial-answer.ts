import type { Octokit } from "./client.ts";
import { toLimit } from "./external-errors.ts";

/** Any client that can query GraphQL: the app, or a person's own token. */
export type Asker = Pick<Octokit, "graphql">;

/** One error inside a GraphQL answer. */
export interface GraphqlProblem {
  readonly type?: string;
  readonly extensions?: { readonly code?: string };
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

/** A partial GraphQL answer: data and errors side by side. */
export interface PartialAnswer<Answer> {
  readonly data: Partial<Answer> | null;
  readonly errors: readonly GraphqlProblem[];
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Names the query in external errors. */
  readonly name: string;
}

/** Runs a GraphQL query and accepts a partial answer; a rate limit is thrown. */
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

/** Whether the error is a partial answer. Octokit throws a GraphqlResponseError even when most of the data is there. */
export function isPartial<Answer>(error: unknown): error is Error & PartialAnswer<Answer> {
  return error instanceof Error && error.name === "GraphqlResponseError" && "errors" in error && "headers" in error;
}
