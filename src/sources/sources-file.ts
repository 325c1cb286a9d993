import { readFileSync } from "node:fs";
import type { z } from "zod";
import { describeIssue } from "../core/config/config-words.ts";
import { type Path, parseYaml, type YamlFile } from "../core/config/config-yaml.ts";
import { GITHUB_SOURCE } from "../core/metric/metric.ts";
import { findNearMiss } from "../core/near-miss.ts";
import type { SourceDefinition } from "./definition.ts";
import { definePrometheus } from "./prometheus-definition.ts";
import { isRepositoryEntry } from "./repositories.ts";
import { listKeys, listKinds, SourcesFile, type WrittenSource } from "./sources-schema.ts";
import { expand, type SourceVariables } from "./variables.ts";

export type ReadSources =
  | { readonly definitions: readonly SourceDefinition[] }
  /** One line each. They name keys, and never a value: that may be a secret. */
  | { readonly problems: readonly string[] };

interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly on?: "key" | "value";
}

/** Reads the operator's file of sources. */
export function readSourcesFile(path: string, variables: SourceVariables): ReadSources {
  try {
    return parseSourcesFile(readFileSync(path, "utf8"), variables);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    return { problems: [`SOURCES_FILE names a file that cannot be read${code}`] };
  }
}

/** Parses the operator's file of sources. */
export function parseSourcesFile(text: string, variables: SourceVariables): ReadSources {
  // Some editors begin a file with a byte order mark.
  const yaml = parseYaml(text.replace(/^\uFEFF/, ""));
  const broken = yaml.problems.filter(({ severity }) => severity === "error");
  if (broken.length > 0)
    return { problems: broken.map(({ line, message }) => `SOURCES_FILE line ${line}: ${message}`) };
  const parsed = SourcesFile.safeParse(yaml.value);
  const judged = parsed.success
    ? Object.entries(parsed.data.sources).map(([name, source]) => define(name, source, variables))
    : [];
  const findings = [...listIssues(parsed.error, yaml.value), ...judged.flatMap(({ findings }) => findings)];
  if (findings.length > 0) return { problems: findings.map((finding) => describe(finding, yaml)) };
  return { definitions: judged.flatMap(({ definition }) => definition ?? []) };
}

function describe({ path, message, on = "value" }: Finding, yaml: YamlFile): string {
  const { line } = yaml.locate(path, on);
  // The name of a header may be a value in the wrong place.
  const isHeader = path[2] === "headers";
  const key = (isHeader ? path.slice(0, 3) : path).join(".").replace(/\p{Cc}/gu, " ");
  return `SOURCES_FILE line ${line}${key === "" ? "" : `, ${key}`}: ${message}`;
}

function listIssues(error: z.ZodError | undefined, written: unknown): readonly Finding[] {
  return (error?.issues ?? []).flatMap((issue) => toFindings(issue, [], written));
}

function toFindings(issue: z.core.$ZodIssue, under: Path, written: unknown): readonly Finding[] {
  const path = [...under, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  const value = valueAt(written, path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: describeUnknown(key, path, value), on: "key" }));
  }
  if (issue.code === "invalid_union") return describeUnion(issue, path, written);
  return [{ path, message: describeIssue(issue, value), on: issue.code === "invalid_key" ? "key" : "value" }];
}

function describeUnknown(key: string, path: Path, within: unknown): string {
  const known = path.length === 0 ? ["sources"] : listKeys(valueAt(within, ["kind"]));
  const meant = findNearMiss(known, key.slice(0, 40).toLowerCase());
  return meant === undefined ? "Unknown key." : `Unknown key. Did you mean "${meant}"?`;
}

/** Of the alternatives the one that is meant: a map has keys that may be wrong. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, written: unknown): readonly Finding[] {
  const value = valueAt(written, path);
  const key = path.at(-1);
  if (key === "kind") return [{ path, message: `Expected one of: ${listKinds().join(", ")}.` }];
  if (key !== "queries") return [{ path, message: NO_REPOSITORY }];
  if (typeof value !== "object" || Array.isArray(value)) return [{ path, message: NO_QUERIES }];
  return (issue.errors.at(-1) ?? []).flatMap((inner) => toFindings(inner, path, written));
}

const NO_QUERIES = 'Expected a map of queries by name, or "any".';
const NO_REPOSITORY = "Expected owner/name, owner/* or the numeric id of a repository. The owner is written out.";

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

interface Judged {
  readonly definition: SourceDefinition | null;
  readonly findings: readonly Finding[];
}

function define(name: string, source: WrittenSource, variables: SourceVariables): Judged {
  const at = ["sources", name];
  const { findings, address, headers, values } = expandAll(at, source, variables);
  const wrong = [
    ...(name.toLowerCase() === GITHUB_SOURCE ? [{ path: at, message: RESERVED, on: "key" as const }] : []),
    ...source.repositories.flatMap((entry, index) =>
      typeof entry === "number" || isRepositoryEntry(entry)
        ? []
        : [{ path: [...at, "repositories", index], message: NO_REPOSITORY }],
    ),
    ...findings,
  ];
  if (findings.length > 0) return { definition: null, findings: wrong };
  const defined = definePrometheus({ address, headers, values });
  if ("key" in defined) {
    return { definition: null, findings: [...wrong, { path: [...at, defined.key], message: defined.message }] };
  }
  const { kind, queries, repositories, public: isPublic } = source;
  return { definition: { kind, name, queries, repositories, isPublic, ...defined }, findings: wrong };
}

const RESERVED = "The name github belongs to the issues of the repository itself. Choose another one.";

/** The address and the headers with their variables put in. */
function expandAll(at: Path, { address, headers }: WrittenSource, variables: SourceVariables) {
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
  const sent = Object.entries(headers).map(([header, value]) => [header, put(value, "headers")] as const);
  return { findings, values, address: put(address, "address"), headers: Object.fromEntries(sent) };
}
