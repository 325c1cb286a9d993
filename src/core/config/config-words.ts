import type { ErrorCode, YAMLError } from "yaml";
import type { z } from "zod";

/**
 * Says what a value should have been. The words are our own: the schema library's messages quote the value. `value` is
 * what is written there.
 */
export function describeIssue(issue: z.core.$ZodIssue, value: unknown): string {
  const isEntry = typeof issue.path.at(-1) === "number";
  switch (issue.code) {
    case "invalid_type":
      if (isEntry && issue.expected === "string") return value === null ? EMPTY_ENTRY : UNQUOTED_ENTRY;
      return `Expected ${nameType(issue.expected)}.`;
    case "invalid_union":
      return `Expected ${issue.errors.flat().flatMap(listType).join(", or ")}.`;
    case "invalid_value":
      return `Expected one of: ${issue.values.join(", ")}.`;
    case "invalid_format":
      if (typeof value === "string" && /[^\s\p{Cf}]/u.test(value)) return "Expected one line of text that can be seen.";
      return isEntry ? EMPTY_ENTRY : "Must not be empty.";
    case "too_small":
      return `Must be at least ${issue.minimum}.`;
    case "too_big":
      if (issue.origin === "array") return `A list has at most ${issue.maximum} entries.`;
      return `Must be at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}.`;
    case "invalid_key":
      return "Expected a name of letters, digits, dots, hyphens and underscores: a letter first, at most 40 characters.";
    // Said by the schema itself, in our own words.
    case "custom":
      return issue.message ?? "Cannot be read.";
    default:
      return "Cannot be read.";
  }
}

function listType(issue: z.core.$ZodIssue): readonly string[] {
  return issue.code === "invalid_type" ? [nameType(issue.expected)] : [];
}

function nameType(expected: string): string {
  return TYPE_WORDS[expected] ?? expected;
}

const EMPTY_ENTRY = 'An entry is empty. Put what begins with "!", "#", "&" or "*" in quotes, such as "!src/**".';
const UNQUOTED_ENTRY = 'Expected text. Put the entry in quotes, such as "{feat,fix}/*" or "1.0".';

const TYPE_WORDS: { readonly [type: string]: string } = {
  string: "text",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys and values",
  record: "a map of keys and values",
  int: "a whole number",
  number: "a number",
};

export const UNKNOWN_ALIAS = 'YAML takes "*" at the beginning for an alias. Put the value in quotes, such as "*wip*".';
export const ALIAS_LOOP = "The file uses aliases in a way that cannot be read.";

/** Says what is wrong with the YAML. The words are our own: the YAML library's messages may quote the file. */
export function describeSyntax({ code, name }: YAMLError): {
  readonly severity: "error" | "warning";
  readonly message: string;
} {
  const isHarmless = name === "YAMLWarning" && HARMLESS.includes(code);
  return { severity: isHarmless ? "warning" : "error", message: SYNTAX_WORDS[code] };
}

/** The warnings that leave the value as it is written. */
const HARMLESS: readonly ErrorCode[] = ["BAD_DIRECTIVE", "BAD_INDENT"];

const NO_KEY = "A key must be a short text on one line, followed by a colon.";
const NO_TAG = 'YAML takes "!" at the beginning for a tag. Put the value in quotes, such as "!src/**".';
const NO_ANCHOR =
  'YAML takes "&" and "*" at the beginning for anchors and aliases. Put the value in quotes, such as "*wip*".';
const OUT_OF_PLACE = "This does not belong here. Put a value with special characters in quotes.";

const SYNTAX_WORDS: { readonly [C in ErrorCode]: string } = {
  ALIAS_PROPS: NO_ANCHOR,
  BAD_ALIAS: NO_ANCHOR,
  BAD_COLLECTION_TYPE: NO_TAG,
  BAD_DIRECTIVE: 'A line that begins with "%" says nothing here.',
  BAD_DQ_ESCAPE: "YAML knows no such backslash escape. Put the value in single quotes.",
  BAD_INDENT: "The indentation does not fit the lines around it.",
  BAD_PROP_ORDER: NO_TAG,
  BAD_SCALAR_START: 'No value begins with "@", "`" or "%". Put it in quotes, such as "@octocat".',
  BLOCK_AS_IMPLICIT_KEY: "A value with a colon and a space after it must be in quotes.",
  BLOCK_IN_FLOW: "Between brackets, a list or a map is written in brackets too.",
  DUPLICATE_KEY: "This key is here twice.",
  IMPOSSIBLE: OUT_OF_PLACE,
  KEY_OVER_1024_CHARS: NO_KEY,
  MISSING_CHAR: "A character is missing, such as a closing quote or a colon.",
  MULTILINE_IMPLICIT_KEY: NO_KEY,
  MULTIPLE_ANCHORS: NO_ANCHOR,
  MULTIPLE_DOCS: "A second document begins here, and only the first would count. Remove this line.",
  MULTIPLE_TAGS: NO_TAG,
  NON_STRING_KEY: NO_KEY,
  RESOURCE_EXHAUSTION: "Lists and maps are nested too deeply.",
  TAB_AS_INDENT: "Tabs cannot indent YAML; use spaces.",
  TAG_RESOLVE_FAILED: NO_TAG,
  UNEXPECTED_TOKEN: OUT_OF_PLACE,
};
