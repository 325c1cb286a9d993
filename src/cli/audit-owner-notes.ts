import { appendFile, readFile, writeFile } from "node:fs/promises";
import type { AuditedRepository } from "../core/audit/audit-owner.ts";
import type { Notebook } from "./audit-notes.ts";
import { NOTES_LIFETIME_MS, parseLines, toLine } from "./note-lines.ts";

/** Increased when the meaning of a line changes. */
const VERSION = 1;

interface Head {
  readonly version: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

/**
 * The repositories that an interrupted audit of an owner has finished. Starts the notebook from scratch where it holds none of
 * use: a line that cannot be read, or one of yesterday.
 */
export async function findOrStartOwnerNotes({ file }: Notebook, now: Date): Promise<readonly AuditedRepository[]> {
  const [head, ...rows] = parseLines(await readFile(file, "utf8").catch(() => ""));
  const isOfUse = isHead(head) && now.getTime() - Date.parse(head.startedAt) <= NOTES_LIFETIME_MS;
  if (isOfUse && rows.every(isRow)) return rows;
  await writeFile(file, toLine({ version: VERSION, startedAt: now.toISOString() } satisfies Head));
  return [];
}

/** Adds a repository that is finished. */
export async function addRepository({ file }: Notebook, repository: AuditedRepository): Promise<void> {
  await appendFile(file, toLine(repository));
}

function isHead(value: unknown): value is Head {
  return (
    typeof value === "object" && value !== null && "startedAt" in value && Reflect.get(value, "version") === VERSION
  );
}

function isRow(value: unknown): value is AuditedRepository {
  return typeof value === "object" && value !== null && "repository" in value && "measure" in value;
}
