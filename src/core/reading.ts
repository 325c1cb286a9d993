import type { Config } from "./config.ts";
import { type Content, findContent, NO_TEMPLATE, readTemplateText } from "./content.ts";
import { FIELDS, type Field } from "./field.ts";
import { type Introduction, listIntroductions } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";
import { blankFrontMatter } from "./markdown.ts";
import { weighAnswer } from "./non-answer.ts";
import { claimByHint, claimByWords, parseTemplate, type Template, type TemplateFields } from "./template.ts";

/** Why a field counts as missing; render/reading.ts puts it into words. */
export type MissingReason =
  | "no-heading"
  | "empty"
  | "template-text"
  | "only-a-comment"
  | "untouched-boxes"
  | "non-answer"
  | "no-reason"
  | "not-allowed";

/** One field as the author left it. `heading` is what introduced it in the description, null when nothing did. */
export type FieldReading =
  | { readonly state: "filled"; readonly text: string; readonly heading: string }
  | {
      readonly state: "missing";
      readonly why: MissingReason;
      /** The words behind the reason where there are any, such as the author's "TBD". */
      readonly found: string | null;
      readonly heading: string | null;
    }
  | { readonly state: "not-applicable"; readonly reason: string | null; readonly heading: string };

/** The parse of one description. */
export interface Reading {
  /** Path of the template the description resembles most, null without any. */
  readonly template: string | null;
  readonly fields: { readonly [F in Field]: FieldReading };
}

export interface ReadingInput {
  readonly body: string;
  readonly templates: readonly Template[];
  readonly fields: Config["fields"];
}

/** Reads what the author wrote under each field. Never throws; 65,536 characters of anything are normal input. */
export function readDescription({ body, templates, fields }: ReadingInput): Reading {
  const text = blankFrontMatter(body);
  const introductions = listIntroductions(text);
  const chosen = chooseTemplate(introductions, templates);
  const asked = chosen ? parseTemplate(chosen.template, fields) : NOTHING_ASKED;
  const templateText = chosen ? readTemplateText(blankFrontMatter(chosen.template.body)) : NO_TEMPLATE;
  const claimed = introductions.map((introduction, index) => {
    const until = introductions[index + 1]?.start ?? text.length;
    return (
      findField(introduction, asked, fields) ??
      findFieldByComment(introduction, text.slice(introduction.contentStart, until))
    );
  });

  const read = (field: Field): FieldReading => {
    const readings = introductions.flatMap((introduction, index) => {
      if (claimed[index] !== field) return [];
      const section = text.slice(introduction.contentStart, findEnd(introductions, claimed, index, text.length));
      return [readSection(introduction, findContent(section, templateText), fields[field])];
    });
    return (
      readings.find(({ state }) => state === "filled") ??
      readings.find(({ state }) => state === "not-applicable") ??
      readings[0] ??
      missing(asked[field])
    );
  };
  return {
    template: chosen?.template.path ?? null,
    fields: { problem: read("problem"), measure: read("measure"), "check-back": read("check-back") },
  };
}

const NOTHING_ASKED: TemplateFields = { problem: null, measure: null, "check-back": null };

function missing(asked: TemplateFields[Field]): FieldReading {
  return { state: "missing", why: "no-heading", found: null, heading: asked?.heading ?? null };
}

interface Chosen {
  readonly template: Template;
}

/** The template whose headings the description has most of; the first one where none has any. */
function chooseTemplate(introductions: readonly Introduction[], templates: readonly Template[]): Chosen | null {
  const labels = new Set(introductions.map(({ label }) => normaliseLabel(label)));
  let best: { template: Template; score: number } | null = null;
  for (const template of templates) {
    const own = [
      ...new Set(listIntroductions(blankFrontMatter(template.body)).map(({ label }) => normaliseLabel(label))),
    ];
    const shared = own.filter((label) => labels.has(label)).length;
    // Of two that share as much, the one that has less besides is the nearer.
    const score = shared - own.length / 1_000;
    if (!best || score > best.score) best = { template, score };
  }
  return best && { template: best.template };
}

/** Which field an introduction is for: by its annotation, the template's own words, the configuration, the vocabulary. */
function findField(introduction: Introduction, asked: TemplateFields, fields: Config["fields"]): Field | null {
  const words = normaliseLabel(introduction.label);
  const byTemplate = FIELDS.find(
    (field) => asked[field] !== null && normaliseLabel(asked[field]?.heading ?? "") === words,
  );
  if (introduction.annotation === null && byTemplate !== undefined && words !== "") return byTemplate;
  return claimByWords(introduction, fields)?.field ?? null;
}

/** Where the template is not known, the hint it left in a comment says what a general heading asks for. */
function findFieldByComment(introduction: Introduction, section: string): Field | null {
  const comments = [...section.matchAll(/<!--([\s\S]*?)-->/g)].map((match) => match[1] ?? "");
  return comments.length === 0 ? null : (claimByHint(introduction, comments.join(" ").slice(0, 600))?.field ?? null);
}

/**
 * Where the section of an introduction ends: at the next one of its rank or above, or at the next field. Other
 * sub-headings, and labels that are only prose with a colon, belong to it.
 */
function findEnd(
  introductions: readonly Introduction[],
  claimed: readonly (Field | null)[],
  index: number,
  length: number,
): number {
  const own = introductions[index];
  if (!own) return length;
  const next = introductions.find((other, at) => {
    if (at <= index || other.start < own.contentStart) return false;
    if (claimed[at] !== null) return true;
    return other.kind !== "line" && other.kind !== "list" && other.kind !== "cell" && other.rank <= own.rank;
  });
  return Math.min(next?.start ?? length, own.limit, length);
}

/** What a section says, by the rules for "not applicable" in force. */
function readSection({ label: heading }: Introduction, content: Content, rules: Config["fields"][Field]): FieldReading {
  if (content.text === "") return { state: "missing", why: content.why, found: null, heading };
  const amount = weighAnswer(content.text);
  switch (amount.kind) {
    case "answer":
      return { state: "filled", text: content.text, heading };
    case "non-answer":
      return { state: "missing", why: "non-answer", found: amount.found, heading };
    case "not-applicable":
      return readNotApplicable(heading, amount.reason, "not-applicable" in rules ? rules["not-applicable"] : "allowed");
  }
}

function readNotApplicable(
  heading: string,
  reason: string | null,
  rule: Config["fields"]["problem"]["not-applicable"],
): FieldReading {
  if (rule === "forbidden") return { state: "missing", why: "not-allowed", found: null, heading };
  if (rule === "with-reason" && reason === null) return { state: "missing", why: "no-reason", found: null, heading };
  return { state: "not-applicable", reason, heading };
}
