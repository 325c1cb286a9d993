import { FIELDS, type Field } from "../../description/field.ts";
import { parseDescription } from "../../description/parsed-description.ts";
import { type ParsedTemplate, parseTemplate, type Template } from "../../description/template.ts";
import { planTemplate, type TemplatePlan } from "../../description/template-place.ts";
import { parseTemplateStyle, renderSection, type TemplateStyle } from "../../description/template-style.ts";
import type { Config } from "../config/config.ts";

/** How a template asks for a field. */
export interface Question {
  readonly heading: string;
  /** Becomes a comment under the heading, which only authors see. */
  readonly hint: string;
}

export interface AddedFields {
  readonly body: string;
  readonly fields: readonly Field[];
  /** The position of what was added; without it, the text is the old one. */
  readonly block: { readonly start: number; readonly end: number };
}

export interface Adding {
  readonly fields: Config["fields"];
  readonly questions: { readonly [F in Field]: Question };
}

/**
 * Adds the fields a template lacks, as one block, where authors look, in the template's own style. Nothing else
 * changes, and the result is parsed to verify it: the fields are found, empty ones count as empty, answers as answers.
 * Null when nothing is missing, or when no place passes this check.
 */
export function addFields(template: Template, { fields, questions }: Adding): AddedFields | null {
  const before = parseTemplate(template, fields);
  const missing = FIELDS.filter((field) => isWanted(field, fields) && before.fields[field] === null);
  if (missing.length === 0) return null;
  const plan = planTemplate(template.body, before);
  for (const added of listCandidates(template.body, plan, { missing, questions })) {
    if (isGood(added, { template, before, fields, questions })) return added;
  }
  return null;
}

/** The measure is always wanted: without it there is nothing to follow up on. A check-back date needs no field. */
function isWanted(field: Field, fields: Config["fields"]): boolean {
  return field === "measure" || (field === "problem" && fields.problem.required);
}

interface Missing {
  readonly missing: readonly Field[];
  readonly questions: Adding["questions"];
}

/** The best place and the template's own style first, then more robust and less elegant ones. */
function* listCandidates(body: string, { sections, places }: TemplatePlan, missing: Missing): Generator<AddedFields> {
  for (const isAnnotated of [false, true]) {
    for (const isPlain of [false, true]) {
      for (const { at, rank } of [...places, ...listBelowTitle(places)]) {
        const own = parseTemplateStyle(body, sections, rank);
        yield insert(body, at, { ...missing, style: isPlain ? { ...own, ...PLAIN } : own, isAnnotated });
      }
    }
  }
}

/** Beside a heading of the first rank, the only other one is a title no more, and the lines below it are its hint. */
function listBelowTitle(places: TemplatePlan["places"]): TemplatePlan["places"] {
  return places.filter(({ rank }) => rank === 1).map((place) => ({ ...place, rank: 2 }));
}

const PLAIN = { kind: "atx", isBold: false, isClosed: false, isTight: false } as const;

interface Form extends Missing {
  readonly style: TemplateStyle;
  /** Adds an annotation where a heading alone would be ambiguous. */
  readonly isAnnotated: boolean;
}

function insert(body: string, at: number, { missing, questions, style, isAnnotated }: Form): AddedFields {
  const { lineEnd } = style;
  const sections = missing.map((field) => {
    const annotation = isAnnotated ? `<!-- outcome: ${field} -->${lineEnd}` : "";
    return annotation + renderSection(questions[field], style);
  });
  const [before, after] = [body.slice(0, at), body.slice(at)];
  const text = sections.join(lineEnd.repeat(2));
  const block = leadIn(before, lineEnd) + text + leadOut(after, lineEnd);
  return { body: before + block + after, fields: missing, block: { start: at, end: at + block.length } };
}

/** The line breaks that make a blank line before the block. */
function leadIn(before: string, lineEnd: string): string {
  if (before.replace(/^\uFEFF/, "").trim() === "") return "";
  const gap = before.slice(before.trimEnd().length);
  const breaks = gap.match(/\r\n|\n|\r/g) ?? [];
  return lineEnd.repeat(Math.max(0, 2 - breaks.length));
}

function leadOut(after: string, lineEnd: string): string {
  if (after === "" || /^[ \t]*(?:\r\n|\n|\r)/.test(after)) return lineEnd;
  return lineEnd.repeat(2);
}

interface Check extends Adding {
  readonly template: Template;
  readonly before: ParsedTemplate;
}

/**
 * Parses the new template as the app will: nothing found before may be lost, and the added fields must be answerable.
 */
function isGood(added: AddedFields, { template, before, fields, questions }: Check): boolean {
  const after = { path: template.path, body: added.body };
  const found = parseTemplate(after, fields).fields;
  const isFound = FIELDS.every((field) => {
    const expected = added.fields.includes(field) ? questions[field].heading : before.fields[field]?.heading;
    return found[field]?.heading === expected;
  });
  if (!isFound) return false;
  const read = (body: string) => parseDescription({ body, templates: [after], fields }).fields;
  const untouched = read(added.body);
  const answered = read(answer(added, questions));
  return added.fields.every((field) => {
    const parsed = answered[field];
    return untouched[field].state === "missing" && parsed.state === "filled" && parsed.text === ANSWER;
  });
}

const ANSWER = "The weekly export takes four hours, and one of three fails.";

/** A description that answers the added questions. */
function answer({ body, fields, block }: AddedFields, questions: Adding["questions"]): string {
  const filled = fields.reduce(
    (text, field) => text.replace(`<!-- ${questions[field].hint} -->`, ANSWER),
    body.slice(block.start, block.end),
  );
  return body.slice(0, block.start) + filled + body.slice(block.end);
}
