import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CONFIG_PATH } from "../src/core/repository/repository-files.ts";
import { countStatements } from "./support/counted-database.ts";
import { useDatabase } from "./support/database.ts";
import { createLoop, type Loop } from "./support/loop.ts";
import { ROOT } from "./support/source.ts";

// Installs the app on many repositories, and holds docs/rolling-out.md to what it says of the first two days.

const OPEN_EACH = 2;
const TEMPLATE = "## Summary\n\n## Testing\n";
const getDb = useDatabase();

interface Owner {
  readonly repositories: number;
  /** The owner's `.github/outcomes.yml`. */
  readonly config: string;
}

/** Two days of an installation whose repositories have open pull requests that lack both answers. */
async function playTwoDays({ repositories, config }: Owner) {
  const { db, statements } = countStatements(getDb());
  const loop = createLoop(db);
  const { people } = loop.gh;
  await people.addRepository({ owner: "acme", name: ".github", files: { [CONFIG_PATH]: config } });
  for (let number = 1; number <= repositories; number++) await addBusyRepository(loop, `repo-${number}`);
  loop.gh.calls.splice(0);
  await people.install({ owner: "acme", by: "ada" });
  await passDay(loop);
  const first = takeCosts(loop);
  statements.texts.splice(0);
  await passDay(loop);
  return { first, second: takeCosts(loop), statements: statements.texts.length };
}

async function addBusyRepository({ gh: { people } }: Loop, name: string): Promise<void> {
  const collaborators = { ada: "admin", bob: "write" } as const;
  const files = { ".github/pull_request_template.md": TEMPLATE };
  await people.addRepository({ owner: "acme", name, files, collaborators });
  for (let open = 0; open < OPEN_EACH; open++) {
    await people.openPullRequest({ by: "bob", title: "Change it", body: TEMPLATE, repository: `acme/${name}` });
  }
}

/** In steps, as work comes back at moments of its own. */
async function passDay(loop: Loop): Promise<void> {
  for (let hour = 0; hour < 24; hour++) await loop.pass({ minutes: 60 });
}

/** The calls since the last time, by what they do. */
function takeCosts({ gh }: Loop) {
  const calls = gh.calls.splice(0);
  const writes = calls.filter(({ kind }) => kind === "write");
  const checks = writes.filter(({ method }) => method === "createCheckRun").length;
  const proposals = writes.filter(({ method }) => method === "proposeFiles").length;
  return {
    reads: calls.length - writes.length,
    checks,
    proposals,
    /** Whatever else a person might be told. */
    others: writes.length - checks - proposals,
  };
}

/** The rows of the page's table: reads, checks and pull requests on the first day, reads on the second. */
function readTable(): Readonly<Record<string, readonly number[]>> {
  const page = readFileSync(join(ROOT, "docs/rolling-out.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([^|]+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)];
  return Object.fromEntries(rows.map(([, step = "", ...numbers]) => [step, numbers.map(Number)]));
}

const STEPS = ["onboarding: true", "active: always, enforcement: off", "active: always"] as const;

it("the page has a row for each step", () => {
  expect(Object.keys(readTable())).toEqual([...STEPS]);
});

it.each(STEPS)(
  "%s costs 100 repositories no more than the page says, and tells nobody else anything",
  async (step) => {
    const [reads = 0, checks = 0, proposals = 0, later = 0] = readTable()[step] ?? [];

    const { first, second } = await playTwoDays({ repositories: 100, config: step.replace(", ", "\n") });

    expect(first.reads).toBeLessThanOrEqual(reads);
    expect(first.reads).toBeGreaterThan(reads - 20);
    expect(first).toMatchObject({ checks, proposals, others: 0 });
    expect(second.reads).toBeLessThanOrEqual(later);
    expect(second).toMatchObject({ checks: 0, proposals: 0, others: 0 });
  },
  120_000,
);

it("300 repositories that wait to be asked cost a quiet day 100 statements together", async () => {
  const { first, second, statements } = await playTwoDays({ repositories: 300, config: "onboarding: true" });

  expect(first).toMatchObject({ proposals: 1, others: 0 });
  expect(first.reads).toBeLessThanOrEqual(310);
  expect(second.reads).toBeLessThanOrEqual(5);
  expect(statements).toBeLessThanOrEqual(100);
}, 120_000);
