import { chooseTemplate } from "./choose-template.ts";
import { type Claim, type ClaimContext, findClaim } from "./claim.ts";
import { type Content, findContent } from "./content.ts";
import { cutText } from "./cut.ts";
import type { Field, FieldRuleSet, FieldRules } from "./field.ts";
import { blankFooter } from "./footer.ts";
import type { Introduction } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";
import { listIntroductions } from "./list-introductions.ts";
import { blankMachineBlocks } from "./machine-block.ts";
import { blankFrontMatter, isFlattened } from "./markdown.ts";
import type { MissingReason } from "./missing-reason.ts";
import { weighAnswer } from "./non-answer.ts";
import { findSectionEnd, type Outline } from "./section.ts";
import { blankStruck } from "./struck.ts";
import { type ParsedTemplate, parseTemplate, type Template } from "./template.ts";
import { NO_TEMPLATE } from "./template-text.ts";
import { blankToolMarkers } from "./tool-markers.ts";

/** One field as the author left it. `heading` is what introduced it in the description; null when nothing did. */
export type ParsedField =
  | { readonly state: "filled"; readonly text: string; readonly heading: string }
  | {
      readonly state: "missing";
      readonly why: MissingReason;
      /** The words behind the reason, if any, such as the author's "TBD". */
      readonly found: string | null;
      readonly heading: string | null;
    }
  | { readonly state: "not-applicable"; readonly reason: string | null; readonly heading: string };

/** The parsed form of one description. */
export interface ParsedDescription {
  /** Path of the template that the description was made from, or should have been; null without any. */
  readonly template: string | null;
  readonly fields: { readonly [F in Field]: ParsedField };
  /**
   * The text is so deeply nested, or so full of markup, that parts of it were treated as plain text
   * (description/flatten.ts).
   */
  readonly isFlattened: boolean;
}

const UNREAD_FIELD: ParsedField = { state: "missing", why: "unread", found: null, heading: null };

/** Stands for a description that could not be parsed in time: nothing is known about its fields. */
export const UNREAD: ParsedDescription = {
  template: null,
  fields: { problem: UNREAD_FIELD, measure: UNREAD_FIELD, "check-back": UNREAD_FIELD },
  isFlattened: false,
};

/** Could a description not be parsed in time? */
export function isUnread({ fields }: ParsedDescription): boolean {
  return fields.measure.state === "missing" && fields.measure.why === "unread";
}

export interface DescriptionInput {
  readonly body: string;
  readonly templates: readonly Template[];
  readonly fields: FieldRuleSet;
}

/** Parses what the author wrote under each field. Never throws; 65,536 characters of anything are normal input. */
export function parseDescription({ body, templates, fields }: DescriptionInput): ParsedDescription {
  const marked = blankMachineBlocks(blankFrontMatter(cutText(body, LONGEST)), templates);
  const text = blankFooter(blankStruck(blankToolMarkers(marked, templates)));
  const introductions = listIntroductions(text);
  const template = chooseTemplate(
    introductions,
    templates.map((candidate) => parseTemplate(candidate, fields)),
  );
  const claims = introductions.map((_, index) =>
    claimInDescription({ introductions, index, text, fields, isDescription: true }, template),
  );
  const outline: Outline = {
    text,
    introductions,
    fields: claims.map((claim) => claim?.field ?? null),
    landmarks: listLandmarks(template),
  };
  const read = (field: Field) => parseField(field, { outline, claims, template, rules: fields[field] });
  return {
    template: template?.path ?? null,
    fields: { problem: read("problem"), measure: read("measure"), "check-back": read("check-back") },
    isFlattened: isFlattened(body),
  };
}

/** GitHub's limit for a description, in characters. */
const LONGEST = 65_536;

/**
 * Which field an introduction is for: by its annotation, by what the template's heading of the same name asks,
 * otherwise as in any template.
 */
