/** A query without the semicolons and comments at its end: it becomes a part of another one. */
export function withoutEnd(query: string): string {
  let end = 0;
  for (let at = 0; at < query.length; ) {
    const comment = endOfComment(query, at);
    const next = comment ?? endOfQuoted(query, at) ?? at + 1;
    if (comment === undefined && !/[\s;]/.test(query[at] ?? "")) end = next;
    at = next;
  }
  return query.slice(0, end);
}

/** Where a comment ends that begins here; undefined where none does. Those between signs stand within each other. */
function endOfComment(query: string, at: number): number | undefined {
  if (query.startsWith("--", at)) return endOf(query, "\n", at + 2);
  if (!query.startsWith("/*", at)) return undefined;
  let depth = 1;
  let end = at + 2;
  while (depth > 0 && end < query.length) {
    const sign = query.slice(end, end + 2);
    if (sign === "/*") depth++;
    if (sign === "*/") depth--;
    end += sign === "/*" || sign === "*/" ? 2 : 1;
  }
  return end;
}

/** Where a text, a name or a body ends that begins here; a word that only holds such a sign ends where it does. */
function endOfQuoted(query: string, at: number): number | undefined {
  const character = query[at] ?? "";
  if (character === '"') return endOf(query, '"', at + 1);
  // A doubled quote is the end of one text and the beginning of the next.
  if (character === "'") return endOf(query, "'", at + 1);
  if (character === "$") return endOfBody(query, at);
  if (!/[\w\u0080-\uFFFF]/.test(character)) return undefined;
  const word = WORD.exec(query.slice(at, at + LONGEST_WORD))?.[0] ?? character;
  const end = at + word.length;
  const isEscaped = word.toLowerCase() === "e" && query[end] === "'";
  return isEscaped ? endOfEscaped(query, end + 1) : end;
}

/** A dollar within a name begins no body. */
const WORD = /^[\w$\u0080-\uFFFF]+/;
/** A part of a longer one is a word as well. */
const LONGEST_WORD = 64;

/** "$$…$$", "$body$…$body$"; "$1" is a parameter. */
function endOfBody(query: string, at: number): number | undefined {
  const tag = /^\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]{0,62})?\$/.exec(
    query.slice(at, at + LONGEST_WORD + 2),
  )?.[0];
  return tag === undefined ? undefined : endOf(query, tag, at + tag.length);
}

/** E'it\\'s' */
function endOfEscaped(query: string, from: number): number {
  let at = from;
  while (at < query.length && query[at] !== "'") at += query[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, query.length);
}

function endOf(query: string, sign: string, from: number): number {
  const at = query.indexOf(sign, from);
  return at < 0 ? query.length : at + sign.length;
}
