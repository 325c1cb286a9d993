import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuditedPull } from "../core/audit/audit-pull.ts";

/** What an unfinished audit knew. */
export interface Notes {
  /** ISO 8601: what changed after it is read again at the end. */
  readonly startedAt: string;
  /** How many there will be; null when GitHub did not say. */
  readonly total: number | null;
  /** Where the next page begins. */
  readonly next: string | null;
  readonly pulls: readonly AuditedPull[];
  readonly unread: number;
}

/** Where the notes of one audit lie. They end with it. */
export interface Notebook {
  readonly file: string;
}

interface Head {
  readonly version: number;
  /** What the pull requests were judged by; by other rules the notes are worth nothing. */
  readonly rules: string;
  readonly startedAt: string;
  readonly total: number | null;
}
type Page = Pick<Notes, "next" | "pulls" | "unread">;

/** Raised when lines change their meaning. */
const VERSION = 1;
/** Older ones would mix two days into one figure. */
const LIFETIME_MS = 24 * 60 * 60_000;

/** The notebook of an audit, by what was asked for: host, repository, first day. null where nothing can be written. */
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

/** A short name for the rules pull requests are judged by. */
export function digest(rules: unknown): string {
  return createHash("sha256").update(JSON.stringify(rules)).digest("hex");
}

/** What an interrupted audit left; null where there is nothing, or nothing of use. A line cut off at the end is no loss. */
export async function findNotes({ file }: Notebook, rules: string, now: Date): Promise<Notes | null> {
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n").slice(0, -1);
  const [head, ...pages] = lines.flatMap(parseLine);
  if (!isHead(head) || head.version !== VERSION || head.rules !== rules) return null;
  if (now.getTime() - Date.parse(head.startedAt) > LIFETIME_MS) return null;
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

/** Begins a notebook anew. It is readable by nobody else: measures of private repositories stand in it. */
export async function startNotes({ file }: Notebook, head: Omit<Head, "version">): Promise<void> {
  await writeFile(file, toLine({ version: VERSION, ...head }));
}

/** Adds a page that was read. */
export async function addNotes({ file }: Notebook, page: Page): Promise<void> {
  await appendFile(file, toLine(page));
}

/** Throws the notes of a finished audit away. */
export async function dropNotes({ file }: Notebook): Promise<void> {
  await rm(file, { force: true });
}

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function parseLine(line: string): readonly unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [null];
  }
}

function isHead(value: unknown): value is Head {
  return typeof value === "object" && value !== null && "rules" in value && "startedAt" in value;
}

function isPage(value: unknown): value is Page {
  return typeof value === "object" && value !== null && "pulls" in value && Array.isArray(value.pulls);
}
