/** Counts of right and wrong results. */
export interface Score {
  readonly right: number;
  /** Found where there is nothing, or found the wrong text: a false positive. */
  readonly wrong: number;
  /** Present but not found: a false negative. */
  readonly lost: number;
}

/** One parsed field compared with its label; verdicts are counted by `group`. */
export interface Verdict {
  readonly id: string;
  readonly group: string;
  readonly outcome: "right" | "wrong" | "lost" | "nothing";
  readonly words: string;
}

/** Counts verdicts. A field that is both wrong and lost has two verdicts. */
export function score(verdicts: readonly Verdict[]): Score {
  const count = (outcome: Verdict["outcome"]) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return { right: count("right"), wrong: count("wrong"), lost: count("lost") };
}

/** Compares the parsed field with its label. */
export function compare(given: {
  readonly id: string;
  readonly isFound: boolean;
  readonly isWanted: boolean;
  readonly isSame: boolean;
  readonly groups: { readonly found: string; readonly wanted: string };
  readonly words: string;
}): readonly Verdict[] {
  const { id, isFound, isWanted, isSame, groups, words } = given;
  if (isFound && isSame) return [{ id, group: groups.wanted, outcome: "right", words }];
  const wrong: Verdict[] = isFound ? [{ id, group: groups.found, outcome: "wrong", words }] : [];
  const lost: Verdict[] = isWanted ? [{ id, group: groups.wanted, outcome: "lost", words }] : [];
  return [...wrong, ...lost];
}

/** A table row: precision, recall and their harmonic mean. */
export function toRow(name: string, { right, wrong, lost }: Score): { readonly [column: string]: string | number } {
  const share = (whole: number) => (whole === 0 ? "–" : (right / whole).toFixed(3));
  const f1 = right + wrong + lost === 0 ? "–" : ((2 * right) / (2 * right + wrong + lost)).toFixed(3);
  return { name, right, wrong, lost, precision: share(right + wrong), recall: share(right + lost), f1 };
}
