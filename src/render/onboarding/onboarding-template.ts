import type { Adding } from "../../core/onboarding/onboarding-template.ts";
import { FIELD_HEADINGS, FIELD_HINTS } from "../words.ts";

/** How a template asks for each field. */
export const QUESTIONS: Adding["questions"] = {
  problem: { heading: FIELD_HEADINGS.problem, hint: FIELD_HINTS.problem },
  measure: { heading: FIELD_HEADINGS.measure, hint: FIELD_HINTS.measure },
  "check-back": { heading: FIELD_HEADINGS["check-back"], hint: FIELD_HINTS["check-back"] },
};

/** Renders the template for a repository that has none: as short as possible. */
export function renderNewTemplate(): string {
  const sections = [
    { heading: "What does this change?", hint: "In a sentence or two." },
    QUESTIONS.problem,
    QUESTIONS.measure,
  ];
  return `${sections.map(({ heading, hint }) => `## ${heading}\n\n<!-- ${hint} -->`).join("\n\n")}\n`;
}

/** Renders the section that is offered for an existing `AGENTS.md`: three lines. */
export function renderAgentSection(): string {
  return `## Pull requests: did this work?

- Fill in the pull request template: the problem, and how we'll know it worked (a number, a date or a place to look).
- Before you propose a change, look into \`outcomes/TRIED.md\`, if there is one: \`did-this-work tried "<what you propose>"\`. A verdict is not a prohibition.
- Before you open a pull request, run \`did-this-work check <description.md>\`. Never answer *did this work?* for a person.
`;
}
