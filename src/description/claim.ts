import { FIELDS, type Field, type FieldRuleSet } from "./field.ts";
import { findHint, type HintPlace } from "./hint.ts";
import { withoutClosedComments } from "./html-comment.ts";
import { type Introduction, LABEL_RANK } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";
import type { Slot } from "./languages/slot.ts";
import { type HintRequest, readHint } from "./request/hint-request.ts";
import { type LabelRequest, readLabel } from "./request/label-request.ts";

/** How a heading was recognised as a field. An annotation comes before the configuration, and that before any words. */
export type RecognisedBy = "annotation" | "config" | "vocabulary" | "hint";

/** The field that an introduction asks for, and how it was recognised. */
export interface Claim {
  readonly field: Field;
  readonly by: RecognisedBy;
  /** How certain that is; the best one of a template is its field. */
  readonly score: number;
}

export interface ClaimContext extends HintPlace {
  readonly fields: FieldRuleSet;
}

const ANNOTATED = 300;
const CONFIGURED = 200;
/** What the words of a heading or label are worth. */
const LABEL = { strong: 85, weak: 35, general: 20, other: 10, elsewhere: -50 } as const;
/** What the hint under it adds. */
const HINT = { strong: 45, weak: 10 } as const;
/** What takes away from a claim: another section it is in, a choice, a link, a test. */
const TURNED = -50;
/** What the heading around it may add: "Monitoring" under "Deployment" is about what comes after it. */
const COMPANY = 20;
/** A claim below this is none. For the measure it takes more: a wrong one makes the app ask about nothing. */
const ENOUGH: { readonly [F in Field]: number } = { problem: 35, measure: 45, "check-back": 50 };

/** Finds what an introduction asks for: by its annotation, the configuration, or its own words with the hint about it. */
export function findClaim(context: ClaimContext): Claim | null {
  const introduction = context.introductions[context.index];
  if (!introduction) return null;
  if (introduction.annotation !== null) return { field: introduction.annotation, by: "annotation", score: ANNOTATED };
  const configured = findConfigured(introduction, context.fields);
  if (configured) return { field: configured, by: "config", score: CONFIGURED };
  return scoreClaims(introduction, context).toSorted((one, other) => other.score - one.score)[0] ?? null;
}

/** The field for which the configuration lists this heading. */
function findConfigured({ label }: Introduction, fields: FieldRuleSet): Field | undefined {
  const whole = normaliseLabel(label);
  return FIELDS.find((field) => fields[field].headings.some((heading) => normaliseLabel(heading) === whole));
}

function scoreClaims(introduction: Introduction, context: ClaimContext): readonly Claim[] {
  const label = readLabel(introduction.label);
  const canAsk = isLabelLike(introduction, label, context);
  const canBeHinted = isSection(introduction, label, context);
  if (!canAsk && !canBeHinted) return [];
  const hint = readHint(findHint(context));
  const claim: ClaimEvidence = { introduction, label, hint, context };
  return FIELDS.flatMap((field): readonly Claim[] => {
    const asked = canAsk && !isUnaccompanied(introduction, label, hint) ? label.asked[field] : null;
    const hinted = canBeHinted || asked ? hint.asked[field] : null;
    if (asked === null && hinted === null) return [];
    const score = LABEL[asked ?? label.kind] + (hinted ? HINT[hinted] : 0) + weighPlace(field, asked, claim);
    return score >= ENOUGH[field] ? [{ field, by: asked ? "vocabulary" : "hint", score }] : [];
  });
}

interface ClaimEvidence {
  readonly introduction: Introduction;
  readonly label: LabelRequest;
  readonly hint: HintRequest;
  readonly context: ClaimContext;
}

/** What speaks for or against a claim beside the words that ask. */
function weighPlace(field: Field, asked: "strong" | "weak" | null, evidence: ClaimEvidence): number {
  const { introduction, label, hint, context } = evidence;
  switch (field) {
    case "problem":
      return (
        (hint.isChoice ? 3 * TURNED : 0) +
        (hint.asksWhyElse && hint.asked.problem === null ? TURNED : 0) +
        (asked !== "strong" && hint.asksForLink && hint.asked.problem === null ? TURNED : 0) +
        (isAside(introduction, context) ? (label.isPhrase ? TURNED : 3 * TURNED) : 0)
      );
    case "measure":
      return (
        (hint.isTurned && hint.asked.measure === null && !label.slots.has("how") ? TURNED : 0) +
        (hint.isChoice && asked === "weak" ? TURNED : 0) +
        (label.turned.some((slot) => BEFORE_RELEASE.has(slot)) ? TURNED : 0) +
        (isAmongTests(context) ? 3 * TURNED : 0) +
        (isPartOf("measure", introduction, context) ? TURNED : 0) +
        (label.slots.has("monitor") && isAboutRelease(context) ? COMPANY : 0)
      );
    case "check-back":
      return 0;
  }
}

