import type { Nodes } from "mdast";
import { parseMarkdown } from "../../description/markdown.ts";
import { findNearMiss } from "../near-miss.ts";
import type { ReadProblem } from "./measured.ts";
import type { Metric } from "./metric.ts";
import type { Series } from "./series.ts";
import type { Target } from "./target.ts";
import { parseTarget } from "./target-parser.ts";

/** A metric that a success measure names. */
export interface Mention {
  readonly metric: Metric;
  /** null when none follows the name, or none that is understood: the number is shown all the same. */
  readonly target: Target | null;
}

/** A name that is probably a metric's, but for a letter or two. */
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

export interface Mentions {
  /** Each metric once, in the order of the text. */
  readonly mentions: readonly Mention[];
  /** What to ask the author about. */
  readonly asked: readonly NearMiss[];
}

/**
 * Finds the metrics that a measure names: their exact names, in backticks. A near miss is asked about only where a target follows
 * it; other code is prose. It is compared with `ownNames` (`Settings.ownMetrics`), since others may stand in a private file.
 */
export function findMentions(measure: string, metrics: readonly Metric[], ownNames: readonly string[] = []): Mentions {
  if (metrics.length === 0 || !measure.includes("`")) return { mentions: [], asked: [] };
  const codes = listCodes(measure);
  const known = new Map(metrics.map((metric) => [metric.name, metric]));
  const own = new Map([...known].filter(([name]) => ownNames.includes(name)));
  return { mentions: listMentions(codes, known), asked: listNearMisses(codes, known, own) };
}

/** The words between backticks, and what follows them. */
interface Code {
  readonly name: string;
  readonly after: string;
}

/** So many times a name is looked at for a target, so that a text of nothing else takes no longer. */
const MOST_TRIES = 20;

function listMentions(codes: readonly Code[], known: ReadonlyMap<string, Metric>): readonly Mention[] {
  const found = new Map<string, { readonly mention: Mention; readonly tries: number }>();
  for (const { name, after } of codes) {
    const metric = known.get(name);
    const { mention, tries = 0 } = found.get(name) ?? {};
    if (!metric || mention?.target || tries >= MOST_TRIES) continue;
    found.set(name, { mention: { metric, target: parseTarget(after, metric) }, tries: tries + 1 });
  }
  return [...found.values()].map(({ mention }) => mention);
}

/** No more are asked about at once. */
const MOST_ASKED = 3;
/** No metric is called so. */
const LONGEST_NAME = 42;

function listNearMisses(
  codes: readonly Code[],
  known: ReadonlyMap<string, Metric>,
  own: ReadonlyMap<string, Metric>,
): readonly NearMiss[] {
  const names = [...own.keys()];
  const unknown = codes.filter(({ name }) => !known.has(name) && name.length >= 3 && name.length <= LONGEST_NAME);
  const asked = new Map<string, NearMiss>();
  for (const { name, after } of unknown.slice(0, MOST_TRIES)) {
    const meant = findNearMiss(names, name, Math.min(2, Math.floor(name.length / 3)));
    const metric = own.get(meant ?? "");
    if (metric && parseTarget(after, metric) !== null) asked.set(name, { written: name, meant: metric.name });
  }
  return [...asked.values()].slice(0, MOST_ASKED);
}

/** A piece of a line of text. */
interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

/** More than that behind a name no target is read from. */
const LONGEST_AFTER = 200;

function listCodes(measure: string): readonly Code[] {
  return listFlows(parseMarkdown(measure)).flatMap((pieces) =>
    pieces.flatMap(({ text, isCode }, index) =>
      isCode ? [{ name: text.trim(), after: joinAfter(pieces, index) }] : [],
    ),
  );
}

function joinAfter(pieces: readonly Piece[], index: number): string {
  let text = "";
  for (let at = index + 1; at < pieces.length && text.length < LONGEST_AFTER; at++) text += pieces[at]?.text ?? "";
  return text;
}

/** What is read in one go: paragraphs, headings, and rows of tables. Blocks of code are none. */
function listFlows(node: Nodes): readonly (readonly Piece[])[] {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return [listPieces(node)];
    case "tableRow":
      return [node.children.flatMap((cell) => [...listPieces(cell), { text: " | ", isCode: false }])];
    default:
      return "children" in node ? node.children.flatMap(listFlows) : [];
  }
}

function listPieces(node: Nodes): readonly Piece[] {
  switch (node.type) {
    case "inlineCode":
      return [{ text: node.value, isCode: true }];
    case "text":
      return node.value === "" ? [] : [{ text: node.value, isCode: false }];
    case "break":
    case "html":
      return [{ text: " ", isCode: false }];
    // What is struck through was taken back.
    case "delete":
      return [];
    default:
      return "children" in node ? node.children.flatMap(listPieces) : [];
  }
}
