import type { Log } from "../core/log.ts";
import type { Milestone } from "../core/milestone.ts";
import type { ReconcileKey } from "../core/reconcile-key.ts";
import type { TextGiven, TextParsed, TextParserName } from "../core/text-parsers.ts";
import type { GitHub } from "../github/github.ts";
import type { Sources } from "../sources/source.ts";
import type { Database } from "../store/database.ts";
import { saveWorkItems } from "../store/work-item.ts";
import type { TextParser } from "./text-parser.ts";

/** What every reconciler works with. Time is a value: the moment this reconcile started. */
export interface Context {
  readonly db: Database;
  readonly github: GitHub;
  /** Where the numbers of metrics come from. */
  readonly sources: Sources;
  readonly now: Date;
  readonly log: Log;
  /** What people wrote is parsed apart from all other work: `parseText`. */
  readonly texts: Pick<TextParser, "parse">;
  /** The key being reconciled. */
  readonly key: ReconcileKey;
  /** Waits while deliveries arrive so fast that all other work should slow down. */
  readonly pass: () => Promise<void>;
  /** Tells this process that a key is due. A lost notification costs the seconds until the next poll, nothing else. */
  readonly notify: (key: ReconcileKey) => void;
  /** The same for a moment in the near future. */
  readonly notifyAt: (key: ReconcileKey, at: Date) => void;
  /** Counts a milestone; `announce` in reconcilers/announce.ts logs it too. */
  readonly onMilestone: (milestone: Milestone) => void;
}

/** Parses what a person wrote; undefined when that takes longer than it may. Then the text is set aside. */
export async function parseText<Name extends TextParserName>(
  { texts, log }: Context,
  name: Name,
  given: TextGiven[Name],
): Promise<TextParsed[Name] | undefined> {
  const parsed = await texts.parse(name, ...given);
  if (!parsed) log.warn({ parser: name }, "gave up on a text that took too long to parse");
  return parsed?.value;
}

/**
 * Enqueues a key for now or later; the work item survives a crash. A reconciler that wants to run again itself returns
 * `requeueAt` instead: a work item saved here would still be due, and run again at once.
 */
export async function enqueue(context: Context, key: ReconcileKey, runAt: Date = context.now): Promise<void> {
  await enqueueAll(context, [{ key, runAt }]);
}

/** The same for several keys, none of them twice, in one statement. */
export async function enqueueAll(
  context: Context,
  items: readonly { readonly key: ReconcileKey; readonly runAt: Date }[],
): Promise<void> {
  for (const { key, runAt } of items) {
    if (key === context.key && runAt > context.now) throw new Error(`${key} enqueues itself for later`);
  }
  if (items.length === 0) return;
  await saveWorkItems(context.db, items);
  for (const { key, runAt } of items) if (runAt <= context.now) context.notify(key);
}
