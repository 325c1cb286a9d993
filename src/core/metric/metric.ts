/** How the days of a week become its number. */
export const WEEKLY = ["sum", "average", "last", "max"] as const;
export type Weekly = (typeof WEEKLY)[number];

/** Which way is good. */
export const BETTER = ["more", "fewer"] as const;
export type Better = (typeof BETTER)[number];

/** The source that is always there: issues of the repository itself. */
export const GITHUB_SOURCE = "github";

/** What is asked of a source. */
export type MetricQuery =
  /** Issues opened with all of these labels, counted by day; only of `github`. */
  | { readonly kind: "issues"; readonly labels: readonly string[] }
  /** The name of one of the operator's queries; where the operator allows any, a query in the source's own language. */
  | { readonly kind: "query"; readonly query: string };

/** A named number that a repository watches, as its configuration defines it. */
export interface Metric {
  readonly name: string;
  /** `github`, or a name of the operator's file. */
  readonly source: string;
  readonly query: MetricQuery;
  readonly weekly: Weekly;
  /** Such as "exports"; null without one. With "%" changes are said in points. */
  readonly unit: string | null;
  readonly better: Better;
}

/** Are two definitions the same? How they are written in the file does not matter. */
export function isSameMetric(one: Metric, other: Metric): boolean {
  return describeMetric(one) === describeMetric(other);
}

function describeMetric({ name, source, query, weekly, unit, better }: Metric): string {
  const asked = query.kind === "issues" ? query.labels : query.query;
  return JSON.stringify([name, source, query.kind, asked, weekly, unit, better]);
}
