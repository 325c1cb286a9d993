import { findStatus } from "./connection.ts";
import { type Asker, askInPart, type GraphqlProblem, type PartialAnswer } from "./graphql.ts";

/** A query about several things, and how to ask about fewer. */
export interface SizedQuestion<Answer> {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Is what was asked for there, at least in part? Without a type, an error beside it is about something else. */
  readonly hasPage: (data: Partial<Answer> | null) => boolean;
}

export interface SizedAnswer<Answer> extends PartialAnswer<Answer> {
  /** GitHub gave up on it: fewer may be had. */
  readonly isTooHeavy: boolean;
}

const TOO_HEAVY = "RESOURCE_LIMITS_EXCEEDED";
const OUT_OF_TIME = /something went wrong while executing|timed? ?out|respond to your request in time/i;

/** Asks for a page, and tells whether GitHub gave up on it: by type, by its words, or with 502 or 504. */
export async function askForPage<Answer>(
  octokit: Asker,
  { query, variables, hasPage }: SizedQuestion<Answer>,
): Promise<SizedAnswer<Answer>> {
  const answer = await askInPart<Answer>(octokit, { query, variables }).catch(toAnswer);
  const isAbsent = !hasPage(answer.data);
  const isHeavy = ({ type, message }: GraphqlProblem) =>
    type === TOO_HEAVY || (isAbsent && !type && OUT_OF_TIME.test(message));
  return { ...answer, isTooHeavy: answer.problems.some(isHeavy) };
}

function toAnswer(error: unknown): PartialAnswer<never> {
  const status = findStatus(error);
  if (status !== 502 && status !== 504) throw error;
  return { data: null, problems: [{ type: TOO_HEAVY, message: `status ${status}` }] };
}
