import type { Onboarding } from "../core/onboarding/onboarding.ts";
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

/** Keeps what came of it. */
export async function saveOnboarding(db: Database, onboarding: Onboarding): Promise<void> {
  const { sql, values } = ONBOARDING.assign(onboarding, 2);
  await db.query(`update onboarding set ${sql} where repository_id = $1`, [onboarding.repositoryId, ...values]);
}

/** Nothing was written after all: the repository may still be asked later. */
export async function deleteOnboarding(db: Database, repositoryId: number): Promise<void> {
  await db.query("delete from onboarding where repository_id = $1 and state = 'begun'", [repositoryId]);
}
