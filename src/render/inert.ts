import { quotePlain } from "./neutral.ts";

/** How much of a text is looked at; far more than is shown of it. */
const LOOKED_AT = 4_000;
const CODE = "(code)";
const ADDRESS = "(address)";

/**
 * Quotes people's words in a file that other programs read: plain text on one line, without code, addresses, HTML and
 * marks of Markdown, at most `limit` characters. A name in backticks, such as that of a metric, stays as a word.
 */
export function renderInert(text: string, limit = 200): string {
  const visible = dropInvisible(text.slice(0, LOOKED_AT));
  const prose = dropTags(dropComments(dropInlineCode(dropFences(visible))));
  const words = prose
    // Markdown takes the backslash before punctuation away.
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "")
    // The words of a link stay when its address goes.
    .replaceAll("](", "] (")
    .replace(MARKS, "")
    // After everything else that goes: an address may be put together from what is left.
    .replace(WORD, (word) => (isAddress(word) ? ADDRESS : word));
  // On one line nothing is a heading or a rule, which would be escaped.
  return quotePlain(words.replace(/\s+/g, " "), limit);
}

/** Characters that are not shown, in which an address or an instruction can hide. Joiners stay between letters that need them. */
function dropInvisible(text: string): string {
  return text.replace(INVISIBLE, "").replace(IDLE_JOINER, "");
}

const INVISIBLE = /(?![\t\n\r\u200C\u200D])[\p{Cc}\p{Cf}]|[\u{E0100}-\u{E01EF}]/gu;
const IDLE_JOINER = /(?<!\P{ASCII})[\u200C\u200D]|[\u200C\u200D](?!\P{ASCII})/gu;

/** An open fence lasts to the end. */
function dropFences(text: string): string {
  let fence = "";
  const kept = text.split(/\r\n?|\n/).map((line) => {
    const [, mark = ""] = /^[\t >]{0,16}(`{3,99}|~{3,99})/.exec(line) ?? [];
    if (fence === "" && mark !== "") {
      fence = mark;
      return CODE;
    }
    const isInside = fence !== "";
    if (isInside && mark.startsWith(fence)) fence = "";
    return isInside ? "" : line;
  });
  return kept.join("\n");
}

/** What stands between backticks is code, unless it is a name. */
function dropInlineCode(text: string): string {
  const parts = text.split(/`+/);
  return parts
    .map((part, index) => {
      const isCode = index % 2 === 1 && index < parts.length - 1;
      return isCode && !/^[\w.-]{1,60}$/.test(part) ? ` ${CODE} ` : part;
    })
    .join("");
}

/** An open comment hides all that follows. */
function dropComments(text: string): string {
  const [first = "", ...others] = text.split("<!--");
  return [first, ...others.map((part) => part.split("-->").slice(1).join("-->"))].join(" ");
}

function dropTags(text: string): string {
  // An address in angle brackets stays for now: it is to be named as one.
  return text.replace(/<(?=[a-z/!?])[^<>:@]*>/gi, " ");
}

/** Words; scripts without blanks between words are left out, so that an address does not take a sentence with it. */
const WORD = /[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/gu;

const ADDRESSES: readonly RegExp[] = [
  /[/\\]{2}|www\./i,
  /\b(?:mailto|javascript|vbscript|data|tel|file|ssh|git):\S/i,
  /\S@[\p{L}\d-]{1,63}\./u,
  // A name with a path, and an address of numbers.
  /[a-z\d-]\.[a-z]{2,24}(?::\d{1,5})?[/?]/i,
  /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/,
  /[a-z\d-]\.(?:com|net|org|info|biz|xyz|top|site|online)\b/i,
];

function isAddress(word: string): boolean {
  return ADDRESSES.some((pattern) => pattern.test(word));
}

/** Marks that would be formatting, a link or an image; an underscore inside a name is none. */
const MARKS = /[*`~[\]]|!(?=\[)|(?<![\p{L}\d])_|_(?![\p{L}\d])|<(?=[a-z/!?])|\\/giu;
