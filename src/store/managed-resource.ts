import type { ResourceKey } from "../core/resource-key.ts";
import { defineColumns, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** A resource of ours on GitHub, or the intent to create one. */
export interface ManagedResource {
  /**
   * For example "comment/<repository>/<number>", "follow-up/…", "check/<repository>/<sha>", "dashboard/<repository>".
   */
  readonly key: ResourceKey;
  readonly repositoryId: number;
  /** Random; part of its marker and its boxes. */
  readonly idempotencyKey: string;
  /** Number or id on GitHub; null until it is known whether the resource was created. */
  readonly githubId: number | null;
  /** Digest of the content last intended. */
  readonly digest: string;
  readonly intendedAt: Date;
  /** When the content was last confirmed; null when GitHub may have other content than intended. */
  readonly writtenAt: Date | null;
  /** When a person took it away; it is not made again. */
  readonly dismissedAt: Date | null;
  /** Another one with the same key stands under this number or id, and is to go. */
  readonly duplicateId: number | null;
  /** When the app began to take it away; null when it is to stand. */
  readonly removingAt: Date | null;
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
  removingAt: plain(),
});

/**
 * The check of a merged pull request. None where the merge itself is not shown yet, or while an open pull request with the
 * same head needs it.
 */
export async function findMergedCheck(
  db: Database,
  { repositoryId, number }: { readonly repositoryId: number; readonly number: number },
): Promise<ManagedResource | undefined> {
  const [row] = await db.query<object>(
    `select ${RESOURCE.select} from managed_resource
      where github_id is not null and dismissed_at is null
        and key = (select 'check/' || p.repository_id || '/' || p.head_sha from pull_request p
                    where p.repository_id = $1 and p.number = $2 and not p.is_merge_unrecorded
                      and not exists (select from pull_request o where o.repository_id = p.repository_id
                                         and o.head_sha = p.head_sha and o.state = 'open'))`,
    [repositoryId, number],
  );
  return row && RESOURCE.fromRow(row);
}

/** The record of a resource; undefined when it was never intended or has been removed. */
export async function findResource(db: Database, key: ResourceKey): Promise<ManagedResource | undefined> {
  const [row] = await db.query<object>(`select ${RESOURCE.select} from managed_resource where key = $1`, [key]);
  return row && RESOURCE.fromRow(row);
}

/** The records of several resources, in one statement. */
export async function listResources(db: Database, keys: readonly ResourceKey[]): Promise<readonly ManagedResource[]> {
  const rows = await db.query<object>(`select ${RESOURCE.select} from managed_resource where key = any($1::text[])`, [
    keys,
  ]);
  return rows.map(RESOURCE.fromRow);
}

/** The resource with this number or id on GitHub; `kind` is the first part of its key. */
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

/**
 * All reports of a repository, latest month first, including those a person took over and months that were not
 * reported.
 */
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

/** Saves the intent to create a resource; false when another worker saved one first. */
export async function saveIntent(db: Database, intent: Intent): Promise<boolean> {
  const rows = await db.query(
    `insert into managed_resource (key, repository_id, idempotency_key, digest, intended_at) values ($1, $2, $3, $4, $5)
     on conflict (key) do nothing returning key`,
    [intent.key, intent.repositoryId, intent.idempotencyKey, intent.digest, intent.at],
  );
  return rows.length > 0;
}

/** Saves the intent to update a resource: its content is unknown until the write is confirmed. */
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

/**
 * Saves the number or id GitHub gave the resource, and that it is no longer refused; with a digest also what was written.
 * Returns true when the resource's own event had named another one, so that there are two.
 */
export async function confirmResource(
  db: Database,
  key: ResourceKey,
  { githubId, at, digest = null }: { githubId: number; at: Date; digest?: string | null },
): Promise<boolean> {
  const [row] = await db.query<{ hasDuplicate: boolean }>(
    `with accepted as (delete from refusal where key = $1)
     update managed_resource
        set duplicate_id = case when github_id <> $2 then github_id else duplicate_id end, github_id = $2, written_at = $3,
            digest = coalesce($4, digest), removing_at = null
      where key = $1 returning duplicate_id is not null as "hasDuplicate"`,
    [key, githubId, at, digest],
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
 * Confirms a write by its own event, which tells of the creation only: a change that got no answer stays unknown. Gives the resource where another one with the same key stands already, so that one of
 * the two has to go: an abandoned attempt arrived after all.
 */
export async function confirmOwnWrite(
  db: Database,
  { repositoryId, idempotencyKey, githubId, at }: OwnWrite,
): Promise<ResourceKey | undefined> {
  const [row] = await db.query<{ key: ResourceKey; hasDuplicate: boolean }>(
    `update managed_resource
        set duplicate_id = case when github_id <> $3 then $3 else duplicate_id end,
            github_id = coalesce(github_id, $3),
            written_at = case when github_id is null then coalesce(written_at, $4) else written_at end
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

/** The duplicates of a repository that have to be removed. Dashboards remove their own duplicates. */
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

/** Keeps one of two duplicates. It is written again, since it is unknown which of them has which content. */
export async function settleDuplicate(db: Database, key: ResourceKey, githubId: number): Promise<void> {
  await db.query(
    "update managed_resource set github_id = $2, duplicate_id = null, written_at = null, digest = '' where key = $1",
    [key, githubId],
  );
}

/** Saves the intent to take a resource away. */
export async function saveRemoval(
  db: Database,
  key: ResourceKey,
  { githubId, at }: { readonly githubId: number; readonly at: Date },
): Promise<void> {
  await db.query(
    "update managed_resource set github_id = $2, removing_at = $3, written_at = null, digest = '' where key = $1",
    [key, githubId, at],
  );
}

/** Forces a new write even if the content is unchanged, after an edit by someone else or on request. */
export async function voidResource(db: Database, key: ResourceKey): Promise<void> {
  await db.query("update managed_resource set written_at = null, digest = '' where key = $1", [key]);
}

/** A person deleted or hid the resource: it is not written again. */
export async function dismissResource(db: Database, key: ResourceKey, at: Date): Promise<void> {
  await db.query("update managed_resource set dismissed_at = $2 where key = $1 and dismissed_at is null", [key, at]);
}

/** A person wants the resource back. Its content may be outdated by now, so it is written again. */
export async function recallResource(db: Database, key: ResourceKey): Promise<void> {
  await db.query("update managed_resource set dismissed_at = null, written_at = null, digest = '' where key = $1", [
    key,
  ]);
}

/** Nothing was written: deletes the intent, unless the resource exists by now. */
export async function withdrawIntent(
  db: Database,
  { key, idempotencyKey }: { readonly key: ResourceKey; readonly idempotencyKey: string },
): Promise<void> {
  await db.query("delete from managed_resource where key = $1 and idempotency_key = $2 and github_id is null", [
    key,
    idempotencyKey,
  ]);
}

/**
 * A person removed the resource, and it is to be created again when it is wanted: under the same idempotency key, so that
 * an earlier attempt that arrives late is recognised. Where a duplicate stands, that one is the resource.
 */
export async function vacateResource(db: Database, key: ResourceKey): Promise<void> {
  await db.query(
    `with accepted as (delete from refusal where key = $1)
     update managed_resource
        set github_id = duplicate_id, duplicate_id = null, written_at = null, digest = '', dismissed_at = null,
            removing_at = null
      where key = $1`,
    [key],
  );
}

/** The app itself removed the resource. */
export async function deleteResource(db: Database, key: ResourceKey): Promise<void> {
  await db.query("with accepted as (delete from refusal where key = $1) delete from managed_resource where key = $1", [
    key,
  ]);
}
