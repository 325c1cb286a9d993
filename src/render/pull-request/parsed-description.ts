import type { Field } from "../../description/field.ts";
import type { ParsedDescription, ParsedField } from "../../description/parsed-description.ts";
import { neutralise, quoteInline } from "../neutral.ts";
import { FIELD_HEADINGS } from "../words.ts";

/** Renders what was understood, field by field, as the table in a check's summary. */
export function renderParsedDescription(parsed: ParsedDescription, fields: readonly Field[]): string {
  const rows = fields.map((field) => {
    const found = parsed.fields[field];
    const heading = quoteInline(found.heading ?? FIELD_HEADINGS[field], 80);
    return `| ${heading} | ${renderField(found)} |`;
  });
  return ["| Question | Answer |", "| --- | --- |", ...rows].join("\n");
}

function renderField(found: ParsedField): string {
  switch (found.state) {
    case "filled":
      return quoteInline(found.text, 200);
    case "not-applicable":
      return found.reason === null ? "N/A" : `N/A: ${quoteInline(found.reason, 200)}`;
    case "missing":
      return `**Missing** – ${renderMissing(found)}`;
  }
}

/** Renders why a field counts as missing, as a person would say it. */
export function renderMissing({ why, found }: Extract<ParsedField, { state: "missing" }>): string {
  switch (why) {
    case "no-heading":
      return "the description has no such heading";
    case "empty":
      return "the section is empty";
    case "template-text":
      return "the template text hasn't been replaced";
    case "only-a-comment":
      return "there's only a hidden HTML comment";
    case "untouched-boxes":
      return "no checkbox is ticked";
    case "non-answer":
      return found ? `“${quoteInline(found, 40)}” is a placeholder` : "not answered yet";
    case "no-reason":
      return "marked N/A without a reason";
    case "unread":
      return "the description took too long to be read";
    case "not-allowed":
      return "N/A isn't accepted in this repository";
  }
}

/** Renders a heading of the repository's template, for use as a heading of ours. */
export function renderHeading(found: ParsedField, field: Field): string {
  return neutralise(found.heading ?? FIELD_HEADINGS[field])
    .replace(/\s+/g, " ")
    .trim();
}
