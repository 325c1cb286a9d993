import { FIELDS, type Field, type FieldRuleSet } from "./field.ts";
import { asksForLinkOnly, asksForReason, isChoice, isGeneral } from "./hint-words.ts";
import { listClosedComments, withoutClosedComments } from "./html-comment.ts";
import { type Introduction, LABEL_RANK } from "./introduction.ts";
import { type LabelWords, normaliseLabel, parseLabel } from "./label.ts";
import { isVocabularyPhrase, matchVocabulary } from "./vocabulary.ts";

/** How certain a claim is, most certain first. `nested`: a label in a section that is about something else. */
export const CLAIMED_BY = ["annotation", "config", "vocabulary", "weak", "hint", "nested"] as const;
export type ClaimedBy = (typeof CLAIMED_BY)[number];

/** The field that an introduction asks for, and how it was recognised. */
export interface Claim {
  readonly field: Field;
  readonly by: ClaimedBy;
}

export interface ClaimContext {
  readonly introductions: readonly Introduction[];
  readonly index: number;
  readonly text: string;
  readonly fields: FieldRuleSet;
  /** In a description only the comments left from a template are hints; the rest is the author's text. */
  readonly isDescription: boolean;
}

/** Finds what an introduction asks for: by its annotation, the configuration, its own words, or the hint below it. */
export function findClaim(context: ClaimContext): Claim | null {
  const introduction = context.introductions[context.index];
  if (!introduction) return null;
  if (introduction.annotation !== null) return { field: introduction.annotation, by: "annotation" };
  const words = parseLabel(introduction.label);
  const configured = findConfigured(words, context.fields);
  if (configured) return { field: configured, by: "config" };
  const hint = hintUnder(context);
  return claimByWords(introduction, words, hint, context) ?? claimByHint(introduction, words, hint);
}

/** The field for which the configuration lists this heading. */
function findConfigured(words: LabelWords, fields: FieldRuleSet): Field | undefined {
  return FIELDS.find((field) => fields[field].headings.some((heading) => normaliseLabel(heading) === words.whole));
}

function claimByWords(
  introduction: Introduction,
  words: LabelWords,
  hint: string,
  context: ClaimContext,
): Claim | null {
  if (!isLabelLike(introduction, words, context)) return null;
  const match = matchVocabulary(words);
  if (!match) return null;
  if (match.field !== "problem") return { field: match.field, by: byStrength(match.strength) };
  if (isChoice(hint) || (match.strength === "weak" && asksForLinkOnly(hint))) return null;
  if (!isAside(introduction, context)) return { field: "problem", by: byStrength(match.strength) };
  return isVocabularyPhrase(words) ? { field: "problem", by: "nested" } : null;
}

function byStrength(strength: "strong" | "weak"): ClaimedBy {
  return strength === "strong" ? "vocabulary" : "weak";
}

/**
 * Plain lines, items and cells are mostly prose. They count only when they are exactly a vocabulary phrase, or a
 * question that stands alone.
 */
function isLabelLike(introduction: Introduction, words: LabelWords, context: ClaimContext): boolean {
  const { kind, mark, isAlone, isDoubtful } = introduction;
  if (isDoubtful) return false;
  if (kind === "heading" || (kind === "bold" && (isAlone || mark !== "")) || isVocabularyPhrase(words)) return true;
  if (kind === "cell" || (kind === "list" && mark !== "")) return true;
  return mark === "?" && isAlone && words.whole.split(" ").length <= 10 && !followsHeading(introduction, context);
}

/** A question directly below a heading is the hint of that heading. */
function followsHeading(introduction: Introduction, { introductions, index, text }: ClaimContext): boolean {
  const previous = introductions[index - 1];
  if (previous?.kind !== "heading") return false;
  return withoutClosedComments(text.slice(previous.contentStart, introduction.start)).trim() === "";
}

/** A label such as "Reason:" in a section that asks for something else gives the reason for that. */
function isAside(introduction: Introduction, { introductions, index }: ClaimContext): boolean {
  if (introduction.rank < LABEL_RANK) return false;
  const around = introductions.slice(Math.max(0, index - 60), index).findLast(({ kind }) => kind === "heading");
  if (!around || around.rank === 1) return false;
  const words = parseLabel(around.label);
  return !isGeneral(words.whole) && matchVocabulary(words)?.field !== "problem";
}

function claimByHint(introduction: Introduction, words: LabelWords, hint: string): Claim | null {
  if (introduction.kind === "line" || introduction.kind === "cell" || isChoice(hint)) return null;
  if (!words.variants.some(isGeneral)) return null;
  return asksForReason(hint) ? { field: "problem", by: "hint" } : null;
}

/** In characters; a longer text is not a hint. */
const LONGEST_HINT = 1_500;
const LONGEST_SECTION = 20_000;

/**
 * The template's text between a heading and the next. A comment directly above the next heading belongs to that one.
 */
function hintUnder({ introductions, index, text, isDescription }: ClaimContext): string {
  const introduction = introductions[index];
  const next = introductions.slice(index + 1, index + 200).find(endsHint);
  const from = introduction?.contentStart ?? 0;
  const section = text.slice(from, Math.min(next?.start ?? text.length, from + LONGEST_SECTION));
  const hint = withoutHugging(section);
  return (isDescription ? listComments(hint) : hint).slice(0, LONGEST_HINT);
}

/** Questions in a list and plain lines do not end a hint: they are hints themselves. */
function endsHint({ kind, mark, isAlone }: Introduction): boolean {
  return kind === "heading" || (kind === "bold" && (isAlone || mark !== "")) || (kind === "list" && mark === ":");
}

/** In characters: enough for the blanks after a comment. */
const LONGEST_TAIL = 20;

/** Removes the comments on the last lines, when a blank line separates them from what is above. */
function withoutHugging(section: string): string {
  const end = section.lastIndexOf("\n");
  const isMarks = /^[ \t>#*_-]*$/.test(section.slice(end + 1));
  // Most sections do not end so, and are not taken apart.
  if (!isMarks || !/-->[ \t\r]*$/.test(section.slice(Math.max(0, end - LONGEST_TAIL), end))) return section;
  const lines = section.split("\n");
  let first = lines.length - 1;
  while (lines[first - 1]?.trimEnd().endsWith("-->")) {
    const start = lines.findLastIndex((line, index) => index < first && line.includes("<!--"));
    if (start === -1 || !/^[ \t]*<!--/.test(lines[start] ?? "")) return section;
    first = start;
  }
  const isHugging = first < lines.length - 1 && first >= 2 && lines[first - 1]?.trim() === "";
  return isHugging ? `${lines.slice(0, first - 1).join("\n")}\n` : section;
}

function listComments(text: string): string {
  let words = "";
  for (const { inner } of listClosedComments(text)) {
    if (words.length > LONGEST_HINT) break;
    words += ` ${inner}`;
  }
  return words.slice(1);
}
