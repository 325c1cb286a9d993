import type { App } from "../app.ts";
import type { Worker } from "../engine/work-queue.ts";
import type { CredentialsWatch } from "../github/credentials-watch.ts";
import type { Readiness } from "../http/health.ts";
import type { OpenDatabase } from "../store/database.ts";
import { isMigrated } from "../store/migrate.ts";
import { describeTrouble } from "../store/trouble.ts";

export interface Checked {
  readonly db: OpenDatabase;
  readonly app: App;
  readonly credentials: CredentialsWatch;
  /** null until the database is ready. */
  readonly worker: Worker | null;
  /** What keeps the database from being ready, if that is known. */
  readonly trouble: string | null;
}

/** Whether deliveries can be stored and worked on, and why not. */
export async function checkReadiness({ db, app, credentials, worker, trouble }: Checked): Promise<Readiness> {
  // Credentials that worked and do not any more are said elsewhere: deliveries can be stored all the same.
  const refused = credentials.haveWorked() ? null : credentials.findProblem();
  const found = worker ? await listProblems({ db, app, worker }) : ["starting: the database is not ready", trouble];
  const reasons = [...new Set([...found, refused].filter((reason) => reason !== null))];
  return { ok: reasons.length === 0, reasons };
}

async function listProblems({ db, app, worker }: Pick<Checked, "db" | "app"> & { readonly worker: Worker }) {
  const problem = await isMigrated(db).then((isReady) => (isReady ? null : "migrations are missing"), describeTrouble);
  return [problem, await app.findProblem(), ...worker.listProblems()];
}
