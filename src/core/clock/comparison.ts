import type { Shipment } from "./shipment.ts";

/** A change that waits to reach its users. */
export interface UnshippedChange {
  /** Number of the pull request. */
  readonly number: number;
  /** When it was merged, or came back; ISO 8601. */
  readonly mergedAt: string;
  /** The commit that is to reach its users; null where GitHub named none. */
  readonly sha: string | null;
  readonly notShippedAt: string | null;
}

/** How far a shipment was compared with what waits. It is kept, so that a comparison goes on where it stopped. */
export interface Progress {
  /** Commits from before this moment are not asked for; ISO 8601. */
  readonly since: string;
  /** The commit whose history it is; null before the first page. */
  readonly head: string | null;
  readonly cursor: string | null;
  readonly pages: number;
  /** The pull requests that the history left undecided; null while it is read. */
  readonly left: readonly number[] | null;
}

/** What to ask GitHub next about a shipment. */
export type Step =
  | { readonly kind: "history"; readonly revision: string; readonly since: string; readonly cursor: string | null }
  | { readonly kind: "compare"; readonly number: number; readonly commit: string; readonly head: string }
  | { readonly kind: "done" };

const DAY_MS = 24 * 60 * 60_000;
/** GitHub's clocks differ, and a push is told of before the merge that caused it. */
const SLACK_MS = 2 * 60_000;
/** In pages of a hundred commits. */
const MOST_PAGES = 5;

/** The changes that a shipment may have brought to their users. */
export function listCandidates(
  { at }: Pick<Shipment, "at">,
  waiting: readonly UnshippedChange[],
): readonly UnshippedChange[] {
  const shippedAt = Date.parse(at);
  return waiting.filter(
    ({ sha, mergedAt, notShippedAt }) =>
      sha !== null &&
      Date.parse(mergedAt) <= shippedAt + SLACK_MS &&
      (notShippedAt === null || Date.parse(notShippedAt) < shippedAt),
  );
}

/** From when on a shipment may have brought a change that was merged at a moment (ISO 8601). */
export function findEarliestShipment(mergedAt: string): Date {
  return new Date(Date.parse(mergedAt) - SLACK_MS);
}

/** What to ask next: a page of the history, then each change that is left by itself. */
export function findStep(
  { revision }: Pick<Shipment, "revision">,
  progress: Progress | null,
  candidates: readonly UnshippedChange[],
): Step {
  if (candidates.length === 0) return { kind: "done" };
  const { since, head, cursor, left } = progress ?? beginProgress(candidates);
  if (left === null) return { kind: "history", revision: head ?? revision, since, cursor };
  const next = candidates.find(({ number }) => left.includes(number));
  return next?.sha && head ? { kind: "compare", number: next.number, commit: next.sha, head } : { kind: "done" };
}

function beginProgress(candidates: readonly UnshippedChange[]): Progress {
  const oldest = Math.min(...candidates.map(({ mergedAt }) => Date.parse(mergedAt)));
  return { since: new Date(oldest - DAY_MS).toISOString(), head: null, cursor: null, pages: 0, left: null };
}

/** A page of the history of the shipment; undefined where GitHub has no such commit (any more). */
export type Page =
  | { readonly head: string; readonly commits: readonly string[]; readonly next: string | null }
  | undefined;

/** What a page of the history tells: which changes arrived, and how to go on; null when all is decided. */
export function takePage(
  progress: Progress | null,
  page: Page,
  candidates: readonly UnshippedChange[],
): { readonly arrived: readonly number[]; readonly progress: Progress | null } {
  if (!page) return { arrived: [], progress: null };
  const commits = new Set(page.commits);
  const isThere = ({ sha }: UnshippedChange) => sha !== null && commits.has(sha);
  const arrived = candidates.filter(isThere).map(({ number }) => number);
  const left = candidates.filter((change) => !isThere(change)).map(({ number }) => number);
  if (left.length === 0 || page.next === null) return { arrived, progress: null };
  const { since, pages } = progress ?? beginProgress(candidates);
  const isOver = pages + 1 >= MOST_PAGES;
  return {
    arrived,
    progress: { since, head: page.head, cursor: page.next, pages: pages + 1, left: isOver ? left : null },
  };
}

/** The comparison without the change that was compared by itself. */
export function takeCompared(progress: Progress, number: number): Progress {
  return { ...progress, left: (progress.left ?? []).filter((other) => other !== number) };
}
