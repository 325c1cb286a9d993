import type { Config } from "../core/config/config.ts";
import type { RecognisedBy } from "../description/claim.ts";
import { FIELDS, type Field } from "../description/field.ts";
import { type ParsedTemplate, parseTemplate, type TemplateFields } from "../description/template.ts";
import { quotePlain } from "../render/neutral.ts";
import { FIELD_PHRASES } from "../render/words.ts";
import { alignRows } from "./align.ts";
import { mapFields } from "./field-keys.ts";
import { loadConfig } from "./load-config.ts";
import { readText, refuseSecondStdin } from "./read-text.ts";
import { type ExitCode, printJson, type Terminal } from "./terminal.ts";

export interface TemplateOptions {
  readonly config?: string;
  readonly json?: boolean;
}

interface ReadTemplate {
  readonly file: string;
  readonly template: ParsedTemplate;
}

/**
 * `template`: says which headings of a template ask for what. Ends with 0 when every template asks for what is
 * required.
 */
export async function runTemplate(
  files: readonly string[],
  options: TemplateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  refuseSecondStdin([...files, options.config ?? ""]);
  const config = await loadConfig(options.config, terminal);
  const read: ReadTemplate[] = [];
  for (const file of files) {
    read.push({ file, template: parseTemplate({ path: file, body: await readText(file) }, config.fields) });
  }

  if (options.json) printJson(read.map(describeTemplate), terminal);
  else terminal.print(read.map((one) => renderTemplate(one, config)).join("\n\n"));
  return read.some(({ template }) => listMissing(template.fields, config).length > 0) ? 1 : 0;
}

/** As in core/config/settings.ts, the measure is always required: without it there is nothing to follow up on. */
function listMissing(fields: TemplateFields, config: Config): readonly Field[] {
  return FIELDS.filter((field) => fields[field] === null && (field === "measure" || config.fields[field].required));
}

/** The best candidate for each field, and the others below it. */
function describeTemplate({ file, template }: ReadTemplate): object {
  const describeField = (field: Field) => {
    const [best, ...runnersUp] = template.candidates[field];
    return best ? { ...best, runnersUp } : null;
  };
  return { file, fields: mapFields(describeField) };
}

function renderTemplate({ file, template: { fields } }: ReadTemplate, config: Config): string {
  const missing = listMissing(fields, config);
  const verdict =
    missing.length === 0
      ? "asks every required question"
      : `does not ask: ${missing.map((field) => FIELD_PHRASES[field]).join(", ")}`;
  const rows = FIELDS.map((field) => {
    const found = fields[field];
    if (found) return [field, quotePlain(found.heading, 80), BY_WORDS[found.by]];
    return [field, missing.includes(field) ? "MISSING" : "not asked"];
  });
  return [`${file}: ${verdict}`, ...alignRows(rows)].join("\n");
}

const BY_WORDS: { readonly [B in RecognisedBy]: string } = {
  annotation: "by its annotation",
  config: "by the configuration",
  vocabulary: "by its words",
  hint: "by the hint under it",
};
