import type { Database } from "./database.ts";

/** The configuration file on a branch. */
export interface BranchConfig {
  readonly commit: string;
  /** null until the file was read. */
  readonly text: string | null;
  /** The commit whose check has the problems as annotations. */
  readonly annotatedSha: string | null;
}

/** Records that a push to a branch touched the configuration. */
export async function saveBranchCommit(
  db: Database,
  { repositoryId, ref, commit, at }: { repositoryId: number; ref: string; commit: string; at: Date },
): Promise<void> {
  await db.query(
    `insert into branch_config (repository_id, ref, commit_sha, noted_at) values ($1, $2, $3, $4)
     on conflict (repository_id, ref) do update
       set commit_sha = excluded.commit_sha, text = null, noted_at = excluded.noted_at`,
    [repositoryId, ref, commit, at],
  );
}

/** Saves the file as read at a commit, unless a newer push arrived meanwhile. */
export async function saveBranchText(
  db: Database,
  { repositoryId, ref, commit, text }: { repositoryId: number; ref: string; commit: string; text: string },
): Promise<void> {
  await db.query("update branch_config set text = $4 where repository_id = $1 and ref = $2 and commit_sha = $3", [
    repositoryId,
    ref,
    commit,
    text,
  ]);
}

/** The configuration of a branch, if one of its pushes touched it. */
export async function findBranchConfig(
  db: Database,
  repositoryId: number,
  ref: string,
): Promise<BranchConfig | undefined> {
  const [row] = await db.query<{ commit_sha: string; text: string | null; annotated_sha: string | null }>(
    "select commit_sha, text, annotated_sha from branch_config where repository_id = $1 and ref = $2",
    [repositoryId, ref],
  );
  return row && { commit: row.commit_sha, text: row.text, annotatedSha: row.annotated_sha };
}

/** Records that the check of a commit has the annotations. */
export async function saveAnnotated(
  db: Database,
  { repositoryId, ref, sha }: { readonly repositoryId: number; readonly ref: string; readonly sha: string },
): Promise<void> {
  await db.query("update branch_config set annotated_sha = $3 where repository_id = $1 and ref = $2", [
    repositoryId,
    ref,
    sha,
  ]);
}
