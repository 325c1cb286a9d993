import type { Log } from "../core/log.ts";
import type { ObjectName } from "../core/object.ts";
import type { GitHub } from "../github/github.ts";
import { makeAppointment } from "../store/appointment.ts";
import type { Database } from "../store/database.ts";

/** What every flow works with. Time is a value: the moment at which this look began. */
export interface Context {
  readonly db: Database;
  readonly github: GitHub;
  readonly now: Date;
  readonly log: Log;
  /** What is being looked at; `again` collects when it is to be looked at again, until the look has ended. */
  readonly self: { readonly object: ObjectName; readonly again: Date[] };
  /** A hint that an object's appointment is due already; losing it costs a few seconds, not the appointment. */
  readonly hint: (object: ObjectName) => void;
}

/** Sees to it that an object is looked at, now or later, also if the process ends in between. */
export async function lookLater(context: Context, object: ObjectName, at: Date = context.now): Promise<void> {
  if (object === context.self.object && at > context.now) {
    context.self.again.push(at);
    return;
  }
  await makeAppointment(context.db, object, at);
  if (at <= context.now) context.hint(object);
}
