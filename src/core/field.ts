/** The questions a pull-request template may ask that this app looks after, in the order people see them. */
export const FIELDS = ["problem", "measure", "check-back"] as const;
export type Field = (typeof FIELDS)[number];
