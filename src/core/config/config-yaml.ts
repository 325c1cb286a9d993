import {
  type Document,
  isMap,
  isNode,
  isPair,
  LineCounter,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { ALIAS_LOOP, describeSyntax, UNKNOWN_ALIAS } from "./config-words.ts";

/** A part of a configuration, such as ["skip", "titles", 0]. */
export type Path = readonly (string | number)[];

/** Where something stands; both are counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface YamlProblem extends Place {
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface YamlFile {
  /** The file as plain values; an empty file is an empty map. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  /** Where a key or a value is written; for what is not written, the place of its nearest parent. */
  readonly locate: (path: Path, on: "key" | "value") => Place;
}

/** Beyond this, aliases expand exponentially ("a billion laughs"). */
const MOST_ALIASES = 100;

/** Parses YAML as a configuration may use it: one document, keys of text, no tags of its own. Never throws. */
export function parseYaml(text: string): YamlFile {
  const lines = new LineCounter();
  // Only below this level does the library tell of a second document; it prints nothing at this one.
  const logLevel = "error";
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
    logLevel,
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

  const problems = [...document.errors, ...document.warnings].map((found) => toProblem(found, place));
  const aliases = listAliases(document);
  for (const { offset } of aliases.filter(({ isKnown }) => !isKnown)) {
    problems.push({ severity: "error", message: UNKNOWN_ALIAS, ...place(offset) });
  }
  const plain = aliases.every(({ isKnown }) => isKnown) ? toPlain(document) : undefined;
  if (plain === null) problems.push({ severity: "error", message: ALIAS_LOOP, ...place(aliases[0]?.offset ?? 0) });
  return { value: plain?.value ?? {}, problems, locate: (path, on) => place(offsetOf(document, path, on)) };
}

/** Warnings about what the library leaves out of the value are errors here: the file would say something else. */
function toProblem(found: YAMLError, place: (offset: number) => Place): YamlProblem {
  const { severity, message } = describeSyntax(found);
  return { severity, message, ...place(found.pos[0]) };
}

interface Alias {
  readonly offset: number;
  /** Its anchor stands before it. */
  readonly isKnown: boolean;
}

function listAliases(document: Document.Parsed): readonly Alias[] {
  const anchors = new Set<string>();
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, { source, range }) => {
      aliases.push({ offset: range?.[0] ?? 0, isKnown: anchors.has(source) });
    },
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
  });
  return aliases;
}

/** The document as plain values; null when its aliases multiply or contain themselves. */
function toPlain(document: Document.Parsed<ParsedNode>): { readonly value: unknown } | null {
  try {
    return { value: withoutNulls(document.toJS({ maxAliasCount: MOST_ALIASES })) };
  } catch {
    return null;
  }
}

/** `skip:` with every line below it commented out means "not set", not `null`. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const said = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(said.map(([key, inner]) => [key, withoutNulls(inner)]));
}

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
