import { disarmReferenceLinks } from "./reference-links.ts";

/**
 * Makes text written by people inert; every quote passes through here. It stays readable and can do nothing: no
 * mention, no reference, no marker or HTML, no box, no heading, no direction trick.
 *
 * A zero-width space after the first character of a construct breaks it in prose, in code and in plain-text email
 * alike; escaping would be visible in one of them (dependabot/dependabot-core#3157).
 */
export function neutralise(text: string): string {
  return (
    // A link is read as it was written, before anything else in it is broken.
    disarmReferenceLinks(dropControls(text).replace(/\r\n?/g, "\n"))
      // GitHub decodes "&#64;" to "@", which then begins a mention.
      .replace(/&(?=#?\w{1,32};)/g, `&${ZERO_WIDTH}`)
      .replace(/@(?=[\p{L}\p{N}_-])/gu, `@${ZERO_WIDTH}`)
      .replace(/#(?=\d)/g, `#${ZERO_WIDTH}`)
      // In Markdown the hyphen may be escaped, and an underscore before it is emphasis.
      .replace(/(?<![A-Za-z0-9])GH\\?-(?=\d)/gi, (found) => found + ZERO_WIDTH)
      .replace(/<(?=[A-Za-z/!?])/g, `<${ZERO_WIDTH}`)
      .replace(/([-*+]|\d[.)])(\s+)\[([ xX])\]/g, `$1$2[${ZERO_WIDTH}$3]`)
      // "[!CAUTION]" first in a quotation becomes an alert, which would speak in the app's voice.
      .replace(/\[(?=\\?!)/g, `[${ZERO_WIDTH}`)
      .replace(/^(\s{0,3})(#{1,6}|=+|-{2,})(?=\s|$)/gm, "$1\\$2")
  );
}

/** A title in plain text: on one line, without marks that reorder it, at most `limit` characters. GitHub accepts 256. */
export function plainTitle(text: string, limit = 250): string {
  return cut(dropControls(text).replace(/\s+/g, " ").trim(), limit);
}

function dropControls(text: string): string {
  return (
    text
      // @removal control-characters-removed
      .replace(CONTROL, "")
      .toWellFormed()
  );
}

const ZERO_WIDTH = "\u200B";

/** Control characters, and marks that reorder text: neither belongs in a quote. Tab and line feed stay. */
const CONTROL = /(?![\t\n\r])[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Quotes people's words inside a line of ours, such as a title: on one line, without Markdown, at most `limit`
 * characters.
 */
export function quoteInline(text: string, limit = 120): string {
  return quotePlain(text, limit).replace(/[\\`*_~[\]|<>]/g, "\\$&");
}

/**
 * Quotes people's words where Markdown is not rendered, such as the title of a check: on one line, at most `limit`
 * characters.
 */
export function quotePlain(text: string, limit = 120): string {
  return cut(neutralise(text).replace(/\s+/g, " ").trim(), limit);
}

/** Renders people's words as a quotation of at most `limit` characters; `more` is where the rest can be read. */
export function quoteBlock(text: string, { limit, more }: { readonly limit: number; readonly more: string }): string {
  const neutral = neutralise(text.trim());
  const shown = cut(neutral, limit);
  const lines = shown.split("\n").map((line) => `> ${line}`.trimEnd());
  return shown === neutral ? lines.join("\n") : [...lines, ">", `> [Read the rest](${more})`].join("\n");
}

/** Cuts between code points, so that no surrogate pair is split. */
function cut(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`;
}
