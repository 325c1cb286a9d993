/** A pattern, or two of which the second matches somewhere after the first: `.*` between them would take quadratic time. */
export type Question = RegExp | readonly [RegExp, RegExp];

/**
 * How one language asks for our fields. Phrases and patterns are normalised before use, without case, accents and
 * punctuation.
 */
export interface LanguageWords {
  /** Small words that may come before and after a phrase; "" for a language that does without them. */
  readonly before: string;
  readonly after: string;
  readonly problem: {
    readonly strong: readonly string[];
    readonly weak: readonly string[];
    readonly questions: readonly Question[];
  };
  readonly measure: {
    readonly strong: readonly string[];
    readonly weak: readonly string[];
    readonly questions: readonly Question[];
  };
  readonly checkBack: { readonly strong: readonly string[]; readonly questions: readonly Question[] };
}
