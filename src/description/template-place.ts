import type { Nodes, Root } from "mdast";
import type { Introduction } from "./introduction.ts";
import { LABEL_RANK } from "./introduction.ts";
import { blankFrontMatter, findFrontMatterEnd, parseMarkdown, rangeOf } from "./markdown.ts";
import { isGeneral } from "./request/label-request.ts";
import type { ParsedTemplate } from "./template.ts";
import { trimEndOf } from "./trim.ts";

/** The structure of a template, as far as it decides where something can be added. */
export interface TemplatePlan {
  /**
   * The headings that divide it, or its bold labels when it has no headings. A title and folded content do not count.
   */
  readonly sections: readonly Introduction[];
  /** Where something may be added, best place first. */
  readonly places: readonly Place[];
}

export interface Place {
  /** Offset of the start of a line, or of the end of the text. */
  readonly at: number;
  /** Rank for headings added here. */
  readonly rank: number;
}

/** A block that must stay in one piece: nothing is inserted into it. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly type: Nodes["type"];
}

/**
 * Finds where authors look: the problem at the top, after a description if there is one; the measure after the problem.
 */
export function planTemplate(body: string, { introductions, fields }: ParsedTemplate): TemplatePlan {
  const text = blankFrontMatter(body);
  const blocks = listBlocks(parseMarkdown(text), text);
  const sections = listSections(introductions, blocks, text);
  const find = (label: string | undefined) => introductions.find((introduction) => introduction.label === label);
  const problem = find(fields.problem?.heading);
  const measure = find(fields.measure?.heading);
  const around = { sections, blocks, body };
  const top = findTop(around);
  const first = measure && measure.start < top.at ? { at: measure.start, rank: measure.rank } : top;
  const start = { at: findContentStart(body), rank: top.rank };
  const wanted = [problem ? findEnd(problem, around) : first, top, { at: body.length, rank: top.rank }, start];
  const places = wanted.map(({ at, rank }) => ({ at: Math.max(start.at, toBoundary(at, blocks, text)), rank }));
  return { sections, places };
}

/** The offset after the front matter and a byte order mark, which are valid only at the very start. */
function findContentStart(body: string): number {
  return Math.max(findFrontMatterEnd(body), body.startsWith("\uFEFF") ? 1 : 0);
}

/** Tags that contain everything until they are closed, blank lines or not. */
const CONTAINER = /<(\/?)(details|table|div|section|center|article|aside|blockquote|ul|ol|dl|pre)\b[^<>]*>/gi;

/** The blocks of a text; an HTML container and its content are one block. */
function listBlocks(root: Root, text: string): readonly Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  for (const node of root.children) {
    const { start, end } = rangeOf(node);
    const open = depth > 0 ? blocks.pop() : undefined;
    depth = Math.max(0, depth + countOpened(node, text));
    blocks.push({ start: open?.start ?? start, end, type: open || depth > 0 ? "html" : node.type });
  }
  return blocks;
}

function countOpened(node: Nodes, text: string): number {
  if (node.type === "html") {
    const { start, end } = rangeOf(node);
    const tags = text
      .slice(start, end)
      .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
      .matchAll(CONTAINER);
    return [...tags].reduce((sum, [, slash]) => sum + (slash === "" ? 1 : -1), 0);
  }
  return "children" in node ? node.children.reduce((sum, child) => sum + countOpened(child, text), 0) : 0;
}

function listSections(
  introductions: readonly Introduction[],
  blocks: readonly Block[],
  text: string,
): readonly Introduction[] {
  const stands = ({ start }: Introduction) => isBoundary(start, blocks, text);
  const headings = introductions.filter(
    (found) => found.kind === "heading" && found.rank < LABEL_RANK && !found.isDoubtful && stands(found),
  );
  if (headings.length === 0)
    return introductions.filter((found) => found.kind === "bold" && found.isAlone && stands(found));
  const [first, ...others] = headings;
  const isTitle = first?.rank === 1 && others.length > 0 && others.every(({ rank }) => rank > 1);
  return isTitle ? others : headings;
}

interface Around {
  readonly sections: readonly Introduction[];
  readonly blocks: readonly Block[];
  readonly body: string;
}

/** The rank that GitHub's own examples use. */
const USUAL_RANK = 2;

/** Before the first section, or after it when it is a description. */
function findTop({ sections, blocks, body }: Around): Place {
  const [first, ...others] = sections;
  if (!first) return { at: blocks.find(({ type }) => type === "list")?.start ?? body.length, rank: USUAL_RANK };
  if (!isGeneral(first.label)) return { at: first.start, rank: first.rank };
  const level = Math.max(first.rank, findLevel(sections));
  const next = others.find(({ rank }) => rank <= level);
  return next ? { at: next.start, rank: Math.max(first.rank, next.rank) } : { at: body.length, rank: first.rank };
}

/** The rank that most sections have; of equally frequent ranks the higher level. */
function findLevel(sections: readonly Introduction[]): number {
  const counts = new Map<number, number>();
  for (const { rank } of sections) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const [level] = [...counts].toSorted(([one, oneCount], [other, count]) => count - oneCount || one - other);
  return level?.[0] ?? USUAL_RANK;
}

/** The end of an introduction's content, including the block it is in. */
function findEnd(introduction: Introduction, { sections, blocks, body }: Around): Place {
  if (sections.includes(introduction)) {
    const next = sections.find(({ start, rank }) => start > introduction.start && rank <= introduction.rank);
    return { at: next?.start ?? body.length, rank: introduction.rank };
  }
  const index = blocks.findIndex(({ start, end }) => start <= introduction.start && introduction.start < end);
  const rank = sections.findLast(({ start }) => start < introduction.start)?.rank ?? USUAL_RANK;
  return { at: blocks[index + 1]?.start ?? body.length, rank };
}

/** May something be inserted here? Only between two blocks, or before a line of a paragraph. */
function isBoundary(offset: number, blocks: readonly Block[], text: string): boolean {
  const block = blocks.find(({ start, end }) => start < offset && offset < end);
  return !block || (block.type === "paragraph" && isLineStart(offset, text));
}

function isLineStart(offset: number, text: string): boolean {
  return /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset));
}

/** The nearest offset, at or before the given one, that splits nothing. */
function toBoundary(offset: number, blocks: readonly Block[], text: string): number {
  if (offset >= text.length) return text.length;
  const inside = isBoundary(offset, blocks, text)
    ? undefined
    : blocks.find(({ start, end }) => start < offset && offset < end);
  const at = beforeItsComment(inside?.start ?? offset, blocks, text);
  const before = text.slice(Math.max(0, at - 200), at);
  return at - (before.length - trimEndOf(before, /[ \t]/).length);
}

/** A comment directly above a heading belongs to that heading, unless it directly follows something else. */
function beforeItsComment(offset: number, blocks: readonly Block[], text: string): number {
  const above = blocks.findLast(({ end }) => end <= offset);
  if (above?.type !== "html" || !/^<!--[\s\S]*-->\s*$/.test(text.slice(above.start, above.end))) return offset;
  const hugs = (gap: string) => (gap.match(/\r\n|\n|\r/g) ?? []).length === 1;
  const before = blocks.findLast(({ end }) => end <= above.start);
  const isHugged = before !== undefined && hugs(text.slice(before.end, above.start));
  return hugs(text.slice(above.end, offset)) && !isHugged ? above.start : offset;
}
