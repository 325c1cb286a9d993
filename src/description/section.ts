import type { Field } from "./field.ts";
import { type Introduction, LABEL_RANK } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";
import { isGeneral } from "./request/label-request.ts";

export interface Outline {
  readonly text: string;
  readonly introductions: readonly Introduction[];
  /** The field each introduction asks for, by index. */
  readonly fields: readonly (Field | null)[];
  /** Normalised headings and labels of the template: each of them begins another section. */
  readonly landmarks: ReadonlySet<string>;
}

/**
 * The offset at which an introduction's section ends: at the next one of the same kind or above, at another field, or
 * at a landmark.
 */
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

/** A sentence that became a heading only through the rule (`---`) below it is still content. */
function isContent(own: Introduction, other: Introduction, text: string): boolean {
  if (!other.isDoubtful) return false;
  return other.label.split(" ").length > 8 || text.slice(own.contentStart, other.start).trim() === "";
}

/** A label ends the section of a label that looks the same: people also write "**Before:** …" inside an answer. */
function isSibling(own: Introduction, other: Introduction): boolean {
  switch (other.kind) {
    case "bold":
      return other.isAlone || (!own.isAlone && other.mark !== "");
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
  return mark === "?" ? words <= 12 : mark === ":" ? words <= 3 : isGeneral(label);
}
