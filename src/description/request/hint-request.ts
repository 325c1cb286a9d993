import type { Field } from "../field.ts";
import { weighAnswer } from "../non-answer.ts";
import { listClauses } from "./clause.ts";
import { listReadings, type Reading } from "./reading.ts";
import { findStrength, listAskedByHint, type Strength } from "./requests.ts";

/** What the hint below a heading asks for. */
export interface HintRequest {
  readonly asked: { readonly [F in Field]: Strength | null };
  /** Is there any text? */
  readonly isEmpty: boolean;
  /** Is everything below the heading a list to choose from? */
  readonly isChoice: boolean;
  /** Does it ask for a link or an issue number? */
  readonly asksForLink: boolean;
  /** Does it speak of tests, reviews, comparisons before the release? */
  readonly isTurned: boolean;
  /** Does it ask for a number and a time: "by how much, within how many days"? */
  readonly asksForNumber: boolean;
  /** Does it ask why, but why not, or why in this way? */
  readonly asksWhyElse: boolean;
}

/** Reads what a hint asks for, sentence by sentence, in any supported language. */
export function readHint(hint: string): HintRequest {
  const clauses = listClauses(hint);
  const readings = clauses.flatMap(listReadings);
  const own = listClauses(hint.replace(OPTIONS, "")).flatMap(listReadings);
  const asked = own.flatMap(listAskedByHint);
  const problem = findStrength(asked, "problem");
  return {
    asked: { problem, measure: findStrength(asked, "measure"), "check-back": null },
    isEmpty: clauses.length === 0,
    isChoice: (problem !== "strong" && CHOOSE.test(hint)) || isListOfBoxes(hint),
    asksForLink: LINK.test(hint),
    isTurned: readings.some(({ turning }) => turning.some((slot) => BEFORE_RELEASE.has(slot))),
    asksForNumber: (["metric", "period"] as const).every((slot) => own.some(({ slots }) => slots.has(slot))),
    asksWhyElse: readings.some(asksWhyElse),
  };
}

/** A why about a dependency or a version only does not ask: beside "Motivation" it may be all that the change is about. */
function asksWhyElse({ lost, turning }: Reading): boolean {
  return (lost.has("why") || lost.has("reason")) && turning.some((slot) => slot !== "aside" && slot !== "elsewhere");
}

/** Boxes to tick and the heads of a table's columns ask for nothing. */
const OPTIONS = /^[ \t]*(?:\||[-*+][ \t]+\[[ xX]?\][ \t]).*$/gm;

const BEFORE_RELEASE: ReadonlySet<string> = new Set(["test", "before", "past", "stage", "review"]);

const LINK =
  /\b(?:links?|urls?|issues?|tickets?|jira|clos(?:es|ed)|fixe[sd]|related|slack|discussions?|enlaces?|lien|liens|verkn\w+|ссылк\w*)\b|https?:\/\/|链接|連結|リンク|링크/iu;

const CHOOSE =
  /\b(?:delete|remove) (?:as appropriate|(?:the |any |those |options|lines|all )[^.]{0,40}(?:not|don|apply|applicable|relevant))|\b(?:choose|select|pick|check|tick|mark) (?:one|all|the (?:appropriate|relevant|type|option|box))|\bput an? x\b/i;

function isListOfBoxes(hint: string): boolean {
  const { boxes, others } = sortLines(hint);
  // One line may be an instruction such as "Please choose one:".
  return boxes.length >= 2 && others.length <= 1;
}

/**
 * Are there boxes below a heading, and little else? One that says that nothing applies is none. In a template some lines
 * may say how to tick them; in a description any sentence is the author's.
 */
export function isChecklist(text: string, isDescription: boolean): boolean {
  const { boxes, others } = sortLines(text);
  const steps = boxes.filter((line) => weighAnswer(line.replace(BOX, "")).kind !== "not-applicable");
  const sentences = others.filter((line) => !/^\s*\*\*[^*]+\*\*:?\s*$|[:：]\s*$/.test(line));
  return steps.length > 0 && sentences.length <= (isDescription ? 0 : steps.length);
}

const BOX = /^\s*(?:[-*+]|\d{1,3}[.)])\s+\[[ xX]?\]/;

function sortLines(text: string): { readonly boxes: readonly string[]; readonly others: readonly string[] } {
  const lines = text
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return { boxes: lines.filter((line) => BOX.test(line)), others: lines.filter((line) => !BOX.test(line)) };
}
