/**
 * The word that another one was probably meant to be; undefined when none is close. At most so many letters differ, by default
 * one of three.
 */
export function findNearMiss(
  words: readonly string[],
  given: string,
  most = Math.max(1, Math.floor(given.length / 3)),
): string | undefined {
  const [best] = words
    .map((word) => ({ word, distance: distanceBetween(word, given) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= most ? best.word : undefined;
}

/** Levenshtein distance: the number of letters to add, drop or change. */
function distanceBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (let index = 1; index <= to.length; index++) {
      const changed = (row[index - 1] ?? 0) + (to[index - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
