import { parseTemplateFields } from "../src/description/template.ts";
import { BASELINES } from "./reading-baselines.ts";
import type { LabelledTemplate, Measured } from "./reading-corpus.ts";
import { FIELDS } from "./reading-fields.ts";
import { printScores } from "./reading-print.ts";
import { compare, toRow, type Verdict } from "./reading-score.ts";

/** Prints how well the heading that asks for a field is found in templates. */
export function printTemplates(templates: readonly LabelledTemplate[], field: Measured): void {
  const verdicts = templates.map((template) => {
    const found = parseTemplateFields({ path: template.id, body: template.text }, FIELDS)[field];
    return judgeTemplate(template, field, { heading: found?.heading ?? null, isByHint: found?.by === "hint" });
  });
  printScores(field, verdicts);
  for (const { name, findHeading } of BASELINES) {
    if (findHeading === null) continue;
    const theirs = templates.map((template) =>
      judgeTemplate(template, field, { heading: findHeading(template.text, field), isByHint: false }),
    );
    console.table([toRow(`${name} ${field}`, theirs)]);
  }
}

function judgeTemplate(
  template: LabelledTemplate,
  field: Measured,
  found: { readonly heading: string | null; readonly isByHint: boolean },
): Verdict {
  const wanted = [template[field], ...(template[`${field}_also`] ?? [])].flatMap((one) => (one ? [plain(one)] : []));
  const heading = found.heading === null ? null : plain(found.heading);
  return compare({
    label: template,
    field,
    isFound: heading !== null,
    isWanted: template[field] !== null,
    isSame: heading !== null && wanted.some((one) => one.includes(heading) || heading.includes(one)),
    bases: {
      wanted: (field === "problem" && template.problem_basis) || "heading",
      found: found.isByHint ? "template_hint" : "heading",
    },
    words: `wanted ${quote(template[field])}, found ${quote(found.heading)}`,
  });
}

function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

function quote(text: string | null): string {
  return text === null ? "nothing" : JSON.stringify(text);
}
