import type { ReadProblem } from "../../core/metric/measured.ts";

/** Says why a source gave no numbers, in a sentence of our own: nothing of what it said, no address and no query. */
export function renderSourceProblem({ kind, status }: ReadProblem): string {
  const words = SENTENCES.get(kind) ?? "its source couldn't be read";
  return `${words}${status === null ? "" : ` (status ${status})`}.`;
}

/** The kinds are those of sources/source.ts. */
const SENTENCES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    unknown: "its source isn't known here",
    "not-open": "its source isn't open to this repository",
    "no-such-query": "its source has no such query",
    "query-not-allowed": "its source takes only named queries",
    unreachable: "its source can't be reached",
    timeout: "its source took too long to answer",
    refused: "its source refused the query",
    redirected: "its source answered with a redirect, which isn't followed",
    limited: "its source is limiting requests",
    busy: "its source failed a moment ago, so it isn't asked again yet",
    "too-large": "its source answered with too much",
    "not-understood": "its source's answer couldn't be read",
    "several-series": "its query gives several series, and a metric is one",
  }),
);
