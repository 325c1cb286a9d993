import { trimEndOf } from "../../description/trim.ts";

/** How a question ended, in the words of the file; test/render/report/tried.test.ts compares them with those of the app. */
export const TRIED_ENDS = ["Worked", "Partly", "Missed", "Can't tell", "No answer", "Dropped", "Reverted"] as const;
export type TriedEnd = (typeof TRIED_ENDS)[number];

/** What an entry says, in the order of the file. Each is one line of inert text. */
export const TRIED_FIELDS = ["Problem", "Labels", "Hoped for", "Numbers", "Seen", "Why", "Next", "Later"] as const;
export type TriedField = (typeof TRIED_FIELDS)[number];

/** One entry of TRIED.md: a change whose question ended. */
export interface TriedEntry {
  /** Number of the pull request. */
  readonly number: number;
  /** The date of the end, "2026-12-02". */
  readonly on: string;
  readonly end: TriedEnd;
  readonly title: string;
  /** Of the issue that asked, or of the pull request. */
  readonly address: string;
  readonly fields: { readonly [F in TriedField]?: string };
}

/** The path of the memory in the ledger's folder; of a year that moved out, with that year. */
export function toTriedPath(folder: string, year?: string): string {
  return `${trimEndOf(folder, /\//)}/${year === undefined ? "TRIED" : `TRIED-${year}`}.md`;
}
