import { fold } from "./folded.ts";
import { DEVICES, FORWARDED, GITHUB_FOOTER, HEADERS, ORIGINAL, SENT_FROM, WROTE } from "./mail-words.ts";

/** A line longer than this is nothing a mail program writes of its own. */
const LONGEST = 400;
/** Outlook's headers, each on a line of its own, some programs with a blank line between. */
const HEADER_LINES = 12;

/** Does what the reply is about begin at this line, without marks of a quote? From there on nothing is the writer's. */
export function beginsOriginal(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (line.length > LONGEST) return false;
  const words = fold(line).trim();
  if (words === "") return false;
  return isRule(words) || FORWARDED.includes(words) || isFooter(words) || beginsHeaders(lines, index, words);
}

/** Does a signature begin at this line? Mail programs separate it with "-- ", and say which device they run on. */
export function beginsSignature(line: string): boolean {
  if (line.length > LONGEST) return false;
  const words = fold(line).trim();
  return words === "--" || words === "—" || words === "––" || isAboutDevice(words);
}

/** "-----Original Message-----", Zoho's "---- On Wed, … wrote ----", and the long line Outlook draws. */
function isRule(words: string): boolean {
  if (words.length >= 20 && /^_+$/.test(words)) return true;
  if (!words.startsWith("--") || !words.endsWith("--")) return false;
  const between = words.replaceAll("-", " ").trim();
  return ORIGINAL.some((name) => between === name.replaceAll("-", " ")) || saysWho(between);
}

function saysWho(words: string): boolean {
  return words.includes("@") && WROTE.some((verb) => words.includes(` ${verb}`));
}

function isFooter(words: string): boolean {
  return GITHUB_FOOTER.some((begin) => words.startsWith(begin));
}

type Header = keyof typeof HEADERS;

function beginsHeaders(lines: readonly string[], index: number, words: string): boolean {
  if (findHeader(lines[index] ?? "") !== "from") return false;
  if (hasHeadersInside(words)) return true;
  const below = lines.slice(index + 1, index + HEADER_LINES);
  const found = new Set(below.map(findHeader));
  return found.has("sent") ? found.has("to") || found.has("subject") : found.has("to") && found.has("subject");
}

/** The header a line begins with, in bold or not: "**Sent:** …", "Envoyé : …". */
function findHeader(line: string): Header | undefined {
  const colon = line.indexOf(":");
  if (colon === -1 || colon > LONGEST_LABEL) return undefined;
  const label = fold(line.slice(0, colon)).replace(/[*_]/g, "").trim();
  return LABELS.get(label);
}

const LONGEST_LABEL = 25;
const LABELS: ReadonlyMap<string, Header> = new Map(
  (["subject", "to", "sent", "from"] as const).flatMap((header) =>
    HEADERS[header].map((label): [string, Header] => [label, header]),
  ),
);

/** All headers on one line, as where a mail became plain text without its line breaks. */
function hasHeadersInside(words: string): boolean {
  const plain = words.replace(/[*_]/g, "").replaceAll(" :", ":");
  const has = (header: Header) => HEADERS[header].some((name) => plain.includes(` ${name}: `));
  return has("sent") && has("subject");
}

function isAboutDevice(words: string): boolean {
  if (words.length > 160 || !SENT_FROM.some((begin) => words.startsWith(begin))) return false;
  const [, rest = ""] = words.split(": ");
  const isLink = rest === "" || rest.includes("://") || words.startsWith("yahoo mail:");
  return isLink && words.split(/[^\p{L}\d.-]/u).some((word) => DEVICES.includes(word.replace(/\.$/, "")));
}
