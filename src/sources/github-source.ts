import { ExternalError, type ExternalErrorKind } from "../core/external-error.ts";
import { dayOf, startOf } from "../core/time/day.ts";
import type { IssueDatesPage, OpenedIssue } from "../github/opened-issue.ts";
import { keepPast, toSeries } from "./days.ts";
import { type Source, SourceError, type SourceErrorKind, type SourceRequest } from "./source.ts";

/** Pages of 100. More issues than this in a few weeks are no metric. */
const MOST_PAGES = 20;

/** The source that is always there: issues opened with all of some labels, counted by day. */
export function createGitHubSource(): Source {
  return {
    async read(request) {
      const { query, span, now } = request;
      const past = keepPast(span, now);
      if (query.kind !== "issues") throw new SourceError("not-understood");
      const opened = past ? await listOpened(request, query.labels) : [];
      const counts = countByDay(opened);
      // The list is GitHub's own and complete: a day that is not in it is a day without an issue.
      return toSeries(span, (day) => (past && day <= past.to ? (counts.get(day) ?? 0) : null));
    },
  };
}

function countByDay(opened: readonly OpenedIssue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { createdAt } of opened) {
    const day = dayOf(new Date(createdAt));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

/** An issue opened meanwhile moves another one to the next page, where it is listed again: it counts once. */
async function listOpened(
  { span, repository, github, signal }: SourceRequest,
  labels: readonly string[],
): Promise<readonly OpenedIssue[]> {
  const since = startOf(span.from).toISOString();
  const byNumber = new Map<number, OpenedIssue>();
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    if (signal?.aborted) throw new SourceError("timeout");
    const { issues, next }: IssueDatesPage = await github
      .listIssueDates(repository, { labels, since, cursor })
      .catch(translate);
    for (const issue of issues) byNumber.set(issue.number, issue);
    if (next === null) return [...byNumber.values()];
    cursor = next;
  }
  throw new SourceError("too-large");
}

function translate(error: unknown): never {
  if (!(error instanceof ExternalError)) throw error;
  const { kind, detail } = error;
  if (kind === "limited" || kind === "not-now") throw error;
  throw new SourceError(KINDS[kind], { detail });
}

const KINDS: Readonly<Record<Exclude<ExternalErrorKind, "limited" | "not-now">, SourceErrorKind>> = {
  unanswered: "unreachable",
  unreachable: "unreachable",
  "no-api": "unreachable",
  "not-found": "refused",
  gone: "refused",
  forbidden: "refused",
  locked: "refused",
  invalid: "refused",
  token: "refused",
  "sign-on": "refused",
  "too-heavy": "too-large",
  "too-old": "not-understood",
  "lost-place": "not-understood",
};
