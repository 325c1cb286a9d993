import type { ClockReading } from "../clock/clock-reading.ts";
import type { RepositoryAddress, RepositoryFiles } from "./repository-files.ts";

/** The newest error-free configuration texts of the repository and its owner; null when there never was one. */
export interface GoodTexts {
  readonly own: string | null;
  readonly owner: string | null;
}

export interface ExtendedFile {
  readonly config: string;
  readonly visibility: RepositoryFiles["visibility"];
}

/** A repository as the app knows it. */
export interface Repository {
  readonly id: number;
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
  /** null before the first reconcile, and when the files must be read again. */
  readonly files: RepositoryFiles | null;
  readonly filesReadAt: Date | null;
  readonly knownSince: Date;
  /** Merges from before this never get an outcome; null while the repository is not active. */
  readonly activeSince: Date | null;
  /** When its merged pull requests were last compared with the records. */
  readonly backfilledAt: Date | null;
  /** A comparison that is under way, and the page it goes on with; null when none is. */
  readonly backfill: { readonly begunAt: string; readonly cursor: string } | null;
  /** What the last daily read of releases, deployments or branches found; null before the first. */
  readonly clock: ClockReading | null;
  /** Configuration texts without errors. */
  readonly lastGood: GoodTexts | null;
  /** The file that `_extends` names, read together with the others. */
  readonly extended: ExtendedFile | null;
  /** The result of the last reconcile. */
  readonly isActive: boolean;
  readonly isListingDue: boolean;
  readonly isEvaluationDue: boolean;
  /** Who could see it when everything open was last evaluated; null before. */
  readonly lastVisibility: RepositoryFiles["visibility"] | null;
  /** When its records were last taken up again after being parked. */
  readonly returnedAt: Date | null;
}

/** The address of a repository. */
export function toAddress({ id, installationId, owner, name }: Repository): RepositoryAddress {
  return { id, installationId, owner, name };
}
