import type { Outcome } from "../../core/outcome/outcome.ts";
import { rankSimilar } from "../../core/outcome/rank-similar.ts";
import { toLikeness } from "../../core/outcome/similar-outcomes.ts";
import { collectTexts } from "../../core/outcome/word-counts.ts";
import type { Context } from "../../engine/context.ts";
import type { Database } from "../../store/database.ts";
import { digest } from "../../store/digest.ts";
import { listOutcomes } from "../../store/outcome.ts";
import type { KeptPullRequest } from "../../store/pull-request.ts";
import { listCandidates, type Proposed } from "../../store/similar-outcomes.ts";
import type { EvaluatedPullRequest } from "./evaluate.ts";

/** How many are shown. */
const MOST = 3;
/** The problem of a description may be long; what it is about stands at its beginning. */
const COMPARED = 500;

type Similar = NonNullable<KeptPullRequest["similar"]>;

/** The outcomes of pull requests similar to this one, as they were found, most similar first. */
export async function listSimilarOutcomes(
  { db }: Context,
  { pull: { repositoryId }, similar }: Pick<KeptPullRequest, "pull" | "similar">,
): Promise<readonly Outcome[]> {
  return similar === null || similar.numbers.length === 0 ? [] : listOutcomes(db, repositoryId, similar.numbers);
}

/**
 * Finds what is similar once per title, labels and problem: later outcomes are no reason to write the check again. The caller
 * saves what is new.
 */
export async function findSimilarOnce(
  { db }: Context,
  { kept, parsed }: Pick<EvaluatedPullRequest, "kept" | "parsed">,
): Promise<Similar> {
  const { pull, similar } = kept;
  const { repositoryId, number, title, labels } = pull;
  const { problem } = parsed.fields;
  const text = problem.state === "filled" ? problem.text.slice(0, COMPARED) : null;
  const of = digest([title, labels, text]);
  if (similar?.of === of) return similar;
  return { of, numbers: await findSimilar(db, { repositoryId, number, title, labels, problem: text }) };
}

/** The numbers of up to three similar outcomes, most similar first. */
export async function findSimilar(db: Database, proposed: Proposed): Promise<readonly number[]> {
  const { candidates, among } = await listCandidates(db, proposed);
  const earlier = collectTexts(candidates.map(({ likeness }) => likeness));
  const ranked = rankSimilar(toLikeness(proposed, proposed.problem), earlier, { limit: MOST, among });
  return ranked.flatMap((index) => candidates[index]?.number ?? []);
}
