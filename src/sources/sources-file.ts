import { readFileSync } from "node:fs";
import type { z } from "zod";
import { describeIssue } from "../core/config/config-words.ts";
import { type Path, parseYaml, type YamlFile } from "../core/config/config-yaml.ts";
import { findNearMiss } from "../core/near-miss.ts";
import { defineSource, type Finding } from "./define-source.ts";
import type { SourceDefinition } from "./definition.ts";
import { listKeys, listKinds, SourcesFile, WrittenSource } from "./sources-schema.ts";
import type { SourceVariables } from "./variables.ts";

export type ReadSources =
  | { readonly definitions: readonly SourceDefinition[] }
  /** One line each. They name keys, and never a value: that may be a secret. */
  | { readonly problems: readonly string[] };

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
  // Those that are well formed are judged beside others that are not, so that one start tells all.
  const judged = entriesOf(valueAt(yaml.value, ["sources"])).flatMap(([name, written]) => {
    const source = WrittenSource.safeParse(written);
    return source.success ? [defineSource(name, source.data, variables)] : [];
  });
  const findings = [
    ...listIssues(parsed.error, yaml.value),
    ...listUnseen(yaml.value),
    ...judged.flatMap(({ findings }) => findings),
  ];
  if (findings.length > 0) return { problems: findings.map((finding) => describe(finding, yaml)) };
  return { definitions: judged.flatMap(({ definition }) => definition ?? []) };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** The one key that the schema library leaves out of a map of names without a word. */
const UNSEEN = "__proto__";

/** In the map of sources, and in those of queries and headers. */
function listUnseen(written: unknown): readonly Finding[] {
  const sources = valueAt(written, ["sources"]);
  const maps = entriesOf(sources).flatMap(([name, source]) =>
    entriesOf(source).map(([key, inner]) => ({ path: ["sources", name, key], map: inner })),
  );
  return [{ path: ["sources"], map: sources }, ...maps]
    .filter(({ map }) => entriesOf(map).some(([key]) => key === UNSEEN))
    .map(({ path }) => ({ path: [...path, UNSEEN], message: NOT_A_NAME, on: "key" }));
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
  if (path.at(-2) === "repositories" && issue.code === "invalid_format") return [{ path, message: NO_REPOSITORY }];
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

/** What an entry of `repositories` should have been. */
const NO_REPOSITORY = "Expected owner/name, owner/* or the numeric id of a repository. The owner is written out.";
const NOT_A_NAME = "Nothing can have this name.";
const NO_QUERIES = 'Expected a map of queries by name, or "any".';

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}
