import { listTerms, type Term } from "./likeness-terms.ts";
import type { Likeness } from "./similar-outcomes.ts";
import { type Collection, countWord, type WordCounts } from "./word-counts.ts";

export interface Ranking {
  readonly limit: number;
  /** Of how many changes these were chosen beforehand; all of them by default. */
  readonly among?: number;
}

/** What is less like a proposal than this share of the best is not shown. */
const LEAST_OF_BEST = 0.4;
/** Without a word of its title in common, a change shares at least so much of a proposal's words, weighed by their rarity. */
const LEAST_SHARED = 0.1;
/** A word that more than this share of all changes have, and more than so many, tells nothing about any of them. */
const COMMON = { share: 1 / 2, count: 2 };
/** How fast a word that is repeated stops counting, and how much the length of a text does (BM25). */
const SATURATION = 1.2;
const LENGTH = 0.5;

interface Found extends WordCounts {
  readonly term: Term;
  /** Too many changes have it. */
  readonly isCommon: boolean;
  /** Its weight: that of a word that is nowhere is the greatest. */
  readonly rarity: number;
}

/**
 * The indexes of the earlier changes that are most like a proposal, best first; of equals the first. A rare word counts
 * more than a common one (BM25, https://en.wikipedia.org/wiki/Okapi_BM25). bench/memory.ts measures how good that is.
 */
export function rankSimilar(proposal: Likeness, earlier: Collection, ranking: Ranking): readonly number[] {
  const among = Math.max(earlier.starts.length, ranking.among ?? 0);
  const found = listTerms(proposal).map((term) => findWord(earlier, term, among));
  const isLike = judgeLikeness(found);
  const like = [...scoreAll(earlier, found)]
    .map(([index, score]) => ({ index, score }))
    .filter(({ index, score }) => score > 0 && isLike(index))
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .slice(0, ranking.limit);
  const best = like[0]?.score ?? 0;
  return like.filter(({ score }) => score >= LEAST_OF_BEST * best).map(({ index }) => index);
}

function findWord(collection: Collection, term: Term, among: number): Found {
  const found = countWord(collection, term.stem);
  const having = found.counts.size;
  const isCommon = having > Math.max(COMMON.count, COMMON.share * among);
  return { ...found, term, isCommon, rarity: Math.log(1 + (among - having + 0.5) / (having + 0.5)) };
}

/** The scores of those that have a word in common with the proposal. */
function scoreAll({ text, starts }: Collection, found: readonly Found[]): ReadonlyMap<number, number> {
  const scores = new Map<number, number>();
  const mean = text.length / Math.max(1, starts.length);
  for (const { counts, rarity } of found) {
    for (const [index, count] of counts) {
      const length = (starts[index + 1] ?? text.length) - (starts[index] ?? 0);
      const norm = SATURATION * (1 - LENGTH + (LENGTH * length) / mean);
      scores.set(index, (scores.get(index) ?? 0) + (rarity * count * (SATURATION + 1)) / (count + norm));
    }
  }
  return scores;
}

/** Does a change share enough with the proposal to be called similar? A word for the kind of change makes nothing alike. */
function judgeLikeness(found: readonly Found[]): (index: number) => boolean {
  const subjects = found.filter(({ term }) => !term.isKind);
  const least = LEAST_SHARED * subjects.reduce((sum, { rarity }) => sum + rarity, 0);
  // Who searches for a word or two means these, however common they are.
  const telling = subjects.length <= 2 ? subjects : subjects.filter(({ isCommon }) => !isCommon);
  return (index) => {
    const shared = telling.filter(({ counts }) => counts.has(index));
    if (shared.some(({ term, titles }) => term.isTitle && titles.has(index))) return true;
    return shared.length > 0 && shared.reduce((sum, { rarity }) => sum + rarity, 0) >= least;
  };
}
