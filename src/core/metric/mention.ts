import type { Nodes, Parents } from "mdast";
import { parseMarkdown, textOf } from "../../description/markdown.ts";
import { findNearMiss } from "../near-miss.ts";
import type { ReadProblem } from "./measured.ts";
import type { Metric } from "./metric.ts";
import type { Series } from "./series.ts";
import type { Target } from "./target.ts";
import { parseTarget } from "./target-parser.ts";

/** A metric that a measure names, and what its author hopes for it. */
export interface Mention {
  readonly metric: Metric;
  /** null when none is named, or it is not understood. */
  readonly target: Target | null;
}

/** A name that is almost that of a metric, and has a target: its author is asked. */
export interface NearMiss {
  readonly written: string;
  readonly meant: string;
}

/** A metric that the measure of an open pull request names, with what it says now. */
export interface MentionedMetric extends Mention {
  /** The last four weeks; null while they are not read, or could not be. */
  readonly days: Series | null;
  readonly problem: ReadProblem | null;
  /** Its numbers may not stand where everyone sees them. */
  readonly isHidden: boolean;
}

/** What is said of the metrics of an open pull request. */
export interface MentionedMetrics {
  readonly mentioned: readonly MentionedMetric[];
  readonly asked: readonly NearMiss[];
}

/** A measure that names none. */
export const NO_METRICS: MentionedMetrics = { mentioned: [], asked: [] };

/** The metrics that a measure names, each once, in the order of the text, and the names that are only almost one. */
export interface Mentions {
  readonly mentions: readonly Mention[];
  readonly asked: readonly NearMiss[];
}

const NONE: Mentions = { mentions: [], asked: [] };
/** No metric has a longer name. */
const LONGEST_NAME = 40;

/**
 * Finds the metrics that a measure mentions by their exact names, as code. Any other code is prose, but for what is one or two
 * letters off and has a target.
 */
export function findMentions(measure: string, metrics: readonly Metric[]): Mentions {
  if (metrics.length === 0 || !measure.includes("`")) return NONE;
  const mentions = new Map<string, Mention>();
  const asked = new Map<string, NearMiss>();
  for (const { name, following } of listNames(parseMarkdown(measure))) {
    const metric = metrics.find((one) => one.name === name);
    if (metric) {
      const known = mentions.get(name);
      if (!known?.target) mentions.set(name, { metric, target: parseTarget(following, metric) });
      continue;
    }
    const meant = findMeant(name, metrics);
    if (meant && parseTarget(following, meant)) asked.set(name, { written: name, meant: meant.name });
  }
  return { mentions: [...mentions.values()], asked: [...asked.values()] };
}

function findMeant(name: string, metrics: readonly Metric[]): Metric | undefined {
  // Of a short word any other is only two letters away.
  if (name.length < 4 || name.length > LONGEST_NAME || /\s/.test(name)) return undefined;
  const near = findNearMiss(
    metrics.map((metric) => metric.name).filter((known) => Math.abs(known.length - name.length) <= 2),
    name,
  );
  const meant = metrics.find((metric) => metric.name === near);
  return meant && isWithinTwo(meant.name, name) ? meant : undefined;
}

/** Two letters more, fewer or other. */
function isWithinTwo(one: string, other: string): boolean {
  const short = one.length <= other.length ? one : other;
  const long = short === one ? other : one;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++;
  return long.length - start - end <= 2;
}

interface Name {
  readonly name: string;
  /** The text of the same paragraph after it. */
  readonly following: string;
}

/** The inline code of a text, with what follows it. */
function listNames(node: Nodes): readonly Name[] {
  if (!("children" in node)) return [];
  return node.children.flatMap((child, index) =>
    child.type === "inlineCode" ? [{ name: child.value.trim(), following: textAfter(node, index) }] : listNames(child),
  );
}

/** In characters; a target stands right behind its metric. */
const FOLLOWING = 200;

function textAfter(parent: Parents, index: number): string {
  let text = "";
  for (const sibling of parent.children.slice(index + 1)) {
    if (sibling.type === "inlineCode" || text.length > FOLLOWING) break;
    text += sibling.type === "text" ? sibling.value : ` ${textOf(sibling)} `;
  }
  return text.slice(0, FOLLOWING);
}
