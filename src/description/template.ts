import { type Claim, findClaim, type RecognisedBy } from "./claim.ts";
import type { Field, FieldRuleSet } from "./field.ts";
import type { Introduction } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";
import { listIntroductions } from "./list-introductions.ts";
import { blankFrontMatter } from "./markdown.ts";
import { rememberRecent } from "./remember.ts";
import { readLabel } from "./request/label-request.ts";
import { parseTemplateText, type TemplateText } from "./template-text.ts";

/** A pull-request template on a default branch. */
export interface Template {
  /** Path in its repository, or only the file name when GitHub returns no more. */
  readonly path: string;
  readonly body: string;
}

/** A field, as a template introduces it. */
export interface TemplateField {
  /** The heading or label as a reader sees it. */
  readonly heading: string;
  readonly by: RecognisedBy;
}

/** A heading or label that may ask for a field. The one with the best score does. */
export interface Candidate extends TemplateField {
  /** How certain it is; description/claim.ts has the scale. */
  readonly score: number;
}

export type TemplateFields = { readonly [F in Field]: TemplateField | null };

/** Finds the headings and labels of a template that ask for our fields. Never throws. */
export function parseTemplateFields(template: Template, fields: FieldRuleSet): TemplateFields {
  return parseTemplate(template, fields).fields;
}

/** Everything about a template that helps to parse a description made from it. */
export interface ParsedTemplate {
  readonly path: string;
  readonly fields: TemplateFields;
  /** Best first; the first one is the field. */
  readonly candidates: { readonly [F in Field]: readonly Candidate[] };
  /** What each of its headings and labels, normalised, asks for; null for those that ask for none of our fields. */
  readonly claims: ReadonlyMap<string, Claim | null>;
  readonly introductions: readonly Introduction[];
  readonly text: TemplateText;
}

/**
 * Parses a template, for its fields and for the descriptions made from it. The most recent results are cached: a
 * template is needed for every description made from it, and is longer than most of them.
 */
export function parseTemplate(template: Template, fields: FieldRuleSet): ParsedTemplate {
  const key = JSON.stringify([template.path, template.body, fields]);
  return recent(key, () => parseUncached(template, fields));
}

const recent = rememberRecent<ParsedTemplate>(200);

function parseUncached(template: Template, fields: FieldRuleSet): ParsedTemplate {
  const body = blankFrontMatter(template.body);
  const introductions = listIntroductions(body);
  const claims = introductions.map((_, index) =>
    findClaim({ introductions, index, text: body, fields, isDescription: false }),
  );
  const list = (field: Field) => listCandidates(field, introductions, claims);
  const candidates = { problem: list("problem"), measure: list("measure"), "check-back": list("check-back") };
  const find = (field: Field) => toField(candidates[field][0]);
  return {
    path: template.path,
    fields: { problem: find("problem"), measure: find("measure"), "check-back": find("check-back") },
    candidates,
    claims: mapClaims(introductions, claims),
    introductions,
    text: parseTemplateText(body),
  };
}

function listCandidates(
  field: Field,
  introductions: readonly Introduction[],
  claims: readonly (Claim | null)[],
): readonly Candidate[] {
  const candidates = introductions.flatMap(({ label }, index) => {
    const claim = claims[index];
    return claim?.field === field ? [{ heading: label, by: claim.by, score: claim.score }] : [];
  });
  return candidates.toSorted((one, other) => other.score - one.score);
}

function toField(best: Candidate | undefined): TemplateField | null {
  return best ? { heading: best.heading, by: best.by } : null;
}

/**
 * What each heading and label asks for. Plain lines of a template are usually hints and prose, and say nothing about
 * the headings of a description.
 */
function mapClaims(
  introductions: readonly Introduction[],
  claims: readonly (Claim | null)[],
): ReadonlyMap<string, Claim | null> {
  const map = new Map<string, Claim | null>();
  for (const [index, introduction] of introductions.entries()) {
    const label = normaliseLabel(introduction.label);
    const claim = claims[index] ?? null;
    if (claim === null && introduction.kind === "line" && asksForAnything(introduction.label)) continue;
    if (label !== "" && !map.get(label)) map.set(label, claim);
  }
  return map;
}

function asksForAnything(label: string): boolean {
  return Object.values(readLabel(label).asked).some((strength) => strength !== null);
}
