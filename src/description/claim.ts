import { FIELDS, type Field, type FieldRuleSet } from "./field.ts";
import { findBelow, findHint, type HintPlace } from "./hint.ts";
import { type Introduction, LABEL_RANK } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";
import { canAsk, canBeHinted } from "./label-like.ts";
import type { Slot } from "./languages/slot.ts";
import { type HintRequest, isChecklist, readHint } from "./request/hint-request.ts";
import { type LabelRequest, readLabel } from "./request/label-request.ts";
import type { Strength } from "./request/requests.ts";
import { readAround } from "./surroundings.ts";

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

/** What is known of an introduction when it is scored for one field. */
interface Evidence {
  readonly place: HintPlace;
  readonly introduction: Introduction;
  readonly label: LabelRequest;
  readonly hint: HintRequest;
  /** The heading of the section that it is in; null without one. */
  readonly around: LabelRequest | null;
  /** What its words ask for by themselves. */
  readonly asked: Strength | null;
}

function scoreClaims(introduction: Introduction, place: HintPlace): readonly Claim[] {
  const label = readLabel(introduction.label);
  const [asks, isSection] = [canAsk(introduction, label, place), canBeHinted(introduction, label, place)];
  if (!asks && !isSection) return [];
  const hint = readHint(findHint(place));
  const around = readAround(place);
  return FIELDS.flatMap((field): readonly Claim[] => {
    const asked = asks && !isUnaccompanied(introduction, label, hint) ? label.asked[field] : null;
    const hinted = isSection || asked ? findHinted(field, asked, { label, hint, place }) : null;
    if (asked === null && hinted === null) return [];
    const weight = weigh(WEIGHTS[field], { place, introduction, label, hint, around, asked });
    const score = LABEL[asked ?? label.kind] + (hinted ? HINT[hinted] : 0) + weight;
    return score >= ENOUGH[field] ? [{ field, by: asked ? "vocabulary" : "hint", score }] : [];
  });
}

/** One loose word never asks in a table, and in a list only with a hint. */
function isUnaccompanied({ kind }: Introduction, label: LabelRequest, hint: HintRequest): boolean {
  return label.isLoose && (kind === "cell" || (kind === "list" && hint.isEmpty));
}

/** What the hint asks for: by its words, or by what it asks for together with its heading. */
function findHinted(
  field: Field,
  asked: Strength | null,
  { label, hint, place }: Pick<Evidence, "label" | "hint" | "place">,
): Strength | null {
  if (hint.asked[field]) return hint.asked[field];
  // "What should change?" with "a number, and by when".
  if (field === "measure" && hint.asksForNumber && isChangeToCome(label)) return "strong";
  return askedByAnswer(field, asked, label, place);
}

function isChangeToCome({ slots }: LabelRequest): boolean {
  const isToCome = slots.has("what") && (slots.has("will") || slots.has("should"));
  return isToCome && (slots.has("vary") || slots.has("move"));
}

/** "Monitoring" in a description has company when its own text says what will be watched after the release. */
function askedByAnswer(
  field: Field,
  asked: Strength | null,
  { slots }: LabelRequest,
  place: HintPlace,
): Strength | null {
  if (field !== "measure" || asked !== "weak" || !place.isDescription) return null;
  if (!MAY_BE_MEASURED.some((slot) => slots.has(slot))) return null;
  return readHint(findHint({ ...place, isDescription: false })).asked.measure === "strong" ? "strong" : null;
}

const MAY_BE_MEASURED: readonly Slot[] = ["monitor", "metric", "impact", "success"];

/** What a claim gains or loses by what stands around the words that ask. */
interface Weight {
  readonly points: number;
  readonly when: (evidence: Evidence) => boolean;
}

const NEVER = -200;
const TURNED = -50;

