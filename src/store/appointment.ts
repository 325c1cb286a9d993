import type { Database } from "./database.ts";

/** Sees to it that an object is looked at again at that moment; an earlier appointment stands. */
export async function makeAppointment(db: Database, object: string, at: Date): Promise<void> {
  await db.query(
    `insert into appointment (object, at) values ($1, $2)
     on conflict (object) do update set at = least(appointment.at, excluded.at)`,
    [object, at],
  );
}

/** Objects whose time has come, the longest due first. */
export async function listDueAppointments(db: Database, now: Date, limit: number): Promise<readonly string[]> {
  const rows = await db.query<{ object: string }>(
    "select object from appointment where at <= $1 order by at limit $2",
    [now, limit],
  );
  return rows.map((row) => row.object);
}

/** The appointment was kept. One made meanwhile for later stands. */
export async function keepAppointment(db: Database, object: string, until: Date): Promise<void> {
  await db.query("delete from appointment where object = $1 and at <= $2", [object, until]);
}
