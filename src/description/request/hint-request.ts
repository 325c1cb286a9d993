import type { Field } from "../field.ts";
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
  /** Does it ask why, but why not, or why in this way? */
  readonly asksWhyElse: boolean;
}

/** Reads what a hint asks for, sentence by sentence, in any supported language. */
export function readHint(hint: string): HintRequest {
  const clauses = listClauses(hint);
  const readings = clauses.flatMap(listReadings);
  const asked = listClauses(hint.replace(OPTIONS, "")).flatMap(listReadings).flatMap(listAskedByHint);
  const problem = findStrength(asked, "problem");
  return {
    asked: { problem, measure: findStrength(asked, "measure"), "check-back": null },
    isEmpty: clauses.length === 0,
    isChoice: (problem !== "strong" && CHOOSE.test(hint)) || isListOfBoxes(hint),
    asksForLink: LINK.test(hint),
    isTurned: readings.some(({ turning }) => turning.some((slot) => BEFORE_RELEASE.has(slot))),
    asksWhyElse: readings.some(asksWhyElse),
  };
}

/** A why about a dependency or a version only does not ask: beside "Motivation" it may be all that the change is about. */
function asksWhyElse({ lost, turning }: Reading): boolean {
  return (lost.has("why") || lost.has("reason")) && turning.some((slot) => slot !== "aside" && slot !== "elsewhere");
}

/** Boxes to tick and the heads of a table's columns ask for nothing. */
const OPTIONS = /^[ \t]*(?:\||[-*+][ \t]+\[[ xX]?\][ \t]).*$/gm;

const BEFORE_RELEASE: ReadonlySet<string> = new Set(["test", "before", "review"]);

const LINK =
  /\b(?:links?|urls?|issues?|tickets?|jira|clos(?:es|ed)|fixe[sd]|related|slack|discussions?|enlaces?|lien|liens|verkn\w+|ссылк\w*)\b|https?:\/\/|链接|連結|リンク|링크/iu;

const CHOOSE =
  /\b(?:delete|remove) (?:as appropriate|(?:the |any |those |options|lines|all )[^.]{0,40}(?:not|don|apply|applicable|relevant))|\b(?:choose|select|pick|check|tick|mark) (?:one|all|the (?:appropriate|relevant|type|option|box))|\bput an? x\b/i;

function isListOfBoxes(hint: string): boolean {
  const lines = hint
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const boxes = lines.filter((line) => /^\s*(?:[-*+]|\d{1,3}[.)])\s+\[[ xX]?\]/.test(line));
  // One line may be an instruction such as "Please choose one:".
  return boxes.length >= 2 && lines.length - boxes.length <= 1;
}
