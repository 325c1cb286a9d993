import type { Log } from "../core/log.ts";
import type { ObjectName } from "../core/object.ts";
import type { Repository } from "../core/repository.ts";
import { toAddress } from "../core/repository.ts";
import { resolveSettings, type Settings } from "../core/settings.ts";
import type { GitHub } from "../github/github.ts";
import { makeAppointment } from "../store/appointment.ts";
import type { Database } from "../store/database.ts";
import { saveFiles } from "../store/repository.ts";

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

/** A repository with what is in force there. */
export interface Scene {
  readonly repository: Repository;
  readonly settings: Settings;
  readonly defaultBranch: string;
  readonly hasIssues: boolean;
}

/** What is in force in a repository, read on first sight. Undefined when GitHub does not show it to us any more. */
export async function findScene(context: Context, repository: Repository): Promise<Scene | undefined> {
  const files = repository.files ?? (await readFiles(context, repository));
  if (!files) return undefined;
  const settings = resolveSettings(files);
  return { repository, settings, defaultBranch: files.defaultBranch, hasIssues: files.hasIssues };
}

async function readFiles(context: Context, repository: Repository) {
  const files = await context.github.readFiles(toAddress(repository));
  if (files) await saveFiles(context.db, repository.id, files, context.now);
  return files;
}
