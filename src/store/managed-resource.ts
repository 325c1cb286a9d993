import type { Database } from "./database.ts";

/** What stands on GitHub by our hand, or was about to when we last knew. */
export interface ManagedResource {
  /** What it is: "comment/<repository>/<number>", "follow-up/…", "check/<repository>/<sha>", "dashboard/<repository>", … */
  readonly object: string;
  readonly repositoryId: number;
  /** Random; part of its marker and its boxes. */
  readonly key: string;
  /** Number or id at GitHub; null while nobody knows whether it was written. */
  readonly githubId: number | null;
  /** Of the content last intended. */
  readonly digest: string;
  readonly intendedAt: Date;
  /** When the content was last known to be written; null when it may not stand there as intended. */
  readonly writtenAt: Date | null;
  readonly isDismissed: boolean;
  /** Another one with the same key stands under this number or id, and is to go. */
  readonly twinId: number | null;
}

interface ManagedResourceRow {
  object: string;
  repository_id: number;
  key: string;
  github_id: number | null;
  digest: string;
  intended_at: Date;
  written_at: Date | null;
  dismissed_at: Date | null;
  twin_id: number | null;
}

const COLUMNS = "object, repository_id, key, github_id, digest, intended_at, written_at, dismissed_at, twin_id";

/** What is known of something of ours, undefined when it was never begun or was taken away. */
export async function findResource(db: Database, object: string): Promise<ManagedResource | undefined> {
  const [row] = await db.query<ManagedResourceRow>(`select ${COLUMNS} from standing where object = $1`, [object]);
  return row && toManagedResource(row);
}

/** What of ours has this number or id at GitHub; `kind` is the first part of the object's name. */
export async function findResourceByGithubId(
  db: Database,
  { kind, repositoryId, githubId }: { readonly kind: string; readonly repositoryId: number; readonly githubId: number },
): Promise<ManagedResource | undefined> {
  const [row] = await db.query<ManagedResourceRow>(
    `select ${COLUMNS} from standing where repository_id = $1 and (github_id = $2 or twin_id = $2) and starts_with(object, $3)`,
    [repositoryId, githubId, `${kind}/`],
  );
  return row && toManagedResource(row);
}

/** A repository's reports, the latest month first; those a person took over are among them, and the months that were not told. */
export async function listReports(db: Database, repositoryId: number): Promise<readonly ManagedResource[]> {
  const rows = await db.query<ManagedResourceRow>(
    `select ${COLUMNS} from standing where repository_id = $1 and starts_with(object, 'report/') order by object desc`,
    [repositoryId],
  );
  return rows.map(toManagedResource);
}

export interface Intent {
  readonly object: string;
  readonly repositoryId: number;
  readonly key: string;
  readonly digest: string;
  readonly at: Date;
}

/** Records that something is about to be written; false when somebody else recorded it first. */
export async function saveIntent(db: Database, intent: Intent): Promise<boolean> {
  const rows = await db.query(
    `insert into standing (object, repository_id, key, digest, intended_at) values ($1, $2, $3, $4, $5)
     on conflict (object) do nothing returning object`,
    [intent.object, intent.repositoryId, intent.key, intent.digest, intent.at],
  );
  return rows.length > 0;
}

/** Records that what is there is about to be written anew: until it is confirmed nobody knows what it says. */
export async function renewIntent(
  db: Database,
  object: string,
  { digest, at }: { digest: string; at: Date },
): Promise<void> {
  await db.query("update standing set digest = $2, intended_at = $3, written_at = null where object = $1", [
    object,
    digest,
    at,
  ]);
}

/** GitHub has it, under this number or id. True when its echo had told another one meanwhile: then there are two. */
export async function confirmResource(
  db: Database,
  object: string,
  { githubId, at }: { githubId: number; at: Date },
): Promise<boolean> {
  const [row] = await db.query<{ isTwofold: boolean }>(
    `update standing
        set twin_id = case when github_id <> $2 then github_id else twin_id end, github_id = $2, written_at = $3
      where object = $1 returning twin_id is not null as "isTwofold"`,
    [object, githubId, at],
  );
  return row?.isTwofold === true;
}

/** The echo of our own write: confirms what nobody had heard back of. Gives the object's name when the key is ours. */
export async function confirmByKey(
  db: Database,
  { repositoryId, key, githubId, at }: { repositoryId: number; key: string; githubId: number; at: Date },
): Promise<string | undefined> {
  const [row] = await db.query<{ object: string }>(
    `update standing set github_id = coalesce(github_id, $3), written_at = coalesce(written_at, $4)
      where repository_id = $1 and key = $2 returning object`,
    [repositoryId, key, githubId, at],
  );
  return row?.object;
}

/** Something else of ours carries the same key: an attempt nobody had heard back of was made after all. Gives the object's name then. */
export async function noteTwin(
  db: Database,
  { repositoryId, key, githubId }: { repositoryId: number; key: string; githubId: number },
): Promise<string | undefined> {
  const [row] = await db.query<{ object: string }>(
    "update standing set twin_id = $3 where repository_id = $1 and key = $2 and github_id <> $3 returning object",
    [repositoryId, key, githubId],
  );
  return row?.object;
}

/** What was made twice in a repository, and of which one has to go; a dashboard's twin is the dashboard's own business. */
export async function listTwins(
  db: Database,
  repositoryId: number,
): Promise<readonly { readonly object: string; readonly githubId: number; readonly twinId: number }[]> {
  return db.query(
    `select object, github_id as "githubId", twin_id as "twinId" from standing
      where repository_id = $1 and twin_id is not null and github_id is not null and not starts_with(object, 'dashboard/')
        and not starts_with(object, 'organization/')`,
    [repositoryId],
  );
}

/** Of two one stays: it is written anew, since nobody knows which of them said what. */
export async function settleTwin(db: Database, object: string, githubId: number): Promise<void> {
  await db.query(
    "update standing set github_id = $2, twin_id = null, written_at = null, digest = '' where object = $1",
    [object, githubId],
  );
}

/** Somebody else changed it, or it is wanted anew: it is written again even if what should stand is the same. */
export async function voidResource(db: Database, object: string): Promise<void> {
  await db.query("update standing set written_at = null, digest = '' where object = $1", [object]);
}

/** A person deleted or hid it: it is not written again. */
export async function dismissResource(db: Database, object: string, at: Date): Promise<void> {
  await db.query("update standing set dismissed_at = $2 where object = $1 and dismissed_at is null", [object, at]);
}

/** A person wants it back, and it may say something old by now. */
export async function recallResource(db: Database, object: string): Promise<void> {
  await db.query("update standing set dismissed_at = null, written_at = null, digest = '' where object = $1", [object]);
}

/** Nothing was written: the intent goes, unless something of that name stands by now. */
export async function withdrawIntent(
  db: Database,
  { object, key }: { readonly object: string; readonly key: string },
): Promise<void> {
  await db.query("delete from standing where object = $1 and key = $2 and github_id is null", [object, key]);
}

/** It does not stand there any more, by our own doing. */
export async function deleteResource(db: Database, object: string): Promise<void> {
  await db.query("delete from standing where object = $1", [object]);
}

function toManagedResource(row: ManagedResourceRow): ManagedResource {
  return {
    object: row.object,
    repositoryId: row.repository_id,
    key: row.key,
    githubId: row.github_id,
    digest: row.digest,
    intendedAt: row.intended_at,
    writtenAt: row.written_at,
    isDismissed: row.dismissed_at !== null,
    twinId: row.twin_id,
  };
}
