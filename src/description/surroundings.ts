import type { HintPlace } from "./hint.ts";
import { withoutClosedComments } from "./html-comment.ts";
import type { Introduction } from "./introduction.ts";
import { type LabelRequest, readLabel } from "./request/label-request.ts";

/** How far back the heading of a section is looked for. */
const MOST_LABELS = 60;

/** What the heading around an introduction asks for; null without one, or when that is only the title of the text. */
export function readAround({ introductions, index }: HintPlace): LabelRequest | null {
  const rank = introductions[index]?.rank ?? 0;
  const around = introductions
    .slice(Math.max(0, index - MOST_LABELS), index)
    .findLast((one) => one.kind === "heading" && one.rank < rank);
  return around && around !== findTitle(introductions) ? readLabel(around.label) : null;
}

/** Is this introduction the title of the text? */
export function isTitle({ introductions, index }: HintPlace): boolean {
  return introductions[index] === findTitle(introductions);
}

const titles = new WeakMap<readonly Introduction[], Introduction | undefined>();

/** The first heading, when all others are below it, and it is of the first rank or names nothing: "Pull request template". */
function findTitle(introductions: readonly Introduction[]): Introduction | undefined {
  if (!titles.has(introductions)) titles.set(introductions, searchTitle(introductions));
  return titles.get(introductions);
}

function searchTitle(introductions: readonly Introduction[]): Introduction | undefined {
  const [first, ...others] = introductions.filter(({ kind, rank }) => kind === "heading" && rank <= LOWEST_TITLE);
  if (!first || introductions.length === 1 || others.some(({ rank }) => rank <= first.rank)) return undefined;
  return first.rank === 1 || readLabel(first.label).isBlank ? first : undefined;
}

/** The level of the last heading that GitHub shows. */
const LOWEST_TITLE = 6;

/** Is this a line directly below a heading? Then it is the hint of that heading, unless that is only a title. */
export function followsHeading({ introductions, index, text }: HintPlace): boolean {
  const [previous, introduction] = [introductions[index - 1], introductions[index]];
  if (previous?.kind !== "heading" || !introduction) return false;
  if (previous === findTitle(introductions) && readLabel(previous.label).kind !== "general") return false;
  return withoutClosedComments(text.slice(previous.contentStart, introduction.start)).trim() === "";
}

/** Is this on the line above a list, with nothing between? */
export function isAboveList({ introductions, index, text }: HintPlace): boolean {
  const from = introductions[index]?.contentStart ?? 0;
  return /^[ \t\r]*\n[ \t]*[-*+][ \t]/.test(text.slice(from, from + 40));
}
