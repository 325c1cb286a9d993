import type { OnboardingProgress } from "../core/onboarding/onboarding-pace.ts";
import type { Database } from "./database.ts";

/** Has a repository wait for its turn to be asked. */
export async function queueOnboarding(db: Database, repositoryId: number, at: Date): Promise<void> {
  await db.query(
    "insert into onboarding_queue (repository_id, queued_at) values ($1, $2) on conflict (repository_id) do nothing",
    [repositoryId, at],
  );
}

/** It is not to be asked any more. */
export async function leaveOnboardingQueue(db: Database, repositoryId: number): Promise<void> {
  await db.query("delete from onboarding_queue where repository_id = $1", [repositoryId]);
}

/**
 * The inactive repository of an installation whose files were read last: what it inherits from its owner is newest.
 * Undefined when there is none, so that none waits either.
 */
export async function findFreshestInactive(db: Database, installationId: number): Promise<number | undefined> {
  const [row] = await db.query<{ id: number }>(
    `select id from repository
      where installation_id = $1 and removed_at is null and displaced_at is null and not is_active and files is not null
      order by files_read_at desc nulls last limit 1`,
    [installationId],
  );
  return row?.id;
}

/**
 * Serializes the turns of an installation until the transaction ends, so that two processes do not give the last place
 * twice.
 */
export async function lockOnboardings(db: Database, installationId: number): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('onboarding/' || $1::text, 0))", [installationId]);
}

/** How far the onboarding of an installation is, and how many repositories wait. */
export async function countOnboardings(
  db: Database,
  installationId: number,
  { today, lately }: { readonly today: Date; readonly lately: Date },
): Promise<OnboardingProgress & { readonly waiting: number }> {
  const [row] = await db.query<OnboardingProgress & { waiting: number }>(
    `select count(*)::int as repositories,
            count(*) filter (where state in ('accepted', 'superseded') or is_active and lower(name) <> '.github')::int as started,
            count(*) filter (where state <> 'impossible' and begun_at >= $2)::int as "askedToday",
            count(*) filter (where state in ('begun', 'open'))::int as open,
            count(*) filter (where state in ('begun', 'open') and begun_at >= $3)::int as "openLately",
            count(*) filter (where state = 'declined')::int as declined,
            count(*) filter (where queued_at is not null and not is_active)::int as waiting
       from repository
       left join onboarding o on o.repository_id = id
       left join onboarding_queue q on q.repository_id = id
      where installation_id = $1 and removed_at is null and displaced_at is null`,
    [installationId, today, lately],
  );
  if (!row) throw new Error("a count has one row");
  return row;
}

/**
 * Begins to ask those that waited longest, and takes them off the queue. Returns all that are about to be asked: also
 * those that began before, since the app may have been away since.
 */
export async function takePlaces(
  db: Database,
  installationId: number,
  { places, at }: { readonly places: number; readonly at: Date },
): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `with turn as (
       delete from onboarding_queue where repository_id in (
         select repository_id from onboarding_queue join repository on id = repository_id
          where installation_id = $1 and removed_at is null and displaced_at is null and not is_active
          order by queued_at, repository_id limit $2)
       returning repository_id),
     begun as (
       insert into onboarding (repository_id, state, kind, begun_at) select repository_id, 'begun', 'pull', $3 from turn
           on conflict (repository_id) do nothing returning repository_id)
     select repository_id as id from begun
     union
     select repository_id from onboarding join repository on id = repository_id
      where installation_id = $1 and removed_at is null and displaced_at is null and state = 'begun'
      order by id`,
    [installationId, places, at],
  );
  return rows.map((row) => row.id);
}
