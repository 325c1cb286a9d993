import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyDatabase, openTestDatabase } from "../test/support/database.ts";
import { aRow, inFigures, type Part, type Row } from "./row.ts";
import { GENERATED_QUERIES } from "./tried/generated-ledger.ts";
import { type LabelledQuery, YEAR_QUERIES } from "./tried/labelled.ts";
import { listGenerated, listYear, type TriedChange } from "./tried/ledgers.ts";
import { measurePrecision, type Precision, type Rule } from "./tried/precision.ts";
import { byCheck, byCommand, byMiniSearch, renderMemory } from "./tried/rules.ts";

/** By words and labels of the title alone, each rare one a point, before problems were compared; as the check used it. */
const BEFORE = { year: 0.43, generated: 0.27 };

interface Ledger {
  readonly name: string;
  readonly changes: readonly TriedChange[];
  readonly queries: readonly LabelledQuery[];
  readonly before: number;
}

/** How good and how fast the search for earlier changes is. */
export async function measureMemory(): Promise<Part> {
  const ledgers: readonly Ledger[] = [
    { name: "the playground's year", changes: listYear(), queries: YEAR_QUERIES, before: BEFORE.year },
    { name: "a ledger of 1,000", changes: listGenerated(1_000), queries: GENERATED_QUERIES, before: BEFORE.generated },
  ];
  const rows: Row[] = [];
  for (const ledger of ledgers) rows.push(...(await compareRules(ledger)));
  return { title: "Memory", rows: [...rows, ...measureSpeed()], notes: NOTES };
}

async function compareRules({ name, changes, queries, before }: Ledger): Promise<readonly Row[]> {
  const { db, drop } = await openTestDatabase();
  try {
    await emptyDatabase(db);
    const baseline = await measurePrecision(queries, byMiniSearch(changes));
    const compare = async (what: string, rule: Rule, than: number) =>
      toRow(`${what}, ${name}`, { ours: await measurePrecision(queries, rule), baseline, than });
    return [
      await compare("In the check", await byCheck(db, changes), before),
      await compare("`tried`", byCommand(changes), before),
    ];
  } finally {
    await drop();
  }
}

interface Compared {
  readonly ours: Precision;
  readonly baseline: Precision;
  readonly than: number;
}

function toRow(what: string, { ours, baseline, than }: Compared): Row {
  return {
    what: `${what} (of what is shown; proposals with a hit; rightly nothing)`,
    ours: renderPrecision(ours),
    baseline: renderPrecision(baseline),
    ratio: inFigures(ours.atThree / baseline.atThree),
    goal: `> ${than}`,
    isMet: ours.atThree > than,
  };
}

function renderPrecision({ atThree, ofShown, hits, proposals, silent, unheard }: Precision): string {
  return `${inFigures(atThree)} (${inFigures(ofShown)}; ${hits}/${proposals}; ${silent}/${unheard})`;
}

const ENTRIES = 10_000;
const RUNS = 9;
const WITHIN_MS = 200;
const SOURCE = join(import.meta.dirname, "../src/cli");
const COMMAND = join(SOURCE, "main.ts");

function measureSpeed(): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), "did-this-work-memory-"));
  try {
    for (const folder of [".git", "outcomes"]) mkdirSync(join(root, folder));
    writeFileSync(join(root, "outcomes/TRIED.md"), renderMemory(listGenerated(ENTRIES)));
    const search = measureProcess(root, ["--input-type=module", "--eval", SEARCH]);
    const start = measureProcess(root, ["--import", TELLING, COMMAND, "tried", "--help"]);
    const what = `\`tried\` over ${ENTRIES.toLocaleString("en")} entries, read and searched by a fresh process`;
    return [
      aRow(what, `${inFigures(search)} ms`, `< ${WITHIN_MS} ms`, search < WITHIN_MS),
      aRow("The start of that process besides", `${inFigures(start)} ms`),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const TELLING = `data:text/javascript,process.on("exit",()=>console.error(performance.now()))`;
const SEARCH = `
  const { readTried } = await import(${JSON.stringify(join(SOURCE, "tried-files.ts"))});
  const { searchTried } = await import(${JSON.stringify(join(SOURCE, "tried-search.ts"))});
  const begun = performance.now();
  searchTried(await readTried(process.cwd(), "outcomes"), "one summary email a day instead of one per event", 3);
  console.error(performance.now() - begun);`;

/** Whatever else the machine does only adds to it. */
function measureProcess(cwd: string, words: readonly string[]): number {
  const runs = Array.from({ length: RUNS }, () => spawnSync(process.execPath, words, { cwd, encoding: "utf8" }));
  return Math.min(...runs.map(({ stderr }) => Number(stderr)));
}

const NOTES = [
  "Sixty proposals, worded differently than what was tried and written before anything was ranked (bench/tried): thirty over the " +
    "playground's year, thirty over a generated ledger whose entries share their everyday words. Precision at 3: relevant among the first three, of as many as there could be. The " +
    "goal is the rule before, which compared titles and labels; the baseline is MiniSearch as it comes (prefixes, fuzzy, titles twice), which always shows three. It takes half a second to " +
    "index 10,000 entries. Times are the shortest of 9 runs.",
];