function claimInDescription(context: ClaimContext, template: ParsedTemplate | null): Claim | null {
  const introduction = context.introductions[context.index];
  if (!introduction) return null;
  if (introduction.annotation !== null) return findClaim(context);
  const label = normaliseLabel(introduction.label);
  const known = template?.claims.get(label);
  if (known === undefined || label === "") return findClaim(context);
  return known?.by === "hint" && asksByWords(template, known.field) ? null : known;
}

/** A section recognised by its hint does not answer where another heading asks by its own words. */
function asksByWords(template: ParsedTemplate | null, field: Field): boolean {
  return template?.fields[field] !== null && template?.fields[field].by !== "hint";
}

/**
 * The headings and labels that begin a section. Plain lines of a template are among them only if one of its fields is
 * such a line.
 */
function listLandmarks(template: ParsedTemplate | null): ReadonlySet<string> {
  if (!template) return new Set();
  const claimsLine = template.introductions.some(
    ({ kind, label }) => kind === "line" && template.claims.get(normaliseLabel(label)),
  );
  const marks = template.introductions.filter(({ kind }) => (kind === "line" ? claimsLine : kind !== "cell"));
  return new Set(marks.map(({ label }) => normaliseLabel(label)).filter((label) => label !== ""));
}

/** The score of the heading that the template asks under: no other one is more certain. */
const CERTAIN = 1_000;

interface FieldContext {
  readonly outline: Outline;
  readonly claims: readonly (Claim | null)[];
  readonly template: ParsedTemplate | null;
  readonly rules: FieldRules;
}

/** No template asks the same question more often. This bounds the cost of a description that repeats one heading. */
const MOST_CANDIDATES = 30;

/** When several sections answer one field, the most certain filled one counts. */
function parseField(field: Field, { outline, claims, template, rules }: FieldContext): ParsedField {
  const asked = template?.fields[field] ?? null;
  const primary = normaliseLabel(asked?.heading ?? "");
  const rank = (index: number) =>
    normaliseLabel(outline.introductions[index]?.label ?? "") === primary ? CERTAIN : (claims[index]?.score ?? 0);
  const parsedSections = [...claims.keys()]
    .filter((index) => claims[index]?.field === field)
    .sort((a, b) => rank(b) - rank(a) || a - b)
    .slice(0, MOST_CANDIDATES)
    .flatMap((index) => {
      const introduction = outline.introductions[index];
      if (!introduction) return [];
      const section = outline.text.slice(introduction.contentStart, findSectionEnd(outline, index));
      return [parseSection(introduction, findContent(section, template?.text ?? NO_TEMPLATE), rules)];
    });
  return (
    parsedSections.find(({ state }) => state === "filled") ??
    parsedSections.find(({ state }) => state === "not-applicable") ??
    parsedSections[0] ?? { state: "missing", why: "no-heading", found: null, heading: asked?.heading ?? null }
  );
}

/** Parses a section by the "not applicable" rule of its field. */
function parseSection({ label: heading }: Introduction, content: Content, rules: FieldRules): ParsedField {
  if (content.text === "") return { state: "missing", why: content.why, found: null, heading };
  const amount = weighAnswer(content.text);
  switch (amount.kind) {
    case "answer":
      return { state: "filled", text: content.text, heading };
    case "non-answer":
      return { state: "missing", why: "non-answer", found: amount.found, heading };
    case "not-applicable":
      return parseNotApplicable(heading, amount.reason, rules["not-applicable"] ?? "allowed");
  }
}

function parseNotApplicable(
  heading: string,
  reason: string | null,
  rule: NonNullable<FieldRules["not-applicable"]>,
): ParsedField {
  if (rule === "forbidden") return { state: "missing", why: "not-allowed", found: null, heading };
  if (rule === "with-reason" && reason === null) return { state: "missing", why: "no-reason", found: null, heading };
  return { state: "not-applicable", reason, heading };
}
