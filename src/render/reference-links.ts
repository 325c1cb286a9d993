/**
 * Makes links to issues, pull requests, commits and discussions harmless: quoted, each of them would leave a mark on the
 * other page. Those of github.com lead through its redirecting host, which leaves none; others stay readable and are no
 * links any more. Which hosts are GitHub is not known here, so the address is told by its shape.
 */
export function disarmReferenceLinks(text: string): string {
  return text.replace(/\S+/g, (word) => (mayLink(word) ? disarm(word) : word));
}

const ZERO_WIDTH = "\u200B";
/** Longer addresses than people write; what is in them is not worth reading. */
const LONGEST_WORD = 2_000;
const MOST_ADDRESSES = 16;
/** Where an address begins: `https:`, `//`, and `www.`, which GitHub links as well. */
const BEGINNING = /(?:https?:)?[/\\]{2,}|https?:|www\./gi;
const KINDS: readonly string[] = ["issues", "pull", "pulls", "commit", "commits", "discussions"];
/** Leaves no mark, or has pages of the same shape and is no GitHub. */
const HARMLESS = /^redirect\.github\.com$|(?:^|\.)sentry\.io$/;

function mayLink(word: string): boolean {
  return /[/\\]{2}|https?:|www\./i.test(dropEscapes(word));
}

function disarm(word: string): string {
  if (!isReference(word)) return word;
  const redirected = word.replace(/\bhttps?:\/\/(?:www\.)?github\.com\//gi, "https://redirect.github.com/");
  return isReference(redirected) ? breakUp(redirected) : redirected;
}

function isReference(word: string): boolean {
  if (word.length > LONGEST_WORD) return true;
  const plain = dropEscapes(word);
  const beginnings = [...plain.matchAll(BEGINNING)];
  return beginnings.length > MOST_ADDRESSES || beginnings.some(({ index }) => isReferenceAt(plain.slice(index)));
}

/** Read as browsers read it: without case and dots, with any port, encoded or not. */
function isReferenceAt(address: string): boolean {
  const url = URL.parse(`https://${address.replace(/^(?:https?:)?[/\\]*/i, "")}`);
  if (!url || HARMLESS.test(url.hostname)) return false;
  const [, , kind = "", which] = decode(url.pathname)
    .split(/[/\\]+/)
    .filter(isText);
  return which !== undefined && KINDS.includes(kind.toLowerCase());
}

/** Markdown takes the backslash before punctuation away. */
function dropEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** An encoded character may be encoded again. */
function decode(path: string): string {
  const once = (text: string) =>
    text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return once(once(path));
}

/** After each slash: neither an address nor the parts of its path are whole any more. */
function breakUp(word: string): string {
  return word.replace(/\\?\/|%2f|%5c|\\(?=[\w\\])/gi, `$&${ZERO_WIDTH}`).replace(/\bwww\./gi, `www${ZERO_WIDTH}.`);
}

function isText(text: string): boolean {
  return text !== "";
}
