import type { LabelledQuery } from "./labelled.ts";
import { THEMES } from "./themes.ts";

/** What is compared: the texts of an entry. */
export interface GeneratedEntry {
  readonly number: number;
  readonly title: string;
  readonly problem: string;
  readonly measure: string;
}

const ACTIONS = ["Faster", "Simpler", "New", "Smaller", "Clearer", "Cheaper", "Safer", "Automatic"];
const THINGS = [
  "billing page",
  "calendar view",
  "search index",
  "team settings",
  "mobile menu",
  "user profile",
  "email footer",
  "report builder",
  "file upload",
  "comment thread",
  "payment form",
  "admin console",
  "login screen",
  "project list",
  "task board",
  "time sheet",
  "invoice template",
  "customer portal",
  "data pipeline",
  "release script",
  "permission check",
  "address form",
  "tag editor",
  "activity feed",
  "document preview",
  "dashboard chart",
  "backup job",
  "session store",
];
const PEOPLE = ["Customers", "New users", "Admins", "Support", "Large teams", "Managers", "Partners", "Accountants"];
const TROUBLES = [
  "wait too long for it",
  "get lost in it",
  "write a ticket about it every week",
  "do not find it on phones",
  "open it once and never again",
  "work around it by hand",
  "ask for it in every call",
  "see an error there each month",
];
const MEASURES = [
  "Tickets about it fall from 20 a month to 5.",
  "p95 below 500 ms on the dashboard.",
  "Used in a tenth of the sessions.",
  "Conversion from 12 % to 15 %.",
  "Errors fall by half in four weeks.",
  "Two hours a week saved, by the team's report.",
];

/** A ledger with the attempts of all themes among so many entries that share their everyday words. Always the same one. */
export function generateLedger(size: number): readonly GeneratedEntry[] {
  const tried = THEMES.flatMap((theme) => theme.tried);
  const random = startRandom(20);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";
  const others = Array.from({ length: size - tried.length }, () => [
    `${pick(ACTIONS)} ${pick(THINGS)} for ${pick(PEOPLE).toLowerCase()}`,
    `${pick(PEOPLE)} ${pick(TROUBLES)}.`,
    pick(MEASURES),
  ]);
  const every = Math.floor(size / (tried.length + 1));
  for (const [index, entry] of tried.entries()) others.splice((index + 1) * every, 0, [...entry]);
  return others.map(([title = "", problem = "", measure = ""], index) => ({
    number: index + 1,
    title,
    problem,
    measure,
  }));
}

/** The proposals of the themes. */
export const GENERATED_QUERIES: readonly LabelledQuery[] = THEMES.map(({ tried, proposed: [title, problem] }) => ({
  title,
  problem,
  relevant: tried.map(([one]) => one),
}));

/** A small generator of numbers from 0 to 1, the same for the same seed (mulberry32). */
function startRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
