import type { Field } from "./field.ts";
import { isGeneral } from "./hint-words.ts";
import { type Introduction, LABEL_RANK } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";

export interface Outline {
  readonly text: string;
  readonly introductions: readonly Introduction[];
  /** What each introduction asks for, at its index. */
  readonly fields: readonly (Field | null)[];
  /** Normalised headings and labels of the template: where one stands, another section begins. */
  readonly landmarks: ReadonlySet<string>;
}

/** Where the section of an introduction ends: at the next one of its kind or above, at another field, at a landmark. */
export function findSectionEnd(outline: Outline, index: number): number {
  const own = outline.introductions[index];
  if (!own) return outline.text.length;
  for (let at = index + 1; at < outline.introductions.length; at++) {
    const other = outline.introductions[at];
    if (!other || other.start >= own.limit) break;
    if (other.start >= own.contentStart && isEnd(outline, index, at)) return other.start;
  }
  return Math.min(own.limit, outline.text.length);
}

function isEnd({ text, introductions, fields, landmarks }: Outline, index: number, at: number): boolean {
  const [own, other] = [introductions[index], introductions[at]];
  if (!own || !other) return true;
  const field = fields[at] ?? null;
  if (field !== null) return field !== fields[index] || other.rank <= own.rank;
  const label = normaliseLabel(other.label);
  if (landmarks.has(label) && (other.kind !== "line" || other.isAlone)) return label !== normaliseLabel(own.label);
  if (other.kind === "heading") return other.rank <= own.rank && !isContent(own, other, text);
  return own.rank >= LABEL_RANK && isSibling(own, other);
}

/** A sentence that a rule under it turned into a heading is still what the author wrote here. */
function isContent(own: Introduction, other: Introduction, text: string): boolean {
  if (!other.isDoubtful) return false;
  return other.label.split(" ").length > 8 || text.slice(own.contentStart, other.start).trim() === "";
}

/** Labels end a label's section where they look like it: people write "**Before:** …" inside of an answer. */
function isSibling(own: Introduction, other: Introduction): boolean {
  switch (other.kind) {
    case "bold":
      return other.isAlone || !own.isAlone;
    case "line":
      return own.kind === "line" && other.isAlone === own.isAlone && other.mark === own.mark && looksLikeLabel(other);
    case "list":
      return own.kind === "list" && own.isAlone && other.isAlone && other.mark !== "";
    case "heading":
    case "cell":
      return false;
  }
}

function looksLikeLabel({ label, mark }: Introduction): boolean {
  const words = label.split(" ").length;
  if (!/^\p{Lu}|^\p{Lo}/u.test(label)) return false;
  return mark === "?" ? words <= 12 : mark === ":" ? words <= 3 : isGeneral(normaliseLabel(label));
}
