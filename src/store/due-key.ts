import type { Blocker } from "../core/blocker.ts";
import type { Database } from "./database.ts";
import { type Access, type AccessRow, toAccess } from "./rate-limit.ts";
import type { WorkItem } from "./work-item.ts";

/** What a reconcile begins with. */
export interface DueKey {
  /** There is something to do: deliveries to apply, or a work item whose time has come. */
  readonly isDue: boolean;
  readonly hasDeliveries: boolean;
  readonly workItem: WorkItem | undefined;
  /** How GitHub may be asked about the repository; undefined for keys of no repository, or of one that is not known. */
  readonly access: Access | undefined;
}

interface DueKeyRow extends Partial<AccessRow> {
  readonly has_deliveries: boolean;
  readonly is_due: boolean;
  readonly version: number | null;
  readonly failures: number | null;
  readonly blockers: { kind: Blocker; since: string; isStale: boolean }[] | null;
}

/** Finds whether a key is due, and everything the engine has to know before it begins, in one statement. */
export async function findDueKey(
  db: Database,
  key: string,
  { repositoryId, now }: { readonly repositoryId: number | null; readonly now: Date },
): Promise<DueKey> {
  const [row] = await db.query<DueKeyRow>(
    `select exists (select from delivery d where d.key = $1 and d.done_at is null and d.set_aside_at is null) as has_deliveries,
            coalesce(w.run_at <= $3, false) as is_due, w.version, w.failures,
            r.installation_id, r.owner, r.name, l.not_before,
            (select jsonb_agg(jsonb_build_object(
                      'kind', b.kind, 'since', b.since, 'isStale', coalesce(b.until <= $3, false)))
               from blocker b
              where b.scope in ('repository/' || r.id, 'installation/' || r.installation_id)) as blockers
       from (select 1) as one
       left join work_item w on w.key = $1
       left join repository r on r.id = $2::bigint
       left join rate_limit l on l.installation_id = r.installation_id and l.not_before > $3`,
    [key, repositoryId, now],
  );
  if (!row) throw new Error("a select without a table gave no row");
  const { version, failures } = row;
  return {
    isDue: row.has_deliveries || row.is_due,
    hasDeliveries: row.has_deliveries,
    workItem: version === null || failures === null ? undefined : { version, failures },
    access: repositoryId === null ? undefined : toAccess(row, repositoryId),
  };
}
