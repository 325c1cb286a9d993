const ACCENTED = /[\u00c0-\u024f]/g;
const BLANK = /[\s\u200b\u2060]/g;
const APOSTROPHE = /[\u2018\u2019\u02bc]/g;

/**
 * A composed text in lower case and without accents, so that words are found however they are typed. Every character stays
 * at its place: what is found here is there in the text itself.
 */
export function fold(composed: string): string {
  return composed
    .replace(ACCENTED, (letter) => letter.normalize("NFD").charAt(0))
    .replace(BLANK, " ")
    .replace(APOSTROPHE, "'")
    .toLowerCase();
}
