import { findNamed } from "../../core/pull-request/named.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import type { Context } from "../../engine/context.ts";
import { findOutcome, saveOutcome } from "../../store/outcome.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** More would bury the question. */
const MOST_NAMED = 5;

/** Adds this pull request to the outcomes it names, for their follow-ups to mention. Costs no call to GitHub. */
export async function noteNaming(
  context: Context,
  { repository }: RepositoryContext,
  pull: PullRequest,
): Promise<void> {
  for (const number of findNamed(pull.body, repository).filter((named) => named !== pull.number)) {
    const outcome = await findOutcome(context.db, pull.repositoryId, number);
    const isNew = outcome && !outcome.namedBy.some((other) => other.number === pull.number);
    if (!isNew || outcome.namedBy.length >= MOST_NAMED) continue;
    const namedBy = [...outcome.namedBy, { number: pull.number, title: pull.title, by: pull.author.id }];
    await saveOutcome(context.db, { ...outcome, namedBy });
  }
}
