import { END_OF_FOLD, openFold } from "./fold.ts";

/**
 * A part of a page: a lead that is always shown, and lines that are cut when there is no room, the most valuable first.
 */
export interface Section {
  /** Paragraphs that are never cut, such as the heading and the totals. */
  readonly lead: string;
  /** Shown before the lines and only with them, such as the head of a table. */
  readonly head?: string;
  readonly lines: readonly Line[];
  /** Shown after the lines and never cut, such as the end of a fold. */
  readonly foot?: string;
  /** How many things all lines stand for, including those not passed in; what is not shown is counted from it. */
  readonly total: number;
  /** The section with the highest rank loses its lines first. */
  readonly rank: number;
}

/** A row of a table or an entry of a list, and how many things it stands for. */
export interface Line {
  readonly text: string;
  readonly count: number;
}

/** A section that is never cut. */
export function keepWhole(lead: string): Section {
  return { lead, lines: [], total: 0, rank: 0 };
}

/** Folds sections under a summary; none when there are none. The fold itself is never cut. */
export function foldSections(summary: string, sections: readonly Section[]): readonly Section[] {
  return sections.length === 0 ? [] : [keepWhole(openFold(summary)), ...sections, keepWhole(END_OF_FOLD)];
}

/**
 * A section of which the first lines are open to view and the others folded below them. Of what is not passed in, the
 * number is told in the fold, or below the lines where all of them are open.
 */
export function foldRest(section: Section, open: number): readonly Section[] {
  const { lines, total } = section;
  const rest = lines.slice(open);
  const count = (some: readonly Line[]) => some.reduce((sum, line) => sum + line.count, 0);
  if (count(rest) < 2) return [section];
  const first = lines.slice(0, open);
  const others = total - count(first);
  return [
    { ...section, lines: first, total: count(first) },
    {
      rank: section.rank + 1,
      lead: openFold(`${others} more`),
      lines: rest,
      foot: END_OF_FOLD,
      total: others,
    },
  ];
}

/** Makes lines that stand for one thing each. */
export function toLines(texts: readonly string[]): readonly Line[] {
  return texts.map((text) => ({ text, count: 1 }));
}

/**
 * Renders the sections as one text of at most `room` characters. Lines are cut by rank, and what is cut is counted. The
 * lead of a section stays and must be short (renovatebot/renovate#16373: a body cut at its end lost its controls).
 */
export function fitSections(sections: readonly Section[], room: number): string {
  const byRank = sections.map((_, index) => index).sort((a, b) => rankOf(sections, b) - rankOf(sections, a));
  return renderSections(byRank.reduce((fitted, index) => cutSection(fitted, index, room), sections));
}

function rankOf(sections: readonly Section[], index: number): number {
  return sections[index]?.rank ?? 0;
}

function cutSection(sections: readonly Section[], index: number, room: number): readonly Section[] {
  const excess = renderSections(sections).length - room;
  const section = sections[index];
  if (!section || excess <= 0 || section.lines.length === 0) return sections;
  const shorter = { ...section, lines: section.lines.slice(0, countThatFit(section, excess)) };
  return sections.with(index, shorter);
}

/** How many lines can stay so that the section is shorter by `excess`; 0 when even that is not enough. */
function countThatFit(section: Section, excess: number): number {
  const wanted = renderSection(section).length - excess;
  let count = section.lines.length;
  while (count > 0 && renderSection({ ...section, lines: section.lines.slice(0, count) }).length > wanted) count -= 1;
  return count;
}

function renderSections(sections: readonly Section[]): string {
  return sections
    .map(renderSection)
    .filter((text) => text !== "")
    .join("\n\n");
}

function renderSection({ lead, head, lines, foot, total }: Section): string {
  const list = lines.length === 0 ? "" : [head ?? "", ...lines.map(({ text }) => text)].filter(isText).join("\n");
  const hidden = total - lines.reduce((sum, { count }) => sum + count, 0);
  return [lead, list, renderMore(hidden, lines.length), foot ?? ""].filter(isText).join("\n\n");
}

function renderMore(hidden: number, shown: number): string {
  if (hidden <= 0) return "";
  return shown === 0 ? `${hidden} in all; there is no room for them here.` : `… and ${hidden} more.`;
}

function isText(text: string): boolean {
  return text !== "";
}
