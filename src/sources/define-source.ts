import type { Path } from "../core/config/config-yaml.ts";
import { GITHUB_SOURCE } from "../core/metric/metric.ts";
import type { SourceDefinition } from "./definition.ts";
import { definePrometheus } from "./prometheus-definition.ts";
import type { WrittenSource } from "./sources-schema.ts";
import { defineSql } from "./sql-definition.ts";
import { expand, type SourceVariables } from "./variables.ts";

/** What is wrong in the file, and where. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly on?: "key" | "value";
}

/** A source of the file, or what is wrong with it. */
export interface Judged {
  readonly definition: SourceDefinition | null;
  readonly findings: readonly Finding[];
}

/** Says what a source of the file means. */
export function defineSource(name: string, source: WrittenSource, variables: SourceVariables): Judged {
  const at = ["sources", name];
  const expanded = expandAll(at, source, variables);
  const wrong = [...listCommonFindings(at), ...expanded.findings];
  if (expanded.findings.length > 0) return { definition: null, findings: wrong };
  const { repositories, public: isPublic } = source;
  const shared = { name, repositories, isPublic };
  const defined =
    source.kind === "prometheus"
      ? merge({ kind: source.kind, queries: source.queries, ...shared }, definePrometheus(expanded))
      : merge({ kind: source.kind, queries: source.queries, ...shared }, defineSql(expanded));
  if (!("message" in defined)) return { definition: defined, findings: wrong };
  return { definition: null, findings: [...wrong, { path: [...at, defined.key], message: defined.message }] };
}

interface Problem {
  readonly key: string;
  readonly message: string;
}

function merge<Shared, Own extends object>(shared: Shared, own: Own | Problem): (Shared & Own) | Problem {
  return "message" in own ? (own as Problem) : { ...shared, ...(own as Own) };
}

function listCommonFindings(at: Path): readonly Finding[] {
  const isReserved = String(at.at(-1)).toLowerCase() === GITHUB_SOURCE;
  return isReserved ? [{ path: at, message: RESERVED, on: "key" }] : [];
}

const RESERVED = "The name github belongs to the issues of the repository itself. Choose another one.";

/** The address and the headers with their variables put in. */
function expandAll(at: Path, source: WrittenSource, variables: SourceVariables) {
  const findings: Finding[] = [];
  const values: string[] = [];
  const put = (written: string, key: string): string => {
    const expanded = expand(written, variables);
    if ("problem" in expanded) {
      findings.push({ path: [...at, key], message: expanded.problem });
      return "";
    }
    values.push(...expanded.values);
    return expanded.text;
  };
  const written = source.kind === "prometheus" ? source.headers : {};
  const headers = Object.fromEntries(Object.entries(written).map(([name, value]) => [name, put(value, "headers")]));
  return { findings, values, address: put(source.address, "address"), headers };
}
