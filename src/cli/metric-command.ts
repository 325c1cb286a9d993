import { ExternalError } from "../core/external-error.ts";
import { findNowSpan } from "../core/metric/comparison.ts";
import { listMetrics } from "../core/metric/list-metrics.ts";
import { GITHUB_SOURCE, type Metric } from "../core/metric/metric.ts";
import { findNearMiss } from "../core/near-miss.ts";
import { CONFIG_PATH, type RepositoryAddress } from "../core/repository/repository-files.ts";
import type { CommandEnv } from "../env.ts";
import { createReader } from "../github/reader.ts";
import type { SourceDefinition } from "../sources/definition.ts";
import { redact } from "../sources/redact.ts";
import { type Source, SourceError } from "../sources/source.ts";
import { createSources } from "../sources/sources.ts";
import { parseSourcesFile } from "../sources/sources-file.ts";
import type { SourceVariables } from "../sources/variables.ts";
import { Interruption } from "./interruption.ts";
import { loadConfig } from "./load-config.ts";
import { describeMetric, type MetricFailure, type MetricResult, renderMetricText } from "./metric-output.ts";
import { parseRepository } from "./parse-repository.ts";
import { readText } from "./read-text.ts";
import { type ExitCode, printJson, type Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface MetricOptions {
  readonly config?: string;
  readonly sources?: string;
  readonly repository?: string;
  readonly json?: boolean;
}

/** What the command needs besides its arguments. */
export interface MetricTools {
  readonly terminal: Terminal;
  readonly env: CommandEnv;
  /** The variables that the file of sources may name. */
  readonly variables: SourceVariables;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** `metric`: reads a metric as the app would, and shows its days. Ends with 0 when there is a number. */
export async function runMetric(name: string, options: MetricOptions, tools: MetricTools): Promise<ExitCode> {
  const { terminal } = tools;
  const file = options.config ?? CONFIG_PATH;
  const metric = findMetric(name, listMetrics(await loadConfig(file, terminal)), file);
  const result = await readMetric(metric, options, tools);
  if (options.json) printJson([describeMetric(result)], terminal);
  else terminal.print(renderMetricText(result, terminal.paint));
  return result.days.some(({ value }) => value !== null) ? 0 : 1;
}

function findMetric(name: string, metrics: readonly Metric[], file: string): Metric {
  const found = metrics.find((metric) => metric.name === name);
  if (found) return found;
  const names = metrics.map((metric) => metric.name);
  const meant = findNearMiss(names, name.slice(0, 40));
  const hint = names.length === 0 ? "it has no metrics" : `it has ${names.join(", ")}`;
  throw new UsageError(
    `no metric ${JSON.stringify(name)} in ${file}: ${meant === undefined ? hint : `did you mean ${meant}?`}`,
  );
}

async function readMetric(metric: Metric, options: MetricOptions, tools: MetricTools): Promise<MetricResult> {
  const now = tools.now();
  const span = findNowSpan(now);
  const { source, repository, secrets } = await findSource(metric, options, tools);
  const github = createReader({ ...tools.env, token: tools.env.token ?? "", signal: tools.signal, now: tools.now });
  if ("problem" in source) return { metric, span, days: [], problem: source.problem };
  try {
    const { query } = metric;
    const days = await tellIfSlow(metric, tools.terminal, () =>
      source.read({ query, span, repository, github, now, signal: tools.signal }),
    );
    return { metric, span, days, problem: null };
  } catch (error) {
    if (tools.signal.aborted) throw new Interruption("Stopped.");
    const problem = toFailure(error);
    return { metric, span, days: [], problem: { ...problem, detail: redact(problem.detail, secrets) } };
  }
}

/** What a source or GitHub's rate limit says; throws what is a bug. */
function toFailure(error: unknown): MetricFailure {
  if (error instanceof SourceError) return { kind: error.kind, status: error.status, detail: error.detail };
  if (!(error instanceof ExternalError)) throw error;
  return { kind: "limited", status: null, detail: error.detail };
}

const SLOW_MS = 2_000;

/** A source may take ten seconds. */
async function tellIfSlow<T>({ source }: Metric, terminal: Terminal, read: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => terminal.warn(`Waiting for ${source} …`), SLOW_MS);
  try {
    return await read();
  } finally {
    clearTimeout(timer);
  }
}

interface Found {
  readonly source: Source | { readonly problem: MetricFailure };
  readonly repository: RepositoryAddress;
  readonly secrets: readonly string[];
}

async function findSource(metric: Metric, options: MetricOptions, tools: MetricTools): Promise<Found> {
  const definitions = await readDefinitions(options.sources, tools.variables);
  const repository = findRepository(metric, options.repository);
  const { token } = tools.env;
  if (metric.source === GITHUB_SOURCE && token === null) throw new UsageError(NO_TOKEN);
  const sources = createSources({
    definitions: options.repository === undefined ? definitions.map(openToAny) : definitions,
  });
  const found = sources.find(metric, repository);
  const secrets = [...definitions.flatMap((definition) => definition.secrets), ...(token === null ? [] : [token])];
  if (found.kind === "source") return { source: found.source, repository, secrets };
  const detail = findHint(found.kind, metric, definitions);
  return { source: { problem: { kind: found.kind, status: null, detail } }, repository, secrets };
}

const NO_TOKEN = `GITHUB_TOKEN is not set, and counting issues needs one. With the GitHub CLI: GITHUB_TOKEN=$(gh auth token)`;

/** What the operator may do about a source that was not found; empty where its sentence says all. */
function findHint(kind: string, { source }: Metric, definitions: readonly SourceDefinition[]): string {
  const names = definitions.map(({ name }) => name);
  const ids = definitions.find(({ name }) => name === source)?.repositories.filter((one) => typeof one === "number");
  if (kind === "not-open" && ids?.length) return "the file opens it to repositories by id too: try --repository <id>";
  if (kind !== "unknown") return "";
  return names.length === 0 ? "name the file of sources with --sources" : `the file of sources has ${names.join(", ")}`;
}

async function readDefinitions(
  file: string | undefined,
  variables: SourceVariables,
): Promise<readonly SourceDefinition[]> {
  if (file === undefined) return [];
  const read = parseSourcesFile(await readText(file), variables);
  if ("definitions" in read) return read.definitions;
  throw new UsageError(read.problems.map((problem) => problem.replace("SOURCES_FILE", file)).join("\n"));
}

/** No repository has this id; without a repository, only whether the query works is asked. */
const ANY = { id: 0, installationId: 0, owner: "any", name: "any" } satisfies RepositoryAddress;

function openToAny(definition: SourceDefinition): SourceDefinition {
  return { ...definition, repositories: [ANY.id] };
}

/** A file of sources may name repositories by id: which id a name has, only GitHub knows. */
function findRepository({ name, source }: Metric, words: string | undefined): RepositoryAddress {
  const isIssues = source === GITHUB_SOURCE;
  if (words !== undefined && /^\d+$/.test(words) && !isIssues) return { ...ANY, id: Number(words) };
  if (words !== undefined) return { ...ANY, ...parseRepository(words) };
  if (!isIssues) return ANY;
  throw new UsageError(`metric ${name} counts issues: say of which repository with --repository owner/name`);
}
