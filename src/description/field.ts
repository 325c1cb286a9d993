/** The questions a pull-request template may ask that this app looks after, in the order people see them. */
export const FIELDS = ["problem", "measure", "check-back"] as const;
export type Field = (typeof FIELDS)[number];

/** What the configuration says about one field. `not-applicable`: is "N/A" an answer? `check-back` always takes it. */
export interface FieldRules {
  readonly required: boolean;
  /** Headings or labels that introduce the field, beside the built-in ones. */
  readonly headings: readonly string[];
  readonly "not-applicable"?: "allowed" | "with-reason" | "forbidden";
}

export type FieldRuleSet = { readonly [F in Field]: FieldRules };
