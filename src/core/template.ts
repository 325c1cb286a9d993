import type { Config } from "./config.ts";
import type { Field } from "./field.ts";

/** A pull-request template as it stands on a default branch. */
export interface Template {
  /** Path in its repository, or the bare file name where GitHub tells no more. */
  readonly path: string;
  readonly body: string;
}

/** How a heading was recognised as a field, in order of precedence. */
export type RecognisedBy = "annotation" | "config" | "vocabulary" | "hint";

/** A field as a template introduces it. */
export interface TemplateField {
  /** The heading or label as a reader sees it. */
  readonly heading: string;
  readonly by: RecognisedBy;
}

export type TemplateFields = { readonly [F in Field]: TemplateField | null };

/** Finds which headings and labels of a template ask the questions we look after. Never throws. */
export declare function parseTemplate(template: Template, fields: Config["fields"]): TemplateFields;
