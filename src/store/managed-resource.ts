import type { ResourceKey } from "../core/resource-key.ts";
import { defineColumns, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** What stands on GitHub by our hand, or was about to when we last knew. */
export interface ManagedResource {
  /** What it is: "comment/<repository>/<number>", "follow-up/…", "check/<repository>/<sha>", "dashboard/<repository>", … */
  readonly key: ResourceKey;
  readonly repositoryId: number;
  /** Random; part of its marker and its boxes. */
  readonly idempotencyKey: string;
  /** Number or id at GitHub; null while nobody knows whether it was written. */
  readonly githubId: number | null;
  /** Of the content last intended. */
  readonly digest: string;
  readonly intendedAt: Date;
  /** When the content was last known to be written; null when it may not stand there as intended. */
  readonly writtenAt: Date | null;
  /** When a person took it away; it is not made again. */
  readonly dismissedAt: Date | null;
  /** Another one with the same key stands under this number or id, and is to go. */
  readonly duplicateId: number | null;
}

const RESOURCE = defineColumns<ManagedResource>({
  key: plain(),
  repositoryId: plain(),
  idempotencyKey: plain(),
  githubId: plain(),
  digest: plain(),
  intendedAt: plain(),
  writtenAt: plain(),
  dismissedAt: plain(),
  duplicateId: plain(),
});

/** What is known of something of ours, undefined when it was never begun or was taken away. */
export async function findResource(db: Database, key: ResourceKey): Promise<ManagedResource | undefined> {
  const [row] = await db.query<object>(`select ${RESOURCE.select} from managed_resource where key = $1`, [key]);
  return row && RESOURCE.fromRow(row);
}

/** What of ours has this number or id at GitHub; `kind` is the first part of the object's name. */
export async function findResourceByGithubId(
  db: Database,
  { kind, repositoryId, githubId }: { readonly kind: string; readonly repositoryId: number; readonly githubId: number },
): Promise<ManagedResource | undefined> {
  const [row] = await db.query<object>(
    `select ${RESOURCE.select} from managed_resource where repository_id = $1 and (github_id = $2 or duplicate_id = $2) and starts_with(key, $3)`,
    [repositoryId, githubId, `${kind}/`],
  );
  return row && RESOURCE.fromRow(row);
}

/** A repository's reports, the latest month first; those a person took over are among them, and the months that were not told. */
export async function listReports(db: Database, repositoryId: number): Promise<readonly ManagedResource[]> {
  const rows = await db.query<object>(
    `select ${RESOURCE.select} from managed_resource where repository_id = $1 and starts_with(key, 'report/') order by key desc`,
    [repositoryId],
  );
  return rows.map(RESOURCE.fromRow);
}

export interface Intent {
  readonly key: ResourceKey;
  readonly repositoryId: number;
  readonly idempotencyKey: string;
  readonly digest: string;
  readonly at: Date;
}

/** Records that something is about to be written; false when somebody else recorded it first. */
export async function saveIntent(db: Database, intent: Intent): Promise<boolean> {
  const rows = await db.query(
    `insert into managed_resource (key, repository_id, idempotency_key, digest, intended_at) values ($1, $2, $3, $4, $5)
     on conflict (key) do nothing returning key`,
    [intent.key, intent.repositoryId, intent.idempotencyKey, intent.digest, intent.at],
  );
  return rows.length > 0;
}

/** Records that what is there is about to be written anew: until it is confirmed nobody knows what it says. */
export async function renewIntent(
  db: Database,
  key: ResourceKey,
  { digest, at }: { digest: string; at: Date },
): Promise<void> {
  await db.query("update managed_resource set digest = $2, intended_at = $3, written_at = null where key = $1", [
    key,
    digest,
    at,
  ]);
}

/** GitHub has it, under this number or id. True when its echo had told another one meanwhile: then there are two. */
export async function confirmResource(
  db: Database,
  key: ResourceKey,
  { githubId, at }: { githubId: number; at: Date },
): Promise<boolean> {
  const [row] = await db.query<{ hasDuplicate: boolean }>(
    `update managed_resource
        set duplicate_id = case when github_id <> $2 then github_id else duplicate_id end, github_id = $2, written_at = $3
      where key = $1 returning duplicate_id is not null as "hasDuplicate"`,
    [key, githubId, at],
  );
  return row?.hasDuplicate === true;
}

/** What an own event says was written: by the idempotency key in its marker, under which number or id. */
export interface OwnWrite {
  readonly repositoryId: number;
  readonly idempotencyKey: string;
  readonly githubId: number;
  readonly at: Date;
}

/**
 * Confirms a write by its own event. Gives the resource where another one with the same key stands already, so that one of
 * the two has to go: an abandoned attempt arrived after all.
 */
export async function confirmOwnWrite(
  db: Database,
  { repositoryId, idempotencyKey, githubId, at }: OwnWrite,
): Promise<ResourceKey | undefined> {
  const [row] = await db.query<{ key: ResourceKey; hasDuplicate: boolean }>(
    `update managed_resource
        set duplicate_id = case when github_id <> $3 then $3 else duplicate_id end,
            github_id = coalesce(github_id, $3), written_at = coalesce(written_at, $4)
      where repository_id = $1 and idempotency_key = $2
      returning key, github_id <> $3 as "hasDuplicate"`,
    [repositoryId, idempotencyKey, githubId, at],
  );
  return row?.hasDuplicate ? row.key : undefined;
}

/**
 * Confirms a check run by its own event. Checks cannot be deleted, and of two GitHub shows the newest: that one is the
 * resource from then on, and has to be written anew, since nobody knows which of the two said what. Gives whether it has.
 */
export async function confirmOwnCheck(db: Database, key: ResourceKey, githubId: number): Promise<boolean> {
  const [row] = await db.query<{ isVoid: boolean }>(
    `update managed_resource
        set github_id = $2, duplicate_id = null,
            written_at = case when github_id is null then intended_at end,
            digest = case when github_id is null then digest else '' end
      where key = $1 and (github_id is null or github_id < $2)
      returning digest = '' as "isVoid"`,
    [key, githubId],
  );
  return row?.isVoid === true;
}

/** What was made twice in a repository, and of which one has to go; a dashboard's twin is the dashboard's own business. */
export async function listDuplicates(
  db: Database,
  repositoryId: number,
): Promise<readonly { readonly key: ResourceKey; readonly githubId: number; readonly duplicateId: number }[]> {
  return db.query(
    `select key, github_id as "githubId", duplicate_id as "duplicateId" from managed_resource
      where repository_id = $1 and duplicate_id is not null and github_id is not null and not starts_with(key, 'dashboard/')
        and not starts_with(key, 'organization/')`,
    [repositoryId],
  );
}

/** Of two one stays: it is written anew, since nobody knows which of them said what. */
export async function settleDuplicate(db: Database, key: ResourceKey, githubId: number): Promise<void> {
  await db.query(
    "update managed_resource set github_id = $2, duplicate_id = null, written_at = null, digest = '' where key = $1",
    [key, githubId],
  );
}

/** Somebody else changed it, or it is wanted anew: it is written again even if what should stand is the same. */
export async function voidResource(db: Database, key: ResourceKey): Promise<void> {
  await db.query("update managed_resource set written_at = null, digest = '' where key = $1", [key]);
}

/** A person deleted or hid it: it is not written again. */
export async function dismissResource(db: Database, key: ResourceKey, at: Date): Promise<void> {
  await db.query("update managed_resource set dismissed_at = $2 where key = $1 and dismissed_at is null", [key, at]);
}

/** A person wants it back, and it may say something old by now. */
export async function recallResource(db: Database, key: ResourceKey): Promise<void> {
  await db.query("update managed_resource set dismissed_at = null, written_at = null, digest = '' where key = $1", [
    key,
  ]);
}

/** Nothing was written: the intent goes, unless something of that name stands by now. */
export async function withdrawIntent(
  db: Database,
  { key, idempotencyKey }: { readonly key: ResourceKey; readonly idempotencyKey: string },
): Promise<void> {
  await db.query("delete from managed_resource where key = $1 and idempotency_key = $2 and github_id is null", [
    key,
    idempotencyKey,
  ]);
}

/** It does not stand there any more, by our own doing. */
export async function deleteResource(db: Database, key: ResourceKey): Promise<void> {
  await db.query("delete from managed_resource where key = $1", [key]);
}
