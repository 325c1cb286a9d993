import type { Onboarding, OnboardingPace } from "../core/onboarding/onboarding.ts";
import { defineColumns, plain } from "./columns.ts";
import type { Database } from "./database.ts";

const ONBOARDING = defineColumns<Onboarding>({
  repositoryId: plain(),
  state: plain(),
  kind: plain(),
  number: plain(),
  templates: plain(),
});

/** The onboarding of a repository; undefined when it was never asked. */
export async function findOnboarding(db: Database, repositoryId: number): Promise<Onboarding | undefined> {
  const [row] = await db.query<object>(`select ${ONBOARDING.select} from onboarding where repository_id = $1`, [
    repositoryId,
  ]);
  return row && ONBOARDING.fromRow(row);
}

/** How many onboardings of an installation are under way; `since` is the start of its day. */
export async function countOnboardings(db: Database, installationId: number, since: Date): Promise<OnboardingPace> {
  const [row] = await db.query<OnboardingPace>(
    `select count(*)::int as repositories,
            count(*) filter (where state <> 'impossible')::int as asked,
            count(*) filter (where state <> 'impossible' and begun_at >= $2)::int as "askedToday",
            count(*) filter (where state in ('begun', 'open'))::int as open,
            count(*) filter (where state in ('accepted', 'superseded'))::int as begun
       from repository left join onboarding on repository_id = id
      where installation_id = $1 and removed_at is null and displaced_at is null`,
    [installationId, since],
  );
  return row ?? { repositories: 0, asked: 0, askedToday: 0, open: 0, begun: 0 };
}

/**
 * Serializes onboardings of an installation until the transaction ends, so that two repositories do not take the last
 * place.
 */
export async function lockOnboardings(db: Database, installationId: number): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('onboarding/' || $1::text, 0))", [installationId]);
}

/** Records permanently that a repository is about to be asked. */
export async function beginOnboarding(db: Database, repositoryId: number, at: Date): Promise<void> {
  await db.query(
    `insert into onboarding (repository_id, state, kind, begun_at) values ($1, 'begun', 'pull', $2)
     on conflict (repository_id) do nothing`,
    [repositoryId, at],
  );
}

/** Keeps what came of it. */
export async function saveOnboarding(db: Database, onboarding: Onboarding): Promise<void> {
  const { sql, values } = ONBOARDING.assign(onboarding, 2);
  await db.query(`update onboarding set ${sql} where repository_id = $1`, [onboarding.repositoryId, ...values]);
}

/** Nothing was written after all: the repository may still be asked later. */
export async function deleteOnboarding(db: Database, repositoryId: number): Promise<void> {
  await db.query("delete from onboarding where repository_id = $1 and state = 'begun'", [repositoryId]);
}

/** The repositories of an installation that do not take part and were never asked. */
export async function listNeverAsked(db: Database, installationId: number): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `select id from repository
      where installation_id = $1 and removed_at is null and displaced_at is null and not is_active
        and not exists (select from onboarding where repository_id = id)
      order by id`,
    [installationId],
  );
  return rows.map((row) => row.id);
}
