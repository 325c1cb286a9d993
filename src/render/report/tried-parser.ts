import { TRIED_ENDS, TRIED_FIELDS, type TriedEnd, type TriedEntry, type TriedField } from "../../core/report/tried.ts";

/** A section of the file as it stands there; `entry` is null where a person changed it beyond recognition. */
export interface TriedBlock {
  readonly text: string;
  readonly entry: TriedEntry | null;
}

/** A file of the memory: what stands above the entries, and the entries. */
export interface TriedFile {
  readonly head: string;
  readonly blocks: readonly TriedBlock[];
}

/** Parses TRIED.md or the file of a year, as `addTried` writes them and people may have changed them. Never throws. */
export function parseTried(text: string): TriedFile {
  const [first = "", ...others] = text.split(/^(?=## )/m);
  // A file without anything above its entries begins with one.
  const sections = first.startsWith("## ") ? [first, ...others] : others;
  return {
    head: first.startsWith("## ") ? "" : first,
    blocks: sections.map((section) => ({ text: section, entry: parseTriedEntry(section) })),
  };
}

const HEADING = new RegExp(`^## (${TRIED_ENDS.join("|")}): (.+)$`);
const ORIGIN = /^(\d{4}-\d{2}-\d{2}) · pull request (\d{1,9}) · (\S+)$/;
const FIELD = new RegExp(`^- (${TRIED_FIELDS.join("|")}): (.+)$`);

/** Parses one section; null where it is no entry. */
export function parseTriedEntry(section: string): TriedEntry | null {
  const lines = section.split(/\r?\n/);
  const [, end, title] = HEADING.exec(lines[0] ?? "") ?? [];
  const origin = lines.find((line) => ORIGIN.test(line));
  const [, on, number, address] = ORIGIN.exec(origin ?? "") ?? [];
  if (!end || !title || !on || !address) return null;
  return { number: Number(number), on, end: end as TriedEnd, title, address, fields: parseFields(lines) };
}

function parseFields(lines: readonly string[]): TriedEntry["fields"] {
  const found = lines.flatMap((line) => {
    const [, name, text] = FIELD.exec(line) ?? [];
    return name && text ? [[name as TriedField, text] as const] : [];
  });
  return Object.fromEntries(found);
}
