import { type AuditedPull, type AuditRules, auditPull } from "../core/audit/audit-pull.ts";
import type { MergedPullsPage } from "../github/merged-page.ts";
import { addNotes, findNotes, type Notebook, startNotes } from "./audit-notes.ts";
import type { Meter } from "./meter.ts";
import type { PatientReader } from "./patient-reader.ts";

/** What to audit, and the tools for it. */
export interface AuditTask {
  readonly reader: PatientReader;
  readonly owner: string;
  readonly name: string;
  /** ISO 8601; pull requests merged at this moment or later count. */
  readonly since: string;
  readonly now: Date;
  readonly rules: AuditRules;
  /** Identifies the rules in the notes. */
  readonly rulesDigest: string;
  /** null when no notes can be kept. */
  readonly notebook: Notebook | null;
  readonly meter: Meter;
}

export interface AuditedPulls {
  readonly pulls: readonly AuditedPull[];
  /** How many pull requests GitHub listed but did not return. */
  readonly unread: number;
}

/** The update time of a pull request comes from GitHub's clock, the start of the audit from ours. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Reads and evaluates every pull request merged since a moment, page by page. Each page is noted, so that an
 * interrupted audit continues where it stopped. Pull requests updated meanwhile move to the front of the list, and are
 * read again at the end.
 */
export async function readPulls(task: AuditTask): Promise<AuditedPulls> {
  const { notebook, rulesDigest, now, meter } = task;
  const left = notebook && (await findNotes(notebook, rulesDigest, now));
  const startedAt = left?.startedAt ?? now.toISOString();
  const pulls = new Map((left?.pulls ?? []).map((pull) => [pull.number, pull]));
  if (left) meter.resume(pulls.size, left.total);

  const take = async (page: MergedPullsPage, audited: readonly AuditedPull[], isFirst: boolean) => {
    if (isFirst) meter.begin(page.total);
    if (isFirst && notebook) await startNotes(notebook, { rules: rulesDigest, startedAt, total: page.total });
    for (const pull of audited) pulls.set(pull.number, pull);
    meter.reach(pulls.size);
    if (notebook) await addNotes(notebook, { next: page.next, pulls: audited, unread: page.unread });
  };
  const pass = await readPass(task, { from: left?.next ?? null, until: task.since, take });
  if (left || pass.pages > 1) {
    const again = async (_: MergedPullsPage, audited: readonly AuditedPull[]) => {
      for (const pull of audited) pulls.set(pull.number, pull);
    };
    const until = new Date(Date.parse(startedAt) - CLOCKS_DIFFER_MS).toISOString();
    await readPass(task, { from: null, until, take: again });
  }
  return { pulls: [...pulls.values()], unread: (left?.unread ?? 0) + pass.unread };
}

interface Pass {
  readonly from: string | null;
  /** Ends at the first pull request that was last updated before this moment. */
  readonly until: string;
  readonly take: (page: MergedPullsPage, audited: readonly AuditedPull[], isFirst: boolean) => Promise<void>;
}

async function readPass(task: AuditTask, { from, until, take }: Pass): Promise<{ pages: number; unread: number }> {
  const { reader, owner, name, since, rules } = task;
  const withPaths = rules.config.skip.paths.length > 0;
  let after = from;
  let pages = 0;
  let unread = 0;
  do {
    const page = await reader.readPage({ owner, name, after, withPaths, countSince: after === null ? since : null });
    const recent = page.pulls.filter(({ pull }) => pull.mergedAt >= since);
    await take(
      page,
      recent.map(({ pull, paths }) => auditPull(pull, paths, rules)),
      after === null,
    );
    pages += 1;
    unread += page.unread;
    const oldest = page.pulls.at(-1)?.pull.updatedAt;
    after = oldest !== undefined && oldest < until ? null : page.next;
  } while (after !== null);
  return { pages, unread };
}
