import { Refusal } from "../core/external-error.ts";
import type { Log } from "../core/log.ts";
import type { ReconcileKey } from "../core/reconcile-key.ts";
import type { GitHub } from "../github/github.ts";
import type { Database } from "../store/database.ts";
import { saveWorkItem } from "../store/work-item.ts";

/** What is being looked at. */
export interface Self {
  readonly object: ReconcileKey;
  /** Collects when it is to be looked at again, until the look has ended. */
  readonly again: Date[];
  /** Collects what stood in the way of parts of it, while the others went on. */
  readonly blocked: Refusal[];
  /** A hint that an object is due at a moment that is near. */
  readonly notifyAt: (object: ReconcileKey, at: Date) => void;
}

/** What every flow works with. Time is a value: the moment at which this look began. */
export interface Context {
  readonly db: Database;
  readonly github: GitHub;
  readonly now: Date;
  readonly log: Log;
  readonly self: Self;
  /** A hint that an object's appointment is due already; losing it costs a few seconds, not the appointment. */
  readonly notify: (object: ReconcileKey) => void;
}

/** Sees to it that an object is looked at, now or later, also if the process ends in between. */
export async function enqueue(context: Context, object: ReconcileKey, at: Date = context.now): Promise<void> {
  if (object === context.self.object && at > context.now) {
    context.self.again.push(at);
    return;
  }
  await saveWorkItem(context.db, object, at);
  if (at <= context.now) context.notify(object);
}

/** Does a part of a look. What stands in its way until somebody changes it is no reason to leave the other parts undone; undefined then. */
export async function tryPart<Result>(context: Context, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.obstacle === null) throw error;
    context.self.blocked.push(error);
    return undefined;
  }
}
