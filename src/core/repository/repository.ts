import type { RepositoryAddress, RepositoryFiles } from "./repository-files.ts";

/** The newest texts of the repository's and its owner's configuration without errors; null where there never was one. */
export interface GoodTexts {
  readonly own: string | null;
  readonly owner: string | null;
}

export interface ExtendedFile {
  readonly config: string;
  readonly visibility: RepositoryFiles["visibility"];
}

/** A repository as we know it. */
export interface Repository {
  readonly id: number;
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
  /** null before its first look, and when they are to be read afresh. */
  readonly files: RepositoryFiles | null;
  readonly filesReadAt: Date | null;
  readonly knownSince: Date;
  /** Merges from before never get an outcome; null while it is not active. */
  readonly activeSince: Date | null;
  /** When its merged pull requests were last compared with the records. */
  readonly backfilledAt: Date | null;
  /** Configuration texts that were free of errors. */
  readonly lastGood: GoodTexts | null;
  /** The file `_extends` names, as read with the others. */
  readonly extended: ExtendedFile | null;
  /** What the last look made of it. */
  readonly isActive: boolean;
  readonly isListingDue: boolean;
  readonly isEvaluationDue: boolean;
  /** When its records were last taken up again after they had been parked. */
  readonly returnedAt: Date | null;
}

/** Where to reach a repository. */
export function toAddress({ id, installationId, owner, name }: Repository): RepositoryAddress {
  return { id, installationId, owner, name };
}
