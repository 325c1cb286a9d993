import { DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import { parseTemplateFields } from "../../src/description/template.ts";

/** A heading of a template, or a heading and its hint. */
export type AskingText = string | readonly [heading: string, hint: string];

/** Texts by what they ask for. */
export interface Asking {
  readonly problem?: readonly AskingText[];
  readonly measure?: readonly AskingText[];
  readonly nothing?: readonly AskingText[];
}

/** What a heading asks for with its hint, which is a comment unless it is a list. */
export function readAsked(text: AskingText): keyof Asking {
  const [heading, hint] = typeof text === "string" ? [text, ""] : text;
  const below = hint === "" || hint.startsWith("-") ? hint : `<!-- ${hint} -->`;
  const body = `## ${heading}\n\n${below}\n\n## Zzz\n`;
  const { problem, measure } = parseTemplateFields({ path: "", body }, DEFAULT_CONFIG.fields);
  return problem ? "problem" : measure ? "measure" : "nothing";
}
