/** What the statement of a pull request says unless a test gives other words. */
export const PROBLEM = "Numbers are copied by hand.";
export const MEASURE = "20 exports a week.";

/** The parts of a description that tests vary. */
export interface Description {
  readonly problem?: string;
  readonly measure?: string;
  /** A third field, `When should we check back?`. */
  readonly checkBack?: string;
}

/** The description of a pull request with both fields filled in. */
export function aDescription({ problem = PROBLEM, measure = MEASURE, checkBack }: Description = {}): string {
  const fields = [
    ["What problem does this solve?", problem],
    ["How will we know it worked?", measure],
    ...(checkBack === undefined ? [] : [["When should we check back?", checkBack]]),
  ];
  return fields.map(([heading, words]) => `## ${heading}\n\n${words}\n`).join("\n");
}

/** The template of a repository, which makes it active: both fields, each with a hint and no answer. */
export const TEMPLATE = `<!-- Thank you. -->\n\n${aDescription({
  problem: "<!-- Who has it? -->",
  measure: "<!-- Which number moves? -->",
})}`;

/** A description with both fields filled in. */
export const FULL = aDescription();
