import type { Outcome } from "../../core/outcome/outcome.ts";
import { findLikeness } from "../../core/outcome/similar-outcomes.ts";
import type { Context } from "../../engine/context.ts";
import { digest } from "../../store/digest.ts";
import { listOutcomes } from "../../store/outcome.ts";
import { type KeptPullRequest, saveSimilar } from "../../store/pull-request.ts";
import { findSimilar } from "../../store/similar-outcomes.ts";

/** The outcomes of pull requests similar to this one, most similar first. */
export async function listSimilarOutcomes(context: Context, kept: KeptPullRequest): Promise<readonly Outcome[]> {
  const numbers = await rememberSimilar(context, kept);
  return numbers.length === 0 ? [] : listOutcomes(context.db, kept.pull.repositoryId, numbers);
}

/** Looked up once per title and labels: later outcomes are no reason to write the check again. */
async function rememberSimilar({ db }: Context, { pull, similar }: KeptPullRequest): Promise<readonly number[]> {
  const likeness = findLikeness(pull);
  const of = digest(likeness);
  if (similar?.of === of) return similar.numbers;
  const numbers = await findSimilar(db, pull, likeness);
  await saveSimilar(db, pull, { of, numbers });
  return numbers;
}
