/** The events that can start the clock of a change: it was merged, or its users got it. */
export const CLOCK_STARTS = ["merge", "release", "deployment", "branch"] as const;
export type ClockStart = (typeof CLOCK_STARTS)[number];

/** Something that brings commits to their users: a published release, a successful deployment, the head of a branch. */
export interface Shipment {
  readonly kind: Exclude<ClockStart, "merge">;
  /** The tag, the environment or the branch. */
  readonly name: string;
  /** The revision whose history tells what it contains: a commit, or `refs/tags/v1.2`. */
  readonly revision: string;
  /** When its users got it; ISO 8601. */
  readonly at: string;
}

/** What shipped a change, as an outcome keeps it. `person`: a person said so. */
export interface ShippedIn {
  readonly kind: ClockStart | "person";
  /** The tag, environment or branch; "" for the merge itself, and for what a person said. */
  readonly name: string;
}

/** What shipped a change, in the words of ledger and export: "release v1.2", "deployment production", "merge". */
export function describeShipping({ kind, name }: ShippedIn): string {
  return name === "" ? kind : `${kind} ${name}`;
}

/** A release as GitHub shows it. */
export interface SeenRelease {
  readonly tag: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  /** null for a draft. */
  readonly publishedAt: string | null;
}

/** A deployment as GitHub shows it. */
export interface SeenDeployment {
  readonly environment: string;
  readonly sha: string;
  readonly createdAt: string;
  /** When it was first reported successful; null while it was not. */
  readonly succeededAt: string | null;
}

/** The head of a branch. */
export interface SeenHead {
  readonly branch: string;
  readonly sha: string;
}
