import MiniSearch from "minisearch";
import { searchTried } from "../../src/cli/tried-search.ts";
import type { TriedEntry } from "../../src/core/report/tried.ts";
import { findSimilar } from "../../src/reconcilers/pull-request/similar-outcomes.ts";
import { addTried } from "../../src/render/report/tried.ts";
import type { Database } from "../../src/store/database.ts";
import { saveOutcome } from "../../src/store/outcome.ts";
import { anAnswer, anOutcome } from "../../test/support/builders.ts";
import type { TriedChange } from "./ledgers.ts";
import type { Rule } from "./precision.ts";

/** The numbers of other repositories and pull requests make no difference. */
const PROPOSED = { repositoryId: 1, number: 1_000_000, labels: [] };

/** The check of a pull request, whose description says the problem: candidates from the database, ranked. */
export async function byCheck(db: Database, changes: readonly TriedChange[]): Promise<Rule> {
  for (const change of changes) await saveOutcome(db, toOutcome(change));
  const titles = new Map(changes.map(({ number, title }) => [number, title]));
  return async ({ title, problem }) => {
    const numbers = await findSimilar(db, { ...PROPOSED, title, problem });
    return numbers.flatMap((number) => titles.get(number) ?? []);
  };
}

function toOutcome({ number, title, problem, measure, seen }: TriedChange) {
  return anOutcome({
    number,
    title,
    statement: { problem, measure, exemption: null },
    state: "answered",
    endedAt: findEnd(number).toISOString(),
    answers: [anAnswer("missed", { evidence: seen })],
  });
}

function findEnd(number: number): Date {
  return new Date(Date.UTC(2025, 0, 1) + number * 3_600_000);
}

/** `did-this-work tried` over the files of a checkout. */
export function byCommand(changes: readonly TriedChange[]): Rule {
  const texts = [{ file: "TRIED.md", text: renderMemory(changes) }];
  return ({ title, problem }) => searchTried(texts, `${title}. ${problem}`, 3).map((entry) => entry.title);
}

/** All entries in one file, however large. */
export function renderMemory(changes: readonly TriedChange[]): string {
  return addTried(null, changes.map(toEntry), Number.POSITIVE_INFINITY).text;
}

function toEntry({ number, title, problem, measure, seen }: TriedChange): TriedEntry {
  const fields = { Problem: problem, "Hoped for": measure, ...(seen !== "" && { Seen: seen }) };
  const address = `https://github.com/acme/shop/issues/${number}`;
  return { number, on: findEnd(number).toISOString().slice(0, 10), end: "Missed", title, address, fields };
}

/** MiniSearch as it comes, over the same texts; titles count twice, as its documentation does. */
export function byMiniSearch(changes: readonly TriedChange[]): Rule {
  const search = new MiniSearch<TriedChange>({
    idField: "number",
    fields: ["title", "problem", "measure", "seen"],
    storeFields: ["title"],
    searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 },
  });
  search.addAll([...changes]);
  return ({ title, problem }) => search.search(`${title} ${problem}`).map((found) => String(found.title));
}
