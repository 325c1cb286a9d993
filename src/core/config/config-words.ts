import type { YAMLError } from "yaml";
import type { z } from "zod";

/** Says what a value should have been. The words are our own: the schema library's messages quote the value. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `Expected ${TYPE_WORDS[issue.expected] ?? issue.expected}.`;
    case "invalid_value":
      return `Expected one of: ${issue.values.join(", ")}.`;
    case "too_small":
      return issue.origin === "string" ? "Must not be empty." : `Must be at least ${issue.minimum}.`;
    case "too_big":
      return `Must be at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}.`;
    // Said by the schema itself, in our own words.
    case "custom":
      return issue.message ?? "Cannot be read.";
    default:
      return "Cannot be read.";
  }
}

const TYPE_WORDS: { readonly [type: string]: string } = {
  string: "text",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys and values",
  int: "a whole number",
  number: "a number",
};

/** Says what is wrong with the YAML. The words are our own: the YAML library's messages may quote the file. */
export function describeSyntax(error: YAMLError): string {
  return SYNTAX_WORDS[error.code] ?? "This is not valid YAML.";
}

const SYNTAX_WORDS: { readonly [code: string]: string } = {
  BAD_INDENT: "The indentation does not fit the lines around it.",
  DUPLICATE_KEY: "This key stands here twice.",
  TAB_AS_INDENT: "Tabs cannot indent YAML; use spaces.",
  MISSING_CHAR: "A character is missing, such as a closing quote or a colon.",
  MULTIPLE_DOCS: "The file holds more than one document.",
};
