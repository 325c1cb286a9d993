import type { Config } from "./config.ts";
import type { Field } from "./field.ts";
import { type Introduction, listIntroductions } from "./introduction.ts";
import { type LabelWords, normaliseLabel, readLabel } from "./label.ts";
import { blankFrontMatter } from "./markdown.ts";
import { isVocabularyPhrase, matchVocabulary } from "./vocabulary.ts";

/** A pull-request template as it stands on a default branch. */
export interface Template {
  /** Path in its repository, or the bare file name where GitHub tells no more. */
  readonly path: string;
  readonly body: string;
}

/** How a heading was recognised as a field, in order of precedence. */
export type RecognisedBy = "annotation" | "config" | "vocabulary" | "hint";

/** A field as a template introduces it. */
export interface TemplateField {
  /** The heading or label as a reader sees it. */
  readonly heading: string;
  readonly by: RecognisedBy;
}

export type TemplateFields = { readonly [F in Field]: TemplateField | null };

/** Finds which headings and labels of a template ask the questions we look after. Never throws. */
export function parseTemplate(template: Template, fields: Config["fields"]): TemplateFields {
  const body = blankFrontMatter(template.body);
  const claims = listClaims(listIntroductions(body), body, fields);
  const find = (field: Field): TemplateField | null => {
    const best = BY.map((by) => claims.find((claim) => claim.field === field && claim.by === by)).find(Boolean);
    return best ? { heading: best.introduction.label, by: best.by === "weak" ? "vocabulary" : best.by } : null;
  };
  return { problem: find("problem"), measure: find("measure"), "check-back": find("check-back") };
}

/** Weak words, such as "Context", count after strong ones. */
type ClaimedBy = RecognisedBy | "weak";
const BY: readonly ClaimedBy[] = ["annotation", "config", "vocabulary", "weak", "hint"];

/** An introduction that asks for a field, and how we know. */
export interface Claim {
  readonly field: Field;
  readonly by: ClaimedBy;
  readonly introduction: Introduction;
}

/** What each introduction of a template asks for, where it asks for a field at all. */
export function listClaims(
  introductions: readonly Introduction[],
  body: string,
  fields: Config["fields"],
): readonly Claim[] {
  return introductions.flatMap((introduction, index) => {
    const until = introductions[index + 1]?.start ?? body.length;
    const hint = body.slice(introduction.contentStart, Math.min(until, introduction.contentStart + 600));
    const claim = claimByWords(introduction, fields) ?? claimByHint(introduction, hint);
    return claim ? [{ ...claim, introduction }] : [];
  });
}

type Recognised = Pick<Claim, "field" | "by">;

/** What an introduction's own words, or its annotation, ask for. */
export function claimByWords(introduction: Introduction, fields: Config["fields"]): Recognised | null {
  if (introduction.annotation !== null) return { field: introduction.annotation as Field, by: "annotation" };
  const words = readLabel(introduction.label);
  const configured = findConfigured(words, fields);
  if (configured) return { field: configured, by: "config" };
  // Plain lines, items and cells are mostly prose: they count when they are exactly such a heading.
  if (!isHeadingLike(introduction) && !isVocabularyPhrase(words)) return null;
  const match = matchVocabulary(words);
  return match ? { field: match.field, by: match.strength === "strong" ? "vocabulary" : "weak" } : null;
}

function isHeadingLike({ kind, label }: Introduction): boolean {
  return kind === "heading" || kind === "bold" || ((kind === "list" || kind === "line") && /[?？]\s*$/.test(label));
}

function findConfigured(words: LabelWords, fields: Config["fields"]): Field | null {
  const names = (headings: readonly string[]) => headings.some((heading) => normaliseLabel(heading) === words.whole);
  if (names(fields.problem.headings)) return "problem";
  if (names(fields.measure.headings)) return "measure";
  return names(fields["check-back"].headings) ? "check-back" : null;
}

/** Headings that ask for nothing in particular: only the hint under them says what for. */
const GENERAL =
  /^(?:pr |pull request |brief |short |a |the )*(?:summary|description|overview|details?|about|introduction|abstract|what|what does this (?:pull request|pr|change|mr|patch)(?: (?:do|change))?|what (?:changed|s changed|is changed|does it do|is this|is it)|changes?|proposed changes?|type of change|bug|feature|resumen|descripcion|descripcion del cambio|resume|beschreibung|zusammenfassung|descricao|resumo|descrizione|riepilogo|omschrijving|beschrijving|samenvatting|opis|podsumowanie|описание|кратко|опис|aciklama|ozet|概要|説明|설명|요약|描述|说明|概述|摘要|說明)(?: (?:of|del?|des|der|du|da|van)\b.*)?$/u;

/** Words of a hint that ask for the reason, in the languages we know. */
const ASKS_WHY =
  /\b(?:why|motivation|rationale|reason(?:s|ing)?|purpose|what problem|problem(?:s)? (?:it|this|that|you|being|is|are|does)|issue (?:it|this) (?:fixes|solves|addresses)|the problem|background|context of|solves?|justif\w+|por que|para que|motivo|problema|pourquoi|raison|probleme|warum|wieso|grund|perche|ragione|waarom|reden|dlaczego|powod|neden|sebep|gerekce)\b|почему|зачем|причин|проблем|чому|навіщо|なぜ|理由|背景|目的|왜|이유|배경|为什么|為什麼|原因|背景|动机|動機/iu;

/** "Why not", "why it is not tested" and the like ask for something else. */
const ASKS_OTHERWISE = /\bwhy (?:not|it (?:is|was) not|it isn t|no tests?|are there no)\b/i;

/** What the hint under a general heading asks for. */
export function claimByHint(introduction: Introduction, hint: string): Recognised | null {
  if (introduction.kind === "line" || introduction.kind === "cell") return null;
  if (!readLabel(introduction.label).variants.some((variant) => GENERAL.test(variant))) return null;
  const words = hint.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return ASKS_WHY.test(words) && !ASKS_OTHERWISE.test(words) ? { field: "problem", by: "hint" } : null;
}
