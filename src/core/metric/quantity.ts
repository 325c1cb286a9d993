import type { Token } from "./target-tokens.ts";
import { APPROXIMATIONS, CURRENCIES, MULTIPLIERS, PERCENTS, POINTS } from "./target-words.ts";

/** A number as it is written, with its sign and whether it is a percentage. */
export interface Quantity {
  readonly value: number;
  readonly sign: "+" | "-" | null;
  readonly isPercent: boolean;
  /** Percentage points, which only a percentage has. */
  readonly isPoints: boolean;
  /** What follows it. */
  readonly rest: readonly Token[];
}

/** The number that comes next; undefined when there is none, or one that cannot be understood. */
export function readQuantity(tokens: readonly Token[]): Quantity | undefined {
  const start = tokens.findIndex(({ word }) => !APPROXIMATIONS.has(word));
  const sign = readSign(tokens, start);
  const [number, ...after] = tokens.slice(sign === null ? start : start + 1);
  if (start < 0 || !number?.isNumber || number.value === null) return undefined;
  const { factor, rest } = readMultiplier(after);
  return { value: number.value * factor, sign, ...readPercent(skipWord(rest, CURRENCIES)) };
}

/** A hyphen is a sign where it stands before a number and behind a blank; elsewhere it joins. */
function readSign(tokens: readonly Token[], at: number): Quantity["sign"] {
  const word = tokens[at]?.word;
  if (word === "+") return "+";
  return word === "-" && !tokens[at]?.isGlued && tokens[at + 1]?.isGlued ? "-" : null;
}

/** "2k", "2 million"; a lone letter only where it is glued to the number. */
function readMultiplier(tokens: readonly Token[]): { readonly factor: number; readonly rest: readonly Token[] } {
  const [first] = tokens;
  const factor = MULTIPLIERS.get(first?.written ?? "");
  if (factor === undefined || !first || (first.written.length === 1 && !first.isGlued)) {
    return { factor: 1, rest: tokens };
  }
  return { factor, rest: tokens.slice(1) };
}

/** "%", "percent", "per cent", "percentage points", "%-points". */
function readPercent(tokens: readonly Token[]): Pick<Quantity, "isPercent" | "isPoints" | "rest"> {
  const [first, second] = tokens;
  const isPerCent = first?.word === "per" && second?.word === "cent";
  if (!isPerCent && !PERCENTS.has(first?.word ?? "")) return { isPercent: false, isPoints: false, rest: tokens };
  const after = tokens.slice(isPerCent ? 2 : 1);
  const isJoined = after[0]?.word === "-" && POINTS.has(after[1]?.word ?? "");
  const rest = skipWord(isJoined ? after.slice(1) : after, POINTS);
  return { isPercent: true, isPoints: first?.word === "pp" || rest.length < after.length, rest };
}

function skipWord(tokens: readonly Token[], skipped: ReadonlySet<string>): readonly Token[] {
  return skipped.has(tokens[0]?.word ?? "") ? tokens.slice(1) : tokens;
}
