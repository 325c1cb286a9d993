import type { Progress, UnshippedChange } from "../core/clock/comparison.ts";
import type { Shipment } from "../core/clock/shipment.ts";
import type { Arrival } from "../core/outcome/clock.ts";
import { UNSHIPPED_STATES } from "../core/outcome/outcome.ts";
import { toUtcText } from "../core/time/schedule.ts";
import { defineColumns, json, moment, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** A shipment that is compared with what waits. */
export interface KeptShipment extends Shipment {
  readonly progress: Progress | null;
}

const SHIPMENT = defineColumns<KeptShipment>({
  kind: plain(),
  name: plain(),
  revision: plain(),
  at: moment,
  progress: json(),
});

/** Saves what shipped commits, each once; of several times the earliest counts. */
export async function saveShipments(
  db: Database,
  repositoryId: number,
  { shipments, heardAt }: { readonly shipments: readonly Shipment[]; readonly heardAt: Date },
): Promise<void> {
  if (shipments.length === 0) return;
  const list = (pick: (shipment: Shipment) => string) => shipments.map(pick);
  await db.query(
    `insert into shipment (repository_id, kind, name, revision, at, heard_at)
     select $1, kind, name, revision, min(at), $6
       from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) as s (kind, name, revision, at)
      group by kind, name, revision
     on conflict (repository_id, kind, name, revision) do update set at = least(shipment.at, excluded.at)`,
    [
      repositoryId,
      list(({ kind }) => kind),
      list(({ name }) => name),
      list((one) => one.revision),
      list((one) => one.at),
      heardAt,
    ],
  );
}

/** The shipments that are not compared yet, the earliest first. */
export async function listPendingShipments(db: Database, repositoryId: number): Promise<readonly KeptShipment[]> {
  const rows = await db.query<object>(
    `select ${SHIPMENT.select} from shipment where repository_id = $1 and compared_at is null
      order by at, kind, name, revision limit 100`,
    [repositoryId],
  );
  return rows.map(SHIPMENT.fromRow);
}

/** Saves how far a shipment was compared; without progress, that this is over. */
export async function saveProgress(
  db: Database,
  repositoryId: number,
  { shipment, progress, at }: { readonly shipment: Shipment; readonly progress: Progress | null; readonly at: Date },
): Promise<void> {
  const { kind, name, revision } = shipment;
  await db.query(
    `update shipment set progress = $5, compared_at = $6
      where repository_id = $1 and kind = $2 and name = $3 and revision = $4`,
    [repositoryId, kind, name, revision, progress && JSON.stringify(progress), progress === null ? at : null],
  );
}

/** A merge is heard of that earlier shipments may contain: those since a moment are compared once more. */
export async function reopenShipments(db: Database, repositoryId: number, since: Date): Promise<void> {
  await db.query(
    "update shipment set compared_at = null, progress = null where repository_id = $1 and at >= $2 and compared_at is not null",
    [repositoryId, since],
  );
}

/** Was one of this kind heard of since then? The caller has only those kept that start its clock. */
export async function isShipmentHeard(
  db: Database,
  repositoryId: number,
  { kind, since }: { readonly kind: string; readonly since: Date },
): Promise<boolean> {
  const [row] = await db.query<{ isHeard: boolean }>(
    `select exists (select from shipment where repository_id = $1 and kind = $2 and at >= $3) as "isHeard"`,
    [repositoryId, kind, since],
  );
  return row?.isHeard ?? false;
}

const UNSHIPPED = `clock_started_at is null and state in (${UNSHIPPED_STATES.map((state) => `'${state}'`).join(", ")})`;

/** More than these are compared after the first of them. */
const MOST_WAITING = 1_000;

/** What waits to reach its users, the earliest merge first. */
export async function listUnshipped(db: Database, repositoryId: number): Promise<readonly UnshippedChange[]> {
  const rows = await db.query<{ number: number; sha: string | null; mergedAt: Date; notShippedAt: Date | null }>(
    `select number, coalesce(restored_in ->> 'sha', merge_commit_sha) as sha,
            coalesce((restored_in ->> 'at')::timestamptz, merged_at) as "mergedAt", not_shipped_at as "notShippedAt"
       from outcome where repository_id = $1 and ${UNSHIPPED} order by merged_at, number limit ${MOST_WAITING}`,
    [repositoryId],
  );
  return rows.map(({ number, sha, mergedAt, notShippedAt }) => ({
    number,
    sha,
    mergedAt: toUtcText(mergedAt),
    notShippedAt: notShippedAt && toUtcText(notShippedAt),
  }));
}

/** Enqueues the outcomes of all that waits to reach its users. */
export async function saveUnshippedWorkItems(db: Database, repositoryId: number, now: Date): Promise<void> {
  await db.query(
    `insert into work_item (key, run_at)
     select 'outcome/' || repository_id || '/' || number, $2 from outcome where repository_id = $1 and ${UNSHIPPED}
     on conflict (key) do update
       set run_at = least(work_item.run_at, excluded.run_at), version = work_item.version + 1`,
    [repositoryId, now],
  );
}

/** Saves which pull requests a shipment brought. */
export async function saveArrivals(
  db: Database,
  repositoryId: number,
  { numbers, arrival }: { readonly numbers: readonly number[]; readonly arrival: Arrival },
): Promise<void> {
  const { at, shippedIn } = arrival;
  await db.query(
    `insert into arrival (repository_id, number, kind, name, at)
     select $1, number, $3, $4, $5 from unnest($2::int[]) as number on conflict do nothing`,
    [repositoryId, numbers, shippedIn.kind, shippedIn.name, at],
  );
}

/** What brought a pull request to its users, as far as its outcome has not taken it. */
export async function listArrivals(db: Database, repositoryId: number, number: number): Promise<readonly Arrival[]> {
  const rows = await db.query<{ kind: Arrival["shippedIn"]["kind"]; name: string; at: Date }>(
    "select kind, name, at from arrival where repository_id = $1 and number = $2 order by at, kind, name",
    [repositoryId, number],
  );
  return rows.map(({ kind, name, at }) => ({ at: toUtcText(at), shippedIn: { kind, name } }));
}

/** Its outcome has taken them. */
export async function deleteArrivals(db: Database, repositoryId: number, number: number): Promise<void> {
  await db.query("delete from arrival where repository_id = $1 and number = $2", [repositoryId, number]);
}
