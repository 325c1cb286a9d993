import { CLAIMED_BY, type Claim, findClaim } from "./claim.ts";
import type { Field, FieldRuleSet } from "./field.ts";
import type { Introduction } from "./introduction.ts";
import { normaliseLabel, parseLabel } from "./label.ts";
import { listIntroductions } from "./list-introductions.ts";
import { blankFrontMatter } from "./markdown.ts";
import { parseTemplateText, type TemplateText } from "./template-text.ts";
import { matchVocabulary } from "./vocabulary.ts";

/** A pull-request template on a default branch. */
export interface Template {
  /** Path in its repository, or only the file name when GitHub returns no more. */
  readonly path: string;
  readonly body: string;
}

/** How a heading was recognised as a field, in order of precedence. */
export type RecognisedBy = "annotation" | "config" | "vocabulary" | "hint";

/** A field, as a template introduces it. */
export interface TemplateField {
  /** The heading or label as a reader sees it. */
  readonly heading: string;
  readonly by: RecognisedBy;
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
  const parsed = remembered.get(key) ?? parseUncached(template, fields);
  // Deleting and inserting it again makes it the newest entry.
  remembered.delete(key);
  remembered.set(key, parsed);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return parsed;
}

const MOST_REMEMBERED = 200;
const remembered = new Map<string, ParsedTemplate>();

function parseUncached(template: Template, fields: FieldRuleSet): ParsedTemplate {
  const body = blankFrontMatter(template.body);
  const introductions = listIntroductions(body);
  const claims = introductions.map((_, index) =>
    findClaim({ introductions, index, text: body, fields, isDescription: false }),
  );
  const find = (field: Field): TemplateField | null => {
    const by = CLAIMED_BY.find((kind) => claims.some((claim) => claim?.field === field && claim.by === kind));
    const heading = introductions[claims.findIndex((claim) => claim?.field === field && claim.by === by)];
    return by && heading ? { heading: heading.label, by: nameRecognition(by) } : null;
  };
  return {
    path: template.path,
    fields: { problem: find("problem"), measure: find("measure"), "check-back": find("check-back") },
    claims: mapClaims(introductions, claims),
    introductions,
    text: parseTemplateText(body),
  };
}

function nameRecognition(by: Claim["by"]): RecognisedBy {
  return by === "weak" || by === "nested" ? "vocabulary" : by;
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
    if (claim === null && introduction.kind === "line" && matchVocabulary(parseLabel(introduction.label))) continue;
    if (label !== "" && !map.get(label)) map.set(label, claim);
  }
  return map;
}
