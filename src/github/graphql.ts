import { ExternalError } from "../core/external-error.ts";
import type { Octokit } from "./connection.ts";
import { findBlocker, toCause } from "./external-errors.ts";

/** What GraphQL is asked through. */
export type Asker = Pick<Octokit, "graphql">;

/** One thing GraphQL could not answer. */
export interface GraphqlProblem {
  readonly type?: string;
  readonly extensions?: { readonly code?: string; readonly saml_failure?: boolean };
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

/** GraphQL answers in part: data and errors side by side. */
export interface PartialAnswer<Answer> {
  readonly data: Partial<Answer> | null;
  readonly problems: readonly GraphqlProblem[];
}

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Asks a GraphQL query and takes what there is. A limit is no answer, and was thrown by the connection. */
export async function askInPart<Answer>(
  octokit: Asker,
  { query, variables }: Question,
): Promise<PartialAnswer<Answer>> {
  try {
    // What is no JSON has no data either.
    const data: Answer | undefined = await octokit.graphql<Answer>(query, { ...variables });
    return { data: data ?? null, problems: [] };
  } catch (error) {
    if (!isGraphqlError<Answer>(error)) throw error;
    return { data: error.data ?? null, problems: error.errors };
  }
}

/**
 * Says in the terms of reconcilers and commands why there is no answer. `name` is what was asked, as in "read acme/shop".
 * Of several problems the first that says whose fault it is counts. It names no blocker: what everything else depends on is
 * better tried again soon.
 */
export function toProblemError(problems: readonly GraphqlProblem[], name: string): ExternalError {
  const problem = problems.find(({ type }) => type === "FORBIDDEN" || type === "NOT_FOUND") ?? problems[0];
  const message = problem?.message ?? "no answer";
  const kind = problem ? classifyProblem(problem) : "unanswered";
  const detail = kind === "sign-on" ? "" : message;
  return new ExternalError(kind, `failed to ${name}: ${message.slice(0, 300).toWellFormed()}`, { detail, call: name });
}

/** The same, with what is in the way of such calls until a person changes it. */
export function toBlockedError(problems: readonly GraphqlProblem[], name: string): ExternalError {
  const { kind, message, detail } = toProblemError(problems, name);
  return new ExternalError(kind, message, { blocker: findBlocker(kind, message), detail, call: name });
}

/** Says what a query means that failed outside of `askInPart`; what is no answer of GraphQL stays as it is. */
export function toGraphqlError(error: unknown, name: string): unknown {
  if (!isGraphqlError(error)) return error;
  const { kind, message, blocker, detail } = toBlockedError(error.errors, name);
  return new ExternalError(kind, message, { cause: toCause(error), blocker, detail });
}

/** Octokit throws even where most of the data is there. */
function isGraphqlError<Answer>(
  error: unknown,
): error is Error & { readonly data?: Partial<Answer> | null; readonly errors: readonly GraphqlProblem[] } {
  return error instanceof Error && error.name === "GraphqlResponseError" && "errors" in error;
}

/** Without a type it is GitHub that failed. */
function classifyProblem(problem: GraphqlProblem): ExternalError["kind"] {
  const { type, extensions, message } = problem;
  if (extensions?.saml_failure || (type === "FORBIDDEN" && /SAML/i.test(message))) return "sign-on";
  if (isAboutTheQuery(problem)) return "too-old";
  switch (type) {
    case "NOT_FOUND":
      return "not-found";
    case "FORBIDDEN":
    case "INSUFFICIENT_SCOPES":
      return "forbidden";
    case "INVALID_CURSOR_ARGUMENTS":
      return "lost-place";
    default:
      return "unanswered";
  }
}

/** Refused before it was run: its path is that of the query, as in "fragment files", and not that of the answer. */
function isAboutTheQuery({ extensions, path }: GraphqlProblem): boolean {
  const isUnknown = /^(undefinedField|argumentNotAccepted|undefinedType)$/.test(extensions?.code ?? "");
  return isUnknown || /^(query|mutation|fragment) /.test(String(path?.[0] ?? ""));
}