const WEIGHTS: { readonly [F in Field]: readonly Weight[] } = {
  problem: [
    { points: NEVER, when: ({ hint }) => hint.isChoice },
    // Why not, or why in this way.
    { points: TURNED, when: ({ hint }) => hint.asksWhyElse && hint.asked.problem === null },
    // A ticket is asked for.
    {
      points: TURNED,
      when: ({ hint, asked }) => asked !== "strong" && hint.asksForLink && hint.asked.problem === null,
    },
    // "Why" below "Solution" is why in this way.
    { points: TURNED, when: ({ introduction, around }) => !isLabel(introduction) && isAboutApproach(around) },
    // "Reason:" in a section that asks for something else gives the reason for that.
    { points: TURNED, when: (evidence) => isAside(evidence) && evidence.label.isPhrase },
    { points: NEVER, when: (evidence) => isAside(evidence) && !evidence.label.isPhrase },
  ],
  measure: [
    { points: NEVER, when: isAmongTests },
    { points: NEVER, when: isTickedOff },
    // "Success criteria" may be those of a review; a metric or an outcome is not.
    { points: TURNED, when: ({ label }) => isTurned(label) && label.slots.has("criterion") },
    { points: TURNED, when: isHintTurned },
    { points: TURNED, when: ({ hint, asked }) => hint.isChoice && asked === "weak" },
    // A label in a section that asks for the measure is a part of it.
    { points: TURNED, when: ({ introduction, around }) => isLabel(introduction) && Boolean(around?.asked.measure) },
    // "Monitoring" under "Deployment" is about what comes after it.
    { points: 20, when: ({ label, around }) => label.slots.has("monitor") && Boolean(around?.slots.has("release")) },
    // How one will know: beside it, an expected impact or a place to watch is the lesser question.
    { points: 5, when: ({ label, asked }) => asked === "strong" && HOW_TO_KNOW.some((slot) => label.slots.has(slot)) },
  ],
  "check-back": [],
};

const HOW_TO_KNOW: readonly Slot[] = ["success", "know", "measure", "gauge"];
const BEFORE_RELEASE: readonly Slot[] = ["test", "before", "past", "stage", "review"];

function weigh(weights: readonly Weight[], evidence: Evidence): number {
  return weights.reduce((sum, { points, when }) => (when(evidence) ? sum + points : sum), 0);
}

function isAboutApproach(around: LabelRequest | null): boolean {
  return around !== null && (["approach", "test", "risk"] as const).some((slot) => around.turning.includes(slot));
}

/** A section about tests or benchmarks has no measure, unless it says that it is about what comes after them. */
function isAmongTests({ label, around }: Evidence): boolean {
  if (around === null || around.asked.measure !== null || label.slots.has("release")) return false;
  return isTurned(around) || around.turning.includes("quality");
}

/** Steps to tick after a release are its checklist. A ticked box says that something was done, not how one will know. */
function isTickedOff({ label: { slots }, hint, place }: Evidence): boolean {
  const isCheck = (slots.has("verify") || slots.has("monitor")) && (slots.has("release") || slots.has("place"));
  if (!isCheck || CAN_BE_MET.some((slot) => slots.has(slot)) || hint.asked.measure === "strong") return false;
  return isChecklist(findBelow(place), place.isDescription);
}

/** What can be written as a list of boxes: numbers and criteria. */
const CAN_BE_MET: readonly Slot[] = ["success", "metric", "impact", "measure", "gauge"];

function isHintTurned({ hint, label, asked }: Evidence): boolean {
  if (!hint.isTurned || hint.asked.measure !== null) return false;
  return asked !== "strong" || label.slots.has("criterion");
}

/** Is it about what comes before a release? */
function isTurned({ turning }: LabelRequest): boolean {
  return turning.some((slot) => BEFORE_RELEASE.includes(slot));
}

function isAside({ introduction, around }: Evidence): boolean {
  return isLabel(introduction) && around !== null && around.kind !== "general" && around.asked.problem === null;
}

function isLabel({ rank }: Introduction): boolean {
  return rank >= LABEL_RANK;
}
