import type { Field } from "./field.ts";
import { type LabelWords, normaliseWords } from "./label.ts";
import type { LanguageWords, Question } from "./languages/language-words.ts";
import { LANGUAGES } from "./languages/languages.ts";

/**
 * How certain the words alone are. `strong` words ask the question in any template; `weak` words, such as "Context" or
 * "Metrics", ask it unless the hint below them asks for something else.
 */
export type Strength = "strong" | "weak";

export interface VocabularyMatch {
  readonly field: Field;
  readonly strength: Strength;
}

/** Finds the field a heading asks for by its words, in any supported language. */
export function matchVocabulary(label: LabelWords): VocabularyMatch | undefined {
  for (const variant of label.variants) {
    const match = matchWords(variant);
    if (match && !isTurnedDown(label, match)) return match;
  }
  return undefined;
}

/** Is this exactly a vocabulary phrase, and nothing longer? Used for plain lines, which are mostly prose. */
export function isVocabularyPhrase(label: LabelWords): boolean {
  return PHRASES.has(label.whole);
}

function matchWords(words: string): VocabularyMatch | undefined {
  const exact = PHRASES.get(words);
  if (exact) return exact;
  const found = PATTERNS.find(({ pattern }) => isMatch(pattern, words));
  return found ? { field: found.field, strength: found.strength } : undefined;
}

function isMatch(question: Question, words: string): boolean {
  if (question instanceof RegExp) return question.test(words);
  const [first, then] = question;
  const found = first.exec(words);
  return found !== null && then.test(words.slice(found.index + found[0].length));
}

/** Rejects a match: "Context / Links" asks for links, "Why was it not tested?" for tests. */
function isTurnedDown(label: LabelWords, { field }: VocabularyMatch): boolean {
  if (PHRASES.get(label.whole)?.field === field) return false;
  return field === "problem" ? NOT_PROBLEM.test(label.whole) : field === "measure" && NOT_MEASURE.test(label.whole);
}

const NOT_PROBLEM =
  /^because |\bwhy (?:this|the|that) (?:approach|solution|implementation|design|way)\b|\b(?:tests?|tested|testing|not|additional|other|further|extra|more|alternativ\w*|screenshots?|related|relevant|links?|tickets?|jira|known|open|remaining|rollback|roll back|revert\w*|breaking|reviewers?|release notes?|risks?|prueba\w*|pruebas|teste\w*|adicional\w*|supplementaires?|complementaires?|autres?|weitere\w*|zusatzliche\w*|sonstige\w*|ulteriori|dodatkow\w*|ek)\b|дополнительн|додатков|тест|测试|測試|テスト|테스트|補足|その他|补充|其他|추가|기타|参考|참고|関連|相关|相關|관련/u;
const NOT_MEASURE =
  /\b(?:tests?|tested|testing|rollback|roll back|acceptance|pre|prior|before|model|akzeptanz\w*|acceptation|aceptacion|aceitacao|accettazione|acceptatie\w*|screenshots?|coverage)\b|测试|測試|テスト|테스트|验收|驗收|受け入れ|인수|приемк/u;

const PHRASES: ReadonlyMap<string, VocabularyMatch> = new Map(LANGUAGES.flatMap(listPhrases));

interface FieldPattern extends VocabularyMatch {
  readonly pattern: Question;
}

const PATTERNS: readonly FieldPattern[] = LANGUAGES.flatMap((language) => [
  ...questions("check-back", language.checkBack.questions),
  ...questions("measure", language.measure.questions),
  ...questions("problem", language.problem.questions),
  ...withTails(language),
]);

function listPhrases(language: LanguageWords): readonly (readonly [string, VocabularyMatch])[] {
  return [
    ...named(language.problem.strong, "problem", "strong"),
    ...named(language.problem.weak, "problem", "weak"),
    ...named(language.measure.strong, "measure", "strong"),
    ...named(language.measure.weak, "measure", "weak"),
    ...named(language.checkBack.strong, "check-back", "strong"),
  ];
}

function named(
  phrases: readonly string[],
  field: Field,
  strength: Strength,
): readonly (readonly [string, VocabularyMatch])[] {
  return phrases.map((phrase) => [normaliseWords(phrase), { field, strength }]);
}

function questions(field: Field, patterns: readonly Question[]): readonly FieldPattern[] {
  return patterns.map((pattern) => ({ field, strength: "strong", pattern: normaliseQuestion(pattern) }));
}

function normaliseQuestion(question: Question): Question {
  if (question instanceof RegExp) return normalisePattern(question);
  const [first, then] = question;
  return [normalisePattern(first), normalisePattern(then)];
}

/** Removes the accents from a pattern: patterns are spelled normally, but match words without accents. */
function normalisePattern(pattern: RegExp): RegExp {
  const plain = pattern.source
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
  return new RegExp(plain, pattern.flags);
}

/** Matches a phrase between small words: "The motivation behind this change", "Brief context for the feature". */
function withTails(language: LanguageWords): readonly FieldPattern[] {
  const [before, after] = [anyOf(language.before.split("|")), anyOf(language.after.split("|"))];
  const framed = (phrases: readonly string[]) =>
    new RegExp(`^(?:${before} ){0,3}${anyOf(phrases)}(?: ${after}(?: \\S+){0,7})?$`, "u");
  if (language.before === "") return [];
  return listGroups(language).map(({ phrases, field, strength }) => ({ field, strength, pattern: framed(phrases) }));
}

function anyOf(words: readonly string[]): string {
  return `(?:${words.map(normaliseWords).join("|")})`;
}

function listGroups({ problem, measure, checkBack }: LanguageWords) {
  const groups = [
    { phrases: problem.strong, field: "problem", strength: "strong" },
    { phrases: problem.weak, field: "problem", strength: "weak" },
    { phrases: measure.strong, field: "measure", strength: "strong" },
    { phrases: measure.weak, field: "measure", strength: "weak" },
    { phrases: checkBack.strong, field: "check-back", strength: "strong" },
  ] as const;
  return groups.filter(({ phrases }) => phrases.length > 0);
}
