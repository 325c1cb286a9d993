import type { z } from "zod";
import { Config, type ConfigInput } from "./config.ts";
import { listGlobProblems } from "./config-globs.ts";
import { listPlainIssues } from "./config-issues.ts";
import { findNearestKey } from "./config-keys.ts";
import { listMeaningProblems } from "./config-meaning.ts";
import { listMetricProblems } from "./config-metrics.ts";
import type { ConfigSource, Finding } from "./config-problem.ts";
import { describeIssue } from "./config-words.ts";
import type { Path } from "./config-yaml.ts";

export interface ConfigJudgement {
  /** Without unknown keys; null while there is an error. */
  readonly config: ConfigInput | null;
  readonly findings: readonly Finding[];
}

/** Judges what a file says, as plain values: what passes can be used everywhere. */
export function judgeConfig(written: unknown, source: ConfigSource): ConfigJudgement {
  const issues = listPlainIssues(Config.safeParse(written).error?.issues ?? []);
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...pathOf(issue), key]) : [],
  );
  const wrong = issues
    .filter((issue) => issue.code !== "unrecognized_keys")
    .map((issue) => describeWrong(issue, written));
  const known = omitPaths(written, unknown) as ConfigInput;
  const parsed = Config.safeParse(known);
  const meaning = parsed.success ? listMeanings(parsed.data, known) : [];
  const ownerOnly = source === "own" && parsed.success ? listOwnerOnly(known) : [];
  const findings = [...unknown.map(describeUnknown), ...wrong, ...meaning, ...ownerOnly];
  const isBroken = findings.some(({ severity }) => severity === "error");
  return { config: parsed.success && !isBroken ? known : null, findings };
}

function listMeanings(config: Config, known: ConfigInput): readonly Finding[] {
  return [...listMeaningProblems(config), ...listMetricProblems(config), ...listGlobProblems(known)];
}

function describeWrong(issue: z.core.$ZodIssue, written: unknown): Finding {
  const path = pathOf(issue);
  const on = issue.code === "invalid_key" ? "key" : "value";
  return { severity: "error", path, message: describeIssue(issue, valueAt(written, path)), on };
}

function describeUnknown(path: Path): Finding {
  const key = String(path.at(-1));
  const meant = findNearestKey(path.slice(0, -1).map(String), key);
  const message = meant ? `Unknown key. Did you mean "${meant}"?` : "Unknown key.";
  return { severity: "warning", path, message, on: "key" };
}

const OWNER_ONLY = ["onboarding", "organization"] as const satisfies readonly (keyof ConfigInput)[];

function listOwnerOnly(config: ConfigInput): readonly Finding[] {
  const message = "This key counts only in the file of the owner's .github repository.";
  return OWNER_ONLY.filter((name) => config[name] !== undefined).map((name) => {
    return { severity: "warning", path: [name], message, on: "key" };
  });
}

/** The value without some of its keys and entries. */
export function omitPaths(value: unknown, paths: readonly Path[]): unknown {
  return omit(value, [], new Set(paths.map((path) => JSON.stringify(path))));
}

function omit(value: unknown, at: Path, dropped: ReadonlySet<string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const isKept = (key: string | number) => !dropped.has(JSON.stringify([...at, key]));
  if (Array.isArray(value)) {
    return value.flatMap((inner, index) => (isKept(index) ? [omit(inner, [...at, index], dropped)] : []));
  }
  const kept = Object.entries(value).filter(([key]) => isKept(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, omit(inner, [...at, key], dropped)]));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.map((part) => (typeof part === "number" ? part : String(part)));
}
