import type { RepositoryAddress, RepositoryFiles } from "./repository-files.ts";

/** A repository as we know it. */
export interface Repository {
  readonly id: number;
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
  /** null before its first look. */
  readonly files: RepositoryFiles | null;
}

/** Where to reach a repository. */
export function toAddress({ id, installationId, owner, name }: Repository): RepositoryAddress {
  return { id, installationId, owner, name };
}
