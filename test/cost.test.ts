import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { toSeries } from "../src/sources/days.ts";
import { type Source, SourceError } from "../src/sources/source.ts";
import { createSources } from "../src/sources/sources.ts";
import { installShop, type Loop, useLoop } from "./support/loop.ts";
import { ROOT } from "./support/source.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

// Plays each row of README's table of costs and counts its calls.

/** Not counted here: calls made once per installation and by the daily backfill have rows of their own. */
const ELSEWHERE = /^(listMergedPullRequests|readStart|listOpenPullRequests)$/;

/** A source of the operator, which is down at first. */
let isSourceUp = false;
const source: Source = {
  read: ({ span }) =>
    isSourceUp ? Promise.resolve(toSeries(span, () => 3)) : Promise.reject(new SourceError("unreachable")),
};
const others = createSources();
const loop = useLoop({
  find: (metric, repository) =>
    metric.source === "prom" ? { kind: "source", source, isPublic: true } : others.find(metric, repository),
});

beforeEach(async () => {
  isSourceUp = false;
  await installShop(loop(), { template: TEMPLATE });
  await loop().pass({ minutes: 2 });
});

async function open(body: string): Promise<number> {
  const number = await loop().gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body });
  await loop().pass({ minutes: 2 });
  return number;
}

/** Merges a pull request and passes to its question. Returns the number of the issue. */
async function ask(): Promise<number> {
  await merge(await open(FULL));
  await loop().pass({ days: 31 });
  return loop().gh.look.issues("outcome")[0]?.number ?? 0;
}

/** Merges a pull request that waits for its release. */
async function mergeBeforeRelease(): Promise<number> {
  const files = { ".github/outcomes.yml": "clock:\n  starts: release\n" };
  await loop().gh.people.commitFile({ by: "ada", files });
  const number = await open(FULL);
  await merge(number);
  await loop().settle();
  return number;
}

async function merge(number: number): Promise<void> {
  await loop().gh.people.merge({ by: "cleo", number });
}

const edit = (number: number, body: string) => loop().gh.people.editPullRequest({ by: "bob", number, body });

interface Event {
  readonly begin?: () => Promise<number>;
  readonly act: (at: Loop, number: number) => Promise<unknown>;
}

/** The same with a metric, whose source does not answer. */
async function askWithoutNumbers(): Promise<number> {
  const config = "metrics:\n  exports: { source: prom, query: exports }\n";
  await loop().gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": config } });
  await merge(await open(FULL.replace("20 exports a week.", "`exports` to 20 a week.")));
  await loop().pass({ days: 31 });
  return 0;
}

const EVENTS: Readonly<Record<string, Event>> = {
  "opened, complete": { act: () => open(FULL) },
  "opened, something missing": { act: () => open(TEMPLATE) },
  "edited, nothing relevant": {
    begin: () => open(TEMPLATE),
    act: (_, number) => edit(number, TEMPLATE.replace("Who has it?", "Whose is it?")),
  },
  "edited to complete": { begin: () => open(TEMPLATE), act: (_, number) => edit(number, FULL) },
  "new commits": { begin: () => open(FULL), act: ({ gh }, number) => gh.people.push({ by: "bob", number }) },
  "in a merge queue": {
    begin: () => open(FULL),
    act: async ({ gh }, number) => gh.people.enqueue({ by: "cleo", number }),
  },
  merged: { begin: () => open(FULL), act: (_, number) => merge(number) },
  "the question": {
    begin: async () => {
      const number = await open(FULL);
      await merge(number);
      await loop().settle();
      return number;
    },
    act: ({ pass }) => pass({ days: 31 }),
  },
  "the reminder": { begin: ask, act: ({ pass }) => pass({ days: 8 }) },
  "giving up": {
    begin: async () => {
      const number = await ask();
      await loop().pass({ days: 8 });
      return number;
    },
    act: ({ pass }) => pass({ days: 14 }),
  },
  "answered by a box": {
    begin: ask,
    act: ({ gh }, number) => gh.people.tick({ by: "bob", number, box: "worked" }),
  },
  "answered by a word": {
    begin: ask,
    act: ({ gh }, number) => gh.people.comment({ by: "bob", number, body: "worked: 23 exports a week" }),
  },
  "a second look at what worked": {
    begin: async () => {
      const config = "follow-up:\n  second-look: 90 days\n";
      await loop().gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": config } });
      const number = await ask();
      await loop().gh.people.tick({ by: "bob", number, box: "worked" });
      await loop().pass({ days: 88 });
      return number;
    },
    act: ({ pass }) => pass({ days: 5 }),
  },
  "a release that ships one change": {
    begin: mergeBeforeRelease,
    act: ({ gh }) => gh.people.publishRelease({ by: "cleo", tag: "v1.0" }),
  },
  "the daily read, while something waits to ship": {
    begin: mergeBeforeRelease,
    act: ({ pass }) => pass({ days: 1 }),
  },
  "a metric of issues, first named by a pull request": {
    begin: async () => {
      const config = "metrics:\n  bugs: { source: github, issues: { labels: [bug] }, better: fewer }\n";
      await loop().gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": config } });
      await open(FULL);
      return 0;
    },
    act: () => open(FULL.replace("20 exports a week.", "`bugs` to 0 a week.")),
  },
  "numbers that come after the question": {
    begin: askWithoutNumbers,
    act: ({ pass }) => {
      isSourceUp = true;
      return pass({ minutes: 31 });
    },
  },
};

/** Reads and writes by event, from the table. */
function readTable(): Readonly<Record<string, string>> {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| ([^|]+) \| (\d+) \| (\d+) \|$/gm)];
  return Object.fromEntries(rows.map(([, event = "", reads, writes]) => [event, `${reads} + ${writes}`]));
}

/** Calls to GitHub, without those for the dashboard and the report, which are written at intervals of their own. */
function count({ gh }: Loop): string {
  const pages = ["outcome-dashboard", "outcome-report"].flatMap((label) => gh.look.issues(label));
  const names = pages.flatMap(({ title, number }) => [title, `#${number}`]);
  const counted = gh.calls.filter(({ method, about }) => !ELSEWHERE.test(method) && !names.includes(about));
  const reads = counted.filter(({ kind }) => kind === "read").length;
  return `${reads} + ${counted.length - reads}`;
}

test("the table lists exactly these events", () => {
  expect(Object.keys(readTable())).toEqual(Object.keys(EVENTS));
});

test.each(Object.entries(EVENTS))("%s costs what the table says", async (name, { begin, act }) => {
  const at = loop();
  const number = begin ? await begin() : 0;
  await at.pass({ minutes: 2 });
  at.takeCalls();

  await act(at, number);
  await at.settle();
  await at.pass({ seconds: 5 });

  expect(count(at)).toBe(readTable()[name]);
});
