const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const NOT_FINITE = /^(NaN|[+-]?Inf(inity)?)$/i;

/** A number in a text: null where it is not finite, undefined where it is none. `Number` takes an empty text for zero. */
export function parseNumber(text: string): number | null | undefined {
  if (NOT_FINITE.test(text)) return null;
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
