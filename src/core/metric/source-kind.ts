/** What a source of numbers is: GitHub's issues, or what the operator's file may name. */
export const SOURCE_KINDS = ["github", "prometheus", "sql"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
