import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuditedPull } from "../core/audit/audit-pull.ts";
import { NOTES_LIFETIME_MS, parseLines, toLine } from "./note-lines.ts";

/** The state of an unfinished audit. */
export interface Notes {
  /** ISO 8601. What changed after this moment is read again at the end. */
  readonly startedAt: string;
  /** How many pull requests there are in all; null when GitHub did not say. */
  readonly total: number | null;
  /** The cursor of the next page. */
  readonly next: string | null;
  readonly pulls: readonly AuditedPull[];
  readonly unread: number;
}

/** The file with the notes of one audit, deleted once the audit is done. */
export interface Notebook {
  readonly file: string;
}

interface Head {
  readonly version: number;
  /** Digest of the rules the pull requests were evaluated by; under other rules the notes are worthless. */
  readonly rules: string;
  readonly startedAt: string;
  readonly total: number | null;
}
type Page = Pick<Notes, "next" | "pulls" | "unread">;

/** Increased when the meaning of a line changes. */
const VERSION = 1;

/** Opens the notebook of an audit, identified by host, repository and first day; null when nothing can be written. */
export async function openNotebook(folder: string, asked: readonly string[]): Promise<Notebook | null> {
  const file = join(folder, `audit-${digest(asked).slice(0, 16)}.jsonl`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await appendFile(file, "", { mode: 0o600 });
    return { file };
  } catch {
    return null;
  }
}

/** A digest that identifies the rules pull requests are evaluated by. */
export function digest(rules: unknown): string {
  return createHash("sha256").update(JSON.stringify(rules)).digest("hex");
}

/** The notes of an interrupted audit; null when there are none of use. */
export async function findNotes({ file }: Notebook, rules: string, now: Date): Promise<Notes | null> {
  const [head, ...pages] = parseLines(await readFile(file, "utf8").catch(() => ""));
  if (!isHead(head) || head.version !== VERSION || head.rules !== rules) return null;
  if (now.getTime() - Date.parse(head.startedAt) > NOTES_LIFETIME_MS) return null;
  const read = pages.filter(isPage);
  const next = read.at(-1)?.next ?? null;
  if (read.length !== pages.length || next === null) return null;
  return {
    startedAt: head.startedAt,
    total: head.total,
    next,
    pulls: read.flatMap(({ pulls }) => pulls),
    unread: read.reduce((sum, { unread }) => sum + unread, 0),
  };
}

/** Starts a notebook from scratch. Only its owner can read it, since it holds measures of private repositories. */
export async function startNotes({ file }: Notebook, head: Omit<Head, "version">): Promise<void> {
  await writeFile(file, toLine({ version: VERSION, ...head }));
}

/** Adds a page that was read. */
export async function addNotes({ file }: Notebook, page: Page): Promise<void> {
  await appendFile(file, toLine(page));
}

/** Deletes the notes of a finished audit. */
export async function dropNotes({ file }: Notebook): Promise<void> {
  await rm(file, { force: true });
}

function isHead(value: unknown): value is Head {
  return typeof value === "object" && value !== null && "rules" in value && "startedAt" in value;
}

function isPage(value: unknown): value is Page {
  return typeof value === "object" && value !== null && "pulls" in value && Array.isArray(value.pulls);
}
