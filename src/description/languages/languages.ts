import { CHINESE } from "./chinese.ts";
import { DUTCH } from "./dutch.ts";
import { ENGLISH } from "./english.ts";
import { FRENCH } from "./french.ts";
import { GERMAN } from "./german.ts";
import { INTERNATIONAL } from "./international.ts";
import { ITALIAN } from "./italian.ts";
import { JAPANESE } from "./japanese.ts";
import { KOREAN } from "./korean.ts";
import type { LanguageWords } from "./language-words.ts";
import { POLISH } from "./polish.ts";
import { PORTUGUESE } from "./portuguese.ts";
import { RUSSIAN } from "./russian.ts";
import { SLOTS } from "./slot.ts";
import { SPANISH } from "./spanish.ts";
import { TURKISH } from "./turkish.ts";
import { UKRAINIAN } from "./ukrainian.ts";

const OTHERS: readonly LanguageWords[] = [
  GERMAN,
  FRENCH,
  SPANISH,
  PORTUGUESE,
  ITALIAN,
  DUTCH,
  POLISH,
  RUSSIAN,
  UKRAINIAN,
  TURKISH,
  JAPANESE,
  KOREAN,
  CHINESE,
];

/** The languages in which a template may ask. */
export const LANGUAGES: readonly LanguageWords[] = [ENGLISH, ...OTHERS.map(withInternational)];

function withInternational(words: LanguageWords): LanguageWords {
  return Object.fromEntries(
    SLOTS.flatMap((slot) => {
      const listed = [words[slot], INTERNATIONAL[slot]].filter((one) => one !== undefined && one !== "");
      return listed.length > 0 ? [[slot, listed.join("|")]] : [];
    }),
  );
}
