import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { Config } from "./config.ts";
import { findNearestKey } from "./config-keys.ts";
import { listMeaningProblems } from "./config-meaning.ts";
import type { ConfigProblem, ConfigSource } from "./config-problem.ts";
import { describeIssue, describeSyntax } from "./config-words.ts";

/** What a file says, before defaults and inheritance. */
export type ConfigInput = z.input<typeof Config>;

export interface ConfigFile {
  /** null when an error keeps the file out of force. */
  readonly config: ConfigInput | null;
  readonly problems: readonly ConfigProblem[];
}

/** In characters. No configuration written by hand comes close; a longer one only costs time. */
const LONGEST = 64 * 1024;

/** One broken bracket can cause thousands of problems; nobody reads more than this many. */
const MOST_PROBLEMS = 30;

type Path = readonly (string | number)[];
type Report = (severity: ConfigProblem["severity"], path: Path, message: string, on?: "key" | "value") => void;

/** Parses `.github/outcomes.yml`. Problems are returned, never thrown. */
export function parseConfigFile(text: string, source: ConfigSource = "own"): ConfigFile {
  const problems: ConfigProblem[] = [];
  if (text.length > LONGEST) {
    const message = `The file is longer than ${LONGEST.toLocaleString("en")} characters.`;
    return { config: null, problems: [{ source, severity: "error", message, key: "", line: 1, column: 1 }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: "silent" });
  const report: Report = (severity, path, message, on = "value") => {
    const position = lines.linePos(offsetOf(document, path, on));
    const key = path.join(".");
    problems.push({
      source,
      severity,
      message,
      key,
      line: Math.max(1, position.line),
      column: Math.max(1, position.col),
    });
  };
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    problems.push({ source, severity: "error", message: describeSyntax(error), key: "", line, column: col });
  }
  const config = problems.length === 0 ? parseConfigDocument(document, source, report) : null;
  const isBroken = problems.some((problem) => problem.severity === "error");
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { config: isBroken ? null : config, problems: problems.slice(0, MOST_PROBLEMS) };
}

function parseConfigDocument(document: Document, source: ConfigSource, report: Report): ConfigInput | null {
  const written = parseValue(document, report);
  if (written === undefined) return null;

  const issues = Config.safeParse(written).error?.issues ?? [];
  const known = dropUnknownKeys(written, issues, report);
  for (const issue of issues.filter((found) => found.code !== "unrecognized_keys")) {
    report("error", pathOf(issue), describeIssue(issue));
  }
  const config = Config.safeParse(known);
  if (!config.success) return null;
  for (const { severity, path, message } of listMeaningProblems(config.data)) report(severity, path, message);
  if (source === "own") reportOwnerOnly(known, report);
  return known;
}

/**
 * The file as plain values; `undefined` once the reason for having none is reported. An empty file is valid and sets
 * nothing.
 */
function parseValue(document: Document, report: Report): unknown {
  try {
    // Throws on aliases that expand exponentially ("a billion laughs").
    const value: unknown = withoutNulls(document.toJS({ maxAliasCount: 100 }));
    return value ?? {};
  } catch {
    report("error", [], "The file uses aliases in a way that cannot be read.");
    return undefined;
  }
}

/** `skip:` with every line below it commented out means "not set", not `null`. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const said = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(said.map(([key, inner]) => [key, withoutNulls(inner)]));
}

type Issue = z.core.$ZodIssue;

/** Reports unknown keys and drops them; the rest of the file stays in force. */
function dropUnknownKeys(written: unknown, issues: readonly Issue[], report: Report): ConfigInput {
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...pathOf(issue), key]) : [],
  );
  for (const path of unknown) {
    const key = String(path.at(-1));
    const meant = findNearestKey(path.slice(0, -1).map(String), key);
    report("warning", path, meant ? `Unknown key. Did you mean "${meant}"?` : "Unknown key.", "key");
  }
  const dropped = new Set(unknown.map((path) => JSON.stringify(path)));
  return omit(written, [], dropped) as ConfigInput;
}

function omit(value: unknown, at: Path, dropped: ReadonlySet<string>): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !dropped.has(JSON.stringify([...at, key])));
  return Object.fromEntries(kept.map(([key, inner]) => [key, omit(inner, [...at, key], dropped)]));
}

const OWNER_ONLY = ["onboarding", "organization"] as const satisfies readonly (keyof ConfigInput)[];

function reportOwnerOnly(config: ConfigInput, report: Report): void {
  for (const key of OWNER_ONLY.filter((name) => config[name] !== undefined)) {
    report("warning", [key], "This key counts only in the file of the owner's .github repository.", "key");
  }
}

function pathOf(issue: Issue): Path {
  return issue.path.map((part) => (typeof part === "number" ? part : String(part)));
}

/** The offset of a path in the text; for a path that is not written there, the offset of its nearest parent. */
function offsetOf(document: Document, path: Path, on: "key" | "value"): number {
  let offset = isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
  let node: unknown = document.contents;
  for (const [index, part] of path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => isPair(item) && String(item.key) === String(part)) : undefined;
    const inner: unknown = pair ? pair.value : getItem(node, part);
    const wanted: unknown = pair && (on === "key" || !isNode(inner)) && index === path.length - 1 ? pair.key : inner;
    if (isNode(wanted) && wanted.range) offset = wanted.range[0];
    node = inner;
  }
  return offset;
}

function getItem(node: unknown, part: string | number): unknown {
  return isNode(node) && "items" in node && Array.isArray(node.items) ? node.items[Number(part)] : undefined;
}
