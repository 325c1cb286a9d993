import { type AuditReport, reportAudit } from "../core/audit/audit-report.ts";
import { findExtended, resolveSettings, type Settings } from "../core/config/settings.ts";
import type { RepositoryFiles } from "../core/repository/repository-files.ts";
import { digest, dropNotes, type Notebook, openNotebook } from "./audit-notes.ts";
import { type AuditedPulls, readPulls } from "./audit-pages.ts";
import type { AuditSpan } from "./audit-tools.ts";
import type { Meter } from "./meter.ts";
import type { PatientReader } from "./patient-reader.ts";

/** Which repository to audit, and the tools for it. */
export interface RepositoryTask extends AuditSpan {
  readonly reader: PatientReader;
  readonly owner: string;
  readonly name: string;
  readonly host: string;
  readonly now: () => Date;
  /** Where notes are kept; null for none. */
  readonly cacheFolder: string | null;
  /** Called when no notes can be kept there. */
  readonly onNoNotes: () => void;
  readonly meter: Meter;
}

/** Audits a repository; undefined when it does not exist or the token may not see it. */
export async function auditRepository(task: RepositoryTask): Promise<AuditReport | undefined> {
  const { reader, owner, name, since, until } = task;
  const files = await reader.readFiles(owner, name);
  if (!files) return undefined;
  const settings = await readSettings(reader, files);
  const { pulls, unread } = await readAll(task, files, settings);
  return reportAudit({ repository: `${owner}/${name}`, since, until, unread, files, settings, pulls });
}

async function readSettings(reader: PatientReader, files: RepositoryFiles): Promise<Settings> {
  const named = findExtended(files);
  const file = named && (await reader.readConfigFile(named.owner, named.name));
  const extended = file && file.text !== null ? { config: file.text, visibility: file.visibility } : null;
  return resolveSettings(files, { extended });
}

async function readAll(
  task: RepositoryTask,
  { defaultBranch }: RepositoryFiles,
  { config, templates }: Settings,
): Promise<AuditedPulls> {
  const { reader, owner, name, since, now, meter } = task;
  const rules = { config, templates, defaultBranch };
  const notebook = await openNotes(task);
  const found = await readPulls({
    reader,
    owner,
    name,
    since: `${since}T00:00:00Z`,
    now: now(),
    rules,
    rulesDigest: digest(rules),
    notebook,
    meter,
  });
  if (notebook) await dropNotes(notebook);
  return found;
}

async function openNotes({
  cacheFolder,
  host,
  owner,
  name,
  since,
  onNoNotes,
}: RepositoryTask): Promise<Notebook | null> {
  if (cacheFolder === null) return null;
  const notebook = await openNotebook(cacheFolder, [host, `${owner}/${name}`.toLowerCase(), since]);
  if (!notebook) onNoNotes();
  return notebook;
}
