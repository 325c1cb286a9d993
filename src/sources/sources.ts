import { GITHUB_SOURCE, type Metric, type MetricQuery } from "../core/metric/metric.ts";
import type { SourceDefinition } from "./definition.ts";
import { createGitHubSource } from "./github-source.ts";
import { createRoom, paceSource, type Room } from "./paced-source.ts";
import { createPrometheusSource } from "./prometheus-source.ts";
import { isAmong } from "./repositories.ts";
import type { RepositoryIdentity, Source, SourceFinding, Sources } from "./source.ts";
import { isName } from "./sources-schema.ts";
import { createSqlSource } from "./sql-source.ts";
import { type SourceRead, watchReads } from "./watched-source.ts";

export interface SourcesOptions {
  /** The sources of the operator's file. */
  readonly definitions?: readonly SourceDefinition[];
  /** How long a source may take for one answer. */
  readonly withinMs?: number;
  /** Called with each read of a source. */
  readonly onRead?: (read: SourceRead) => void;
}

const WITHIN_MS = 10_000;

/** The sources of this process: GitHub's issues, and what the operator's file defines. */
export function createSources(options: SourcesOptions = {}): Sources {
  const { definitions = [], withinMs = WITHIN_MS, onRead = () => {} } = options;
  const issues = watchReads(createGitHubSource(), "github", onRead);
  const opening = { withinMs, onRead, room: createRoom() };
  const others = new Map(
    definitions.map((definition) => [definition.name, { definition, source: open(definition, opening) }]),
  );
  return {
    find(metric, repository) {
      if (metric.source === GITHUB_SOURCE) return findIssues(metric, issues);
      const found = others.get(metric.source);
      if (!found) return { kind: "unknown" };
      return findQuery(found, metric, repository);
    },
  };
}

interface Opening extends Required<Pick<SourcesOptions, "withinMs" | "onRead">> {
  readonly room: Room;
}

function open(definition: SourceDefinition, { withinMs, onRead, room }: Opening): Source {
  const source =
    definition.kind === "prometheus"
      ? createPrometheusSource(definition, withinMs)
      : createSqlSource(definition, withinMs);
  return paceSource(watchReads(source, definition.kind, onRead), definition.secrets, room);
}

/** Issues are seen by those who see the repository. A comma separates labels where GitHub is asked for them. */
function findIssues({ query }: Metric, source: Source): SourceFinding {
  const isAskable = query.kind === "issues" && !query.labels.some((label) => label.includes(","));
  return isAskable ? { kind: "source", source, isPublic: true } : { kind: "no-such-query" };
}

function findQuery(
  { definition, source }: { readonly definition: SourceDefinition; readonly source: Source },
  { query }: Metric,
  repository: RepositoryIdentity,
): SourceFinding {
  if (!isAmong(definition.repositories, repository)) return { kind: "not-open" };
  const { queries, isPublic } = definition;
  if (query.kind !== "query") return { kind: "no-such-query" };
  if (queries === "any") return { kind: "source", source, isPublic };
  if (!Object.hasOwn(queries, query.query)) {
    return { kind: isName(query.query) ? "no-such-query" : "query-not-allowed" };
  }
  const written: MetricQuery = { kind: "query", query: queries[query.query] ?? "" };
  return { kind: "source", source: asking(source, written), isPublic };
}

/** The source, asked for what the operator wrote under a name. */
function asking(source: Source, query: MetricQuery): Source {
  return { read: (request) => source.read({ ...request, query }) };
}
