import { escapeHtml } from "../core/html.ts";

/** Nothing escapes these. */
const PLAIN = /[\w.-]/;

/** A text in parts, each with the forms in which it may be written: in an address, a form, JSON, HTML or a log. */
export function listForms(text: string): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  let plain = "";
  const end = () => {
    if (plain !== "") parts.push([plain]);
    plain = "";
  };
  for (const character of text) {
    if (PLAIN.test(character)) plain += character;
    else {
      end();
      parts.push(formsOf(character));
    }
  }
  end();
  return parts;
}

function formsOf(character: string): readonly string[] {
  const point = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, index) => toHex(character.charCodeAt(index), 4));
  const bytes = [...Buffer.from(character)].map((byte) => toHex(byte, 2));
  const escaped = [
    units.map((hex) => `\\u${hex}`).join(""),
    bytes.map((hex) => `\\x${hex}`).join(""),
    bytes.map((hex) => `%${hex}`).join(""),
    `&#x${point.toString(16)};`,
    `&#${String(point).padStart(2, "0")};`,
    inJson(character),
    escapeHtml(character),
    ...(NAMES.get(character) ?? []),
  ];
  const inCapitals = escaped.map((form) => form.replace(/[\da-f]{2,6}/g, (hex) => hex.toUpperCase()));
  const all = [character, ...escaped, ...inCapitals];
  // JSON within JSON.
  const twice = all.filter((form) => form.startsWith("\\")).map(inJson);
  return [...new Set([...all, ...twice])];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function toHex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

/** What some languages write besides. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  [" ", ["+"]],
  ["/", ["\\/"]],
  ["'", ["\\'", "&apos;", "&#039;"]],
  ['"', ["&#34;"]],
]);
