/** The questions in a pull-request template that this app handles, in the order people see them. */
export const FIELDS = ["problem", "measure", "check-back"] as const;
export type Field = (typeof FIELDS)[number];

/**
 * What the configuration says about one field. `not-applicable`: is "N/A" an answer? `check-back` always accepts it.
 */
export interface FieldRules {
  readonly required: boolean;
  /** Headings or labels that introduce the field, in addition to the built-in ones. */
  readonly headings: readonly string[];
  readonly "not-applicable"?: "allowed" | "with-reason" | "forbidden";
}

export type FieldRuleSet = { readonly [F in Field]: FieldRules };