/**
 * Plain lines, items and cells are mostly prose. They count only when they are nothing but words that ask, or a
 * question that stands alone.
 */
function isLabelLike(introduction: Introduction, label: LabelRequest, context: ClaimContext): boolean {
  const { kind, mark, isAlone, isDoubtful } = introduction;
  if (isDoubtful || (kind === "list" && mark === "")) return false;
  if (kind === "heading" || (kind === "bold" && (isAlone || mark !== "")) || label.isPhrase) return true;
  if (kind === "cell" || kind === "list") return true;
  const words = introduction.label.split(" ").length;
  return mark === "?" && isAlone && words <= 10 && !followsHeading(introduction, context);
}

/** Can a hint alone make it a field? The title of a template, a cell and a line of prose have no hint. */
function isSection(introduction: Introduction, label: LabelRequest, context: ClaimContext): boolean {
  const { kind, isAlone, mark, isDoubtful } = introduction;
  if (isDoubtful || kind === "cell") return false;
  if (kind === "list") return mark === ":";
  if (kind === "line") return isAlone && (mark === ":" || (label.kind === "general" && isBareTitle(context)));
  return label.kind === "general" || !isTitle(context);
}

/** A few words alone on the line above a list, in a template that writes its headings like that. */
function isBareTitle({ introductions, index, text, isDescription }: ClaimContext): boolean {
  const { label = "", contentStart = 0 } = introductions[index] ?? {};
  return (
    !isDescription &&
    label.split(" ").length <= 3 &&
    /^[ \t\r]*\n[ \t]*[-*+][ \t]/.test(text.slice(contentStart, contentStart + 40))
  );
}

/** The only heading of the first rank, above all others. */
function isTitle({ introductions, index }: ClaimContext): boolean {
  const isTop = ({ rank }: Introduction) => rank === 1;
  if (introductions.findIndex(isTop) !== index) return false;
  return introductions.length > 1 && introductions.findLastIndex(isTop) === index;
}

/** One loose word never asks in a table, and in a list only with a hint. */
function isUnaccompanied({ kind }: Introduction, label: LabelRequest, hint: HintRequest): boolean {
  if (!label.isLoose) return false;
  return kind === "cell" || (kind === "list" && hint.isEmpty);
}

/** A question directly below a heading is the hint of that heading. */
function followsHeading(introduction: Introduction, { introductions, index, text }: ClaimContext): boolean {
  const previous = introductions[index - 1];
  if (previous?.kind !== "heading") return false;
  return withoutClosedComments(text.slice(previous.contentStart, introduction.start)).trim() === "";
}

/** A label such as "Reason:" in a section that asks for something else gives the reason for that. */
function isAside(introduction: Introduction, context: ClaimContext): boolean {
  if (introduction.rank < LABEL_RANK) return false;
  const around = findAround(context);
  if (!around || around.rank === 1) return false;
  const { kind, asked } = readLabel(around.label);
  return kind !== "general" && asked.problem === null;
}

/** A section about tests has no measure. */
function isAmongTests(context: ClaimContext): boolean {
  const around = findAround(context);
  if (!around || around.rank === 1) return false;
  const { turned, asked } = readLabel(around.label);
  return asked.measure === null && turned.some((slot) => BEFORE_RELEASE.has(slot));
}

const BEFORE_RELEASE: ReadonlySet<Slot> = new Set(["test", "before", "review"]);

/** A label in a section that asks for the same field is a part of it. */
function isPartOf(field: Field, introduction: Introduction, context: ClaimContext): boolean {
  if (introduction.rank < LABEL_RANK) return false;
  const around = findAround(context);
  return around !== undefined && around.rank > 1 && readLabel(around.label).asked[field] !== null;
}

function isAboutRelease(context: ClaimContext): boolean {
  const around = findAround(context);
  return around !== undefined && readLabel(around.label).slots.has("release");
}

/** The heading of the section that an introduction is in. */
function findAround({ introductions, index }: ClaimContext): Introduction | undefined {
  const rank = introductions[index]?.rank ?? 0;
  return introductions
    .slice(Math.max(0, index - 60), index)
    .findLast((one) => one.kind === "heading" && one.rank < rank);
}
