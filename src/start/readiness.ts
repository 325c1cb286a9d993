import type { App } from "../app.ts";
import type { Worker } from "../engine/work-queue.ts";
import type { Readiness } from "../http/health.ts";
import type { OpenDatabase } from "../store/database.ts";
import { isMigrated } from "../store/migrate.ts";
import { describeTrouble } from "../store/trouble.ts";

/** Whether deliveries can be stored and worked on, and why not. */
export async function checkReadiness(db: OpenDatabase, worker: Worker | null, app: App): Promise<Readiness> {
  if (!worker) return { ok: false, reasons: ["starting: the database is not ready"] };
  const trouble = await isMigrated(db).then((isReady) => (isReady ? null : "migrations are missing"), describeTrouble);
  const found = [trouble, await app.findProblem(), ...worker.listProblems()].filter((reason) => reason !== null);
  const reasons = [...new Set(found)];
  return { ok: reasons.length === 0, reasons };
}
