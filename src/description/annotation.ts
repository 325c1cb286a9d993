import type { Nodes, Root } from "mdast";
import { FIELDS, type Field } from "./field.ts";
import { withoutClosedComments } from "./html-comment.ts";
import type { Introduction } from "./introduction.ts";
import { rangeOf } from "./markdown.ts";

/** `<!-- outcome: measure -->`, anywhere in the text. */
interface Annotation {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

/** A template has three fields; a hundred annotations are a joke or an attack. */
const MOST = 100;

const PATTERN = /<!--\s{0,9}outcome:\s{0,9}(problem|measure|check-?back)\s{0,9}-->/gi;

/** Assigns each annotation to the heading or label on its line, otherwise to the nearest one before or after it. */
export function placeAnnotations(
  introductions: readonly Introduction[],
  root: Root,
  text: string,
): readonly Introduction[] {
  const annotations = listAnnotations(root, text).slice(0, MOST);
  if (annotations.length === 0) return introductions;
  const placed = [...introductions];
  for (const annotation of annotations) {
    const index = findPlace(placed, annotation, text);
    const introduction = placed[index];
    if (introduction) placed[index] = { ...introduction, annotation: annotation.field };
  }
  return placed;
}

/** Lists the annotations in HTML; one in code or in a quote is an example. */
function listAnnotations(root: Root, text: string): readonly Annotation[] {
  if (!/<!--\s{0,9}outcome:/i.test(text)) return [];
  return listHtml(root).flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(PATTERN)].flatMap((match) => {
      const field = FIELDS.find((name) => name.replace("-", "") === match[1]?.toLowerCase().replace("-", ""));
      const at = start + match.index;
      return field ? [{ field, start: at, end: at + match[0].length }] : [];
    }),
  );
}

function listHtml(node: Nodes): readonly { readonly start: number; readonly end: number }[] {
  if (node.type === "html") return [rangeOf(node)];
  if (!("children" in node) || node.type === "blockquote") return [];
  return node.children.flatMap((child) => listHtml(child));
}

/**
 * The introduction with the fewest line breaks in between. At equal distance it is the previous one, unless that is
 * already annotated.
 */
function findPlace(introductions: readonly Introduction[], { start, end }: Annotation, text: string): number {
  const next = introductions.findIndex((introduction) => introduction.start >= end);
  const previous = (next === -1 ? introductions.length : next) - 1;
  const before = distance(text, introductions[previous]?.contentStart, start);
  const after = distance(text, end, introductions[next]?.start);
  const isTaken = introductions[previous] !== undefined && introductions[previous].annotation !== null;
  if (before === 0) return previous;
  if (after !== null && (before === null || after < before || isTaken)) return next;
  return before === null || isTaken ? -1 : previous;
}

/**
 * The number of line breaks between two offsets; null when anything but white space, marks and comments lies between
 * them.
 */
function distance(text: string, from: number | undefined, to: number | undefined): number | null {
  if (from === undefined || to === undefined || to - from > 2_000) return null;
  const between = withoutClosedComments(text.slice(Math.min(from, to), to));
  const words = between
    .replace(/^[\s:：?？*_#>|-]+/, "")
    .replace(/^\d{1,3}[.)]/, "")
    .replace(/^[\s*_]+/, "")
    .replace(/<(?:h[1-6][^<>]*|\w+)>/g, "");
  return words.trim() === "" ? between.split("\n").length - 1 : null;
}
