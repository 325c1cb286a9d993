import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** A text that makes a pattern work: something repeated between a beginning and an end. */
export interface Pump {
  readonly before: string;
  readonly unit: string;
  readonly after: string;
}

/** Ends that let a match fail at the last moment, or begin again. */
const ENDS = ["", "\u0000", "\n"];

/** GitHub's limit for a description, in characters. */
const LONGEST = 65_536;

/**
 * The pumps of a pattern, from its syntax: for each quantifier what comes before it, then what it repeats; and the
 * whole way there again and again, since a search begins at each.
 */
export function listPumps({ source, flags }: { readonly source: string; readonly flags: string }): readonly Pump[] {
  const isUnicode = flags.includes("u");
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: isUnicode });
  const ways = pattern.alternatives.flatMap((alternative) => listWays(alternative.elements, ""));
  const seen = new Map<string, Pump>();
  for (const { before, unit } of ways) {
    for (const after of ENDS) {
      for (const pump of [
        { before, unit, after },
        { before: "", unit: before + unit, after },
        // A word begins only after something else.
        { before: "", unit: `${before}${unit} `, after },
        { before: "", unit: before, after },
      ]) {
        if (pump.unit !== "") seen.set(JSON.stringify(pump), pump);
      }
    }
  }
  return [...seen.values()];
}

/** The text of a pump, in full length. */
export function fill({ before, unit, after }: Pump, length = LONGEST): string {
  const room = Math.max(0, length - before.length - after.length);
  return before.slice(0, length) + unit.repeat(Math.ceil(room / unit.length)).slice(0, room) + after;
}

interface Way {
  readonly before: string;
  readonly unit: string;
}

/** A repetition that is bounded by less is part of the way, not worth a pump. */
const FEW = 4;

/** The way to each quantifier of a sequence. */
function listWays(elements: readonly AST.Element[], start: string): readonly Way[] {
  const ways: Way[] = [];
  let before = start;
  for (const element of elements) {
    ways.push(...waysInto(element, before));
    before += sample(element, 0);
  }
  return ways;
}

function waysInto(element: AST.Element, before: string): readonly Way[] {
  switch (element.type) {
    case "Quantifier": {
      const units = [0, 1, 2].map((choice) => sample(element.element, choice));
      const own = element.max < FEW ? [] : [...new Set(units)].map((unit) => ({ before, unit }));
      return [...own, ...waysInto(element.element, before)];
    }
    case "Group":
    case "CapturingGroup":
      return element.alternatives.flatMap(({ elements }) => listWays(elements, before));
    case "Assertion":
      return "alternatives" in element
        ? element.alternatives.flatMap(({ elements }) => listWays(elements, before))
        : [];
    default:
      return [];
  }
}

/** A text that an element matches; `choice` picks one of several. */
function sample(element: AST.Element, choice: number): string {
  switch (element.type) {
    case "Character":
      return String.fromCodePoint(element.value);
    case "CharacterSet":
      return pick(SAMPLES[nameOf(element)], choice);
    case "CharacterClass":
      return sampleClass(element, choice);
    case "Quantifier":
      return sample(element.element, choice).repeat(Math.max(element.min, Math.min(1, element.max)));
    case "Group":
    case "CapturingGroup":
      return pickOf(element.alternatives, choice)
        .elements.map((inner) => sample(inner, choice))
        .join("");
    case "Assertion":
    case "Backreference":
    case "ExpressionCharacterClass":
      return "";
  }
}

function nameOf(set: AST.CharacterSet): string {
  if (set.kind === "any" || set.kind === "property") return set.kind;
  return set.negate ? `not-${set.kind}` : set.kind;
}

/** What a set of characters stands for, most telling first. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  any: ["a", " ", "<"],
  space: [" ", "\t", "\n"],
  "not-space": ["a", ".", "*"],
  digit: ["1"],
  "not-digit": ["a", " "],
  word: ["a", "1", "_"],
  "not-word": [" ", "-"],
  property: ["a", "é"],
};

function sampleClass(element: AST.CharacterClass, choice: number): string {
  if (element.negate)
    return pick(
      ["a", " ", "\n", "*", "1"].filter((one) => isIn(element, one)),
      choice,
    );
  const [first] = [element.elements[choice % element.elements.length]];
  if (!first) return "";
  if (first.type === "CharacterClassRange") return String.fromCodePoint(first.min.value);
  return first.type === "Character" || first.type === "CharacterSet" ? sample(first, choice) : "";
}

function isIn(element: AST.CharacterClass, character: string): boolean {
  return new RegExp(`^${element.raw}$`, "v" in element && element.unicodeSets ? "v" : "u").test(character);
}

function pick(samples: readonly string[] | undefined, choice: number): string {
  return samples?.[choice % samples.length] ?? "";
}

function pickOf<T>(all: readonly T[], choice: number): T {
  const found = all[choice % all.length];
  if (found === undefined) throw new Error("a group has alternatives");
  return found;
}
