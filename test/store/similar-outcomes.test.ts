import { expect, it } from "vitest";
import { findSimilar } from "../../src/reconcilers/pull-request/similar-outcomes.ts";
import type { Database } from "../../src/store/database.ts";
import { saveOutcome } from "../../src/store/outcome.ts";
import { anAnswer, anOutcome, type GivenOutcome } from "../support/builders.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();
const NOTHING = { problem: null, measure: null, exemption: null };
const NEW = { repositoryId: 1, number: 1_000 };

/** Saves an answered outcome. */
async function told(number: number, title: string, given: GivenOutcome = {}): Promise<void> {
  const endedAt = new Date(Date.UTC(2026, 0, number)).toISOString();
  const answers = [anAnswer("worked")];
  const outcome = { number, title, state: "answered", statement: NOTHING, endedAt, answers } as const;
  await saveOutcome(db(), anOutcome({ ...outcome, ...given }));
}

const find = (title: string, labels: readonly string[] = [], problem: string | null = null) =>
  findSimilar(db(), { ...NEW, title, labels, problem });

it("no similar outcome is found when none has a result", async () => {
  await saveOutcome(db(), anOutcome({ number: 1, title: "Shorter checkout", state: "waiting" }));
  await saveOutcome(db(), anOutcome({ number: 2, title: "Shorter checkout", state: "unanswered" }));

  expect(await find("Shorter checkout")).toEqual([]);
});

it("similar outcomes are found by a word of the title, whatever its form and case", async () => {
  await told(1, "Shorter CHECKOUT forms");
  await told(2, "Faster search");

  expect(await find("A form that is filled in by itself")).toEqual([1]);
});

it("similar outcomes are found by a label, whatever its case", async () => {
  await told(1, "Shorter form", { labels: ["Area: Checkout"] });
  await told(2, "Faster search", { labels: ["area: search"] });

  expect(await find("One click less", ["area: checkout"])).toEqual([1]);
});

it("words about the kind of change are ignored, in any form", async () => {
  await told(1, "fix: update and improve the checkout");

  expect(await find("feat: improves updates, fixes search")).toEqual([]);
});

it("similar outcomes include reverted ones", async () => {
  await told(1, "Shorter checkout", { state: "reverted", answers: [] });

  expect(await find("Checkout in one step")).toEqual([1]);
});

it("similar outcomes are the most similar first, then the latest, and at most three", async () => {
  await told(1, "Checkout alpha");
  await told(2, "Checkout gamma");
  await told(3, "Checkout delta");
  await told(4, "Checkout omega");
  await told(5, "Search by colour");
  for (let number = 10; number < 30; number++) await told(number, `Page ${number}`);

  expect(await find("Gamma for the checkout")).toEqual([2]);
  expect(await find("Checkout for guests")).toEqual([4, 3, 2]);
});

it("words and labels shared by a quarter of all outcomes are ignored", async () => {
  for (let number = 1; number <= 20; number++) {
    await told(number, `Checkout ${number === 7 ? "voucher" : "page"}`, { labels: ["frontend"] });
  }

  expect(await find("Checkout of the frontend", ["frontend"])).toEqual([]);
  expect(await find("Checkout with a voucher", ["frontend"])).toEqual([7]);
});

it("similar outcomes are found by the words of their problem, measure and evidence", async () => {
  const answers = [anAnswer("missed", { evidence: "Nobody opens the funnel." })];
  const statement = { problem: "Accounts stop half of the orders.", measure: "Fewer leave the form.", exemption: null };
  await told(1, "Check out as a guest", { statement, answers });
  for (let number = 10; number < 20; number++) await told(number, `Page ${number}`, { statement: NOTHING });

  expect(
    await find("Registration is optional", [], "Half of the people leave when they have to open an account."),
  ).toEqual([1]);
  expect(await find("Another funnel", [], "It is about accounts")).toEqual([1]);
});

it("never finds the pull request itself, nor what other repositories tell", async () => {
  await told(1_000, "Shorter checkout");
  await told(1, "Shorter checkout", { repositoryId: 2 });
  await told(2, "Shorter checkout", { repositoryId: 11 });

  expect(await find("Shorter checkout")).toEqual([]);
});

it("any text is accepted as a title or a label", async () => {
  const titles = ["", "'); drop table outcome; --", "a & b | !c <-> 'd", "\\", "🚀", "x".repeat(3_000), "1.2.3"];
  for (const [index, title] of titles.entries()) await told(index + 1, title, { labels: [title.slice(0, 50)] });

  for (const title of titles) await expect(find(title, [title])).resolves.not.toContain(NEW.number);
});

it("no rows of other repositories are read, however many they have", async () => {
  await db().execute(`
    insert into outcome (repository_id, number, title, url, author, merged_at, statement, state, due_on, due_at, ended_at)
    select 1 + i % 40, i, 'Shorter checkout ' || i % 700, '', '{}', now(), '{}', 'answered', now(), now(), now()
      from generate_series(1, 4000) as i;
    insert into told_trait (repository_id, number, trait)
    select repository_id, number, trait from outcome, list_traits(told_text(title, statement), labels) as trait;
    analyze outcome, told_trait;`);

  const scans: string[] = [];
  await findSimilar(explaining(db(), scans), {
    ...NEW,
    title: "Shorter checkout for 300",
    labels: [],
    problem: "It is long",
  });

  expect(scans.length).toBeGreaterThan(3);
  for (const scan of scans) expect(scan).toMatch(/repository_id = '?1'?/);
});

/** The same database, but queries are explained, and each scan of a table is recorded. */
function explaining(database: Database, scans: string[]): Database {
  return {
    ...database,
    query: async <Row>(text: string, values?: readonly unknown[]) => {
      const rows = await database.query<{ "QUERY PLAN": string }>(`explain (costs off) ${text}`, values);
      const lines = rows.map((row) => row["QUERY PLAN"]);
      for (const [index, line] of lines.entries()) {
        if (/Scan .*on (outcome|told_trait)/.test(line)) scans.push(`${line} ${lines[index + 1] ?? ""}`);
      }
      return [] as Row[];
    },
  };
}
