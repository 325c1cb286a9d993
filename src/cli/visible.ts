/**
 * What a terminal obeys instead of showing it: control characters (C1 too), marks that reorder text, tags, halves of characters.
 * Tab and line feed stay.
 */
const OBEYED = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|\p{Cs}|[\u2028\u2029\u{E0000}-\u{E007F}]/gu;

/** The colours of our own (`Terminal.paint`): they can hide nothing, in any text. */
const COLOURS = new RegExp(`(${"\u001B"}\\[(?:1|2|22|32|33|39)m)`);

/**
 * A text as a terminal may show it: what it would obey is written out, as in `\u001b`. In JSON that is the same text, so that
 * what programs read does not change.
 */
export function makeVisible(text: string): string {
  const parts = text.split(COLOURS);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(OBEYED, writeOut))).join("");
}

function writeOut(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
