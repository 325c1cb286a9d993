import { toLookup } from "./lexicon.ts";

/** In characters; nobody asks in a longer sentence. */
const LONGEST = 300;

/** Stands between the parts of a clause: what a comma or a slash keeps apart. */
export const BAR = "|";

/**
 * Splits a text into clauses, normalised, with a bar between their parts. A line that was only wrapped goes on with the
 * sentence before it.
 */
export function listClauses(text: string): readonly string[] {
  return toPlain(text)
    .split(CLAUSE_END)
    .map((clause) => clause.slice(0, LONGEST).split(PART_END).map(toLookup).filter(isSomething).join(` ${BAR} `))
    .filter(isSomething);
}

/** The end of a sentence or of a line, a bracket, a colon, a dash. */
const CLAUSE_END = /[.!?](?=\s|$)|[。！？：:;；…()（）[\]【】{}<>\n]|\s[-–—]+\s|[–—]/;
const PART_END = /[,，、/&+|]/;

/** The text without comment marks, tags, addresses, alert marks and emoji. */
function toPlain(text: string): string {
  return text
    .replace(/<!--|-->|<\/?[a-z][^<>]{0,200}>/gi, "\n")
    .replace(/\bhttps?:\/\/[^\s)>\]]+/g, " url ")
    .replace(/^[ \t]*>[ \t]?/gm, "")
    .replace(/\[![A-Z]+\]/g, "\n")
    .replace(/:[a-z][a-z0-9_+-]{1,40}:/g, " ")
    .replace(/\r?\n(?=[ \t]*\p{Ll})/gu, " ");
}

function isSomething(text: string): boolean {
  return text !== "";
}
