import { parseResourceKey, type ResourceKey, type ResourceKind } from "../core/resource-key.ts";
import type { Database } from "./database.ts";

/** Counts another refusal of a resource in a row. Returns how many there were. */
export async function saveRefusal(
  db: Database,
  refusal: {
    readonly key: ResourceKey;
    readonly repositoryId: number;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<number> {
  const { key, repositoryId, reason, at } = refusal;
  const [row] = await db.query<{ count: number }>(
    `insert into refusal as r (key, repository_id, count, reason, last_at) values ($1, $2, 1, $3, $4)
     on conflict (key) do update set count = r.count + 1, reason = excluded.reason, last_at = excluded.last_at
     returning count`,
    [key, repositoryId, reason, at],
  );
  return row?.count ?? 1;
}

/** What GitHub refuses in a repository: how many resources of a kind, and why the last of them. */
export interface Refused {
  readonly kind: ResourceKind;
  readonly count: number;
  readonly reason: string;
}

/** The resources that were refused at least so often in a row, the last time since then. */
export async function listRefused(
  db: Database,
  repositoryId: number,
  { times, since }: { readonly times: number; readonly since: Date },
): Promise<readonly Refused[]> {
  const rows = await db.query<{ key: ResourceKey; reason: string }>(
    `select key, reason from refusal where repository_id = $1 and count >= $2 and last_at >= $3
      order by last_at desc, key limit 1000`,
    [repositoryId, times, since],
  );
  const byKind = Map.groupBy(rows, ({ key }) => parseResourceKey(key).kind);
  return [...byKind].map(([kind, refused]) => ({ kind, count: refused.length, reason: refused[0]?.reason ?? "" }));
}
