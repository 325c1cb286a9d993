import type { HintPlace } from "./hint.ts";
import type { Introduction } from "./introduction.ts";
import type { LabelRequest } from "./request/label-request.ts";
import { followsHeading, isAboveList, isTitle } from "./surroundings.ts";

/** In words. */
const LONGEST_QUESTION = 10;
const LONGEST_BARE_TITLE = 3;

/**
 * Can the words of an introduction ask? Plain lines and items are mostly prose: they count only when they are nothing but
 * words that ask, or a question that stands alone.
 */
export function canAsk(introduction: Introduction, label: LabelRequest, place: HintPlace): boolean {
  const { kind, mark, isAlone, isDoubtful } = introduction;
  if (isDoubtful || isProse(introduction, place)) return false;
  switch (kind) {
    case "heading":
    case "cell":
      return true;
    case "bold":
      return isAlone || mark !== "" || label.isPhrase;
    case "list":
      return mark !== "";
    case "line":
      if (isAlone && mark !== ":" && followsHeading(place)) return false;
      return label.isPhrase || (isAlone && mark === "?" && countWords(introduction) <= LONGEST_QUESTION);
  }
}

/** Can a hint alone make it a field? Titles, cells and lines of prose have no hint. */
export function canBeHinted(introduction: Introduction, label: LabelRequest, place: HintPlace): boolean {
  const { kind, isAlone, mark, isDoubtful } = introduction;
  if (isDoubtful || isProse(introduction, place)) return false;
  switch (kind) {
    case "heading":
    case "bold":
      return label.kind === "general" || !isTitle(place);
    case "list":
      return mark === ":";
    case "line":
      return isAlone && (mark === ":" || isBareTitle(introduction, label, place));
    case "cell":
      return false;
  }
}

/** "**Summary** what and why" is a label with its hint in a template, and a sentence that begins in bold elsewhere. */
function isProse({ kind, isAlone, mark }: Introduction, { isDescription }: HintPlace): boolean {
  return isDescription && kind === "bold" && !isAlone && mark === "";
}

/** "Summary" on the line above a list, in a template that writes its headings like that. */
function isBareTitle(introduction: Introduction, label: LabelRequest, place: HintPlace): boolean {
  if (place.isDescription || label.kind !== "general") return false;
  return countWords(introduction) <= LONGEST_BARE_TITLE && isAboveList(place);
}

function countWords({ label }: Introduction): number {
  return label.split(" ").length;
}
