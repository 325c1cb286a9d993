import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findForgotten, forget } from "../src/store/forget.ts";
import { countNumbers } from "../src/store/numbers.ts";
import { emptyDatabase } from "./support/database.ts";
import { createLoop, type Loop, useLoop } from "./support/loop.ts";

const loop = useLoop();
const RUNS = Number(process.env.HISTORIES ?? 8);
/** A login that appears nowhere by chance, and words that only this person writes. */
const ROBIN = "robin-quill";
const WORDS = "quillwords";

const body = (words: string) =>
  `## What problem does this solve?\n\nBy hand, ${words}.\n\n## How will we know it worked?\n\n20 a week, ${words}.\n`;

async function begin(at: Loop): Promise<void> {
  await at.gh.people.addRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/outcomes.yml": "follow-up: { max-open-per-person: 50 }\n" },
    collaborators: { ada: "admin", [ROBIN]: "write", cleo: "write" },
  });
  await at.gh.people.install();
  await at.settle();
}

/** The whole content of the database as text, one line "table: row" per row. */
async function dump(at: Loop): Promise<string> {
  const tables = await at.db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const rows = await at.db.query<{ row: string }>(`select t::text as row from ${name} t`);
    lines.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return lines.join("\n");
}

/** The lines that contain the person's login, id or words. */
async function listTraces(at: Loop, id: number): Promise<readonly string[]> {
  const trace = new RegExp(`${ROBIN}|${WORDS}|(?<![0-9a-f-])${id}(?![0-9a-f-])`, "i");
  return (await dump(at)).split("\n").filter((line) => trace.test(line));
}

async function countAll(at: Loop) {
  const [repository] = await at.db.query<{ id: number }>("select id from repository");
  return countNumbers(at.db, repository?.id ?? 0, { from: new Date(0), to: new Date("2100-01-01") });
}

interface Act {
  readonly kind: string;
  readonly by: string;
  readonly at: number;
}
const anAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(
    "open",
    "merge",
    "exempt",
    "revert",
    "name",
    "answer",
    "drop",
    "skip",
    "assign",
    "wrong",
    "talk",
    "pass",
  ),
  by: fc.constantFrom(ROBIN, ROBIN, "cleo"),
  at: fc.nat(9),
});

async function perform(at: Loop, { kind, by, at: index }: Act): Promise<void> {
  const { people, look } = at.gh;
  const issues = look.issues("outcome");
  const issue = issues[index % Math.max(1, issues.length)]?.number;
  const pulls = look.threads().filter((thread) => thread.kind === "pull-request" && thread.state === "open");
  const pull = pulls[index % Math.max(1, pulls.length)]?.number;
  // Others may write the login, but only this person writes the words.
  const words = by === ROBIN ? WORDS : `thanks to @${ROBIN}`;
  const open = (title: string, text: string) =>
    people.openPullRequest({
      by,
      title: `${title} ${words}`,
      body: text,
      branch: `${by}-patch-${look.threads().length}`,
    });
  const say = (number: number | undefined, text: string) =>
    number === undefined ? undefined : people.comment({ by, number, body: text });
  switch (kind) {
    case "open":
      await open("Change", body(words));
      break;
    case "merge":
      if (pull) await people.merge({ by, number: pull });
      break;
    case "exempt":
      await people.merge({ by, number: await open("Typo", body(words).replace(/20 a week, /, "N/A: ")) });
      break;
    case "revert":
      await people.merge({ by, number: await open("Revert", "Reverts #1") });
      break;
    case "name":
      await people.merge({ by, number: await open("Mend", `${body(words)}\nFollows #1 and #2.`) });
      break;
    case "answer":
      await say(issue, `/outcome partly ${words}`);
      break;
    case "drop":
      await say(issue, `/outcome drop ${words}`);
      break;
    case "skip":
      await say(pull, `/outcome skip ${words}`);
      break;
    case "assign":
      await say(issue, `/outcome owner @${ROBIN}`);
      break;
    case "wrong":
      await say(issue, `/outcome wurked ${words}`);
      break;
    case "talk":
      await say(issue, words);
      break;
    case "pass":
      await at.pass({ days: index * 4 });
  }
  await at.settle();
}

describe("forget --user", () => {
  it(`leaves no name, id or word of the person in any table, and keeps every count, through ${RUNS} random histories`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 5, maxLength: 30 }), async (acts) => {
        await emptyDatabase(loop().db);
        const at = createLoop(loop().db);
        await begin(at);
        await perform(at, { kind: "name", by: ROBIN, at: 0 });
        for (const act of acts) await perform(at, act);
        const userId = at.gh.look.accountId(ROBIN);
        const before = await countAll(at);
        expect(await listTraces(at, userId)).not.toEqual([]);

        await forget(at.db, { userId, repositoryId: null });

        expect(await listTraces(at, userId)).toEqual([]);
        expect(await countAll(at)).toEqual(before);
        expect(await findForgotten(at.db, { userId, repositoryId: null })).toMatchObject({ outcomes: 0, answers: 0 });
        // Questions still due are asked all the same.
        await at.pass({ days: 60 });
        expect(await countAll(at)).toMatchObject({ waiting: 0, stated: before.stated });
      }),
      { numRuns: RUNS },
    );
  }, 300_000);

  it("does not touch people whose login has the same prefix", async () => {
    const at = loop();
    await begin(at);
    const number = await at.gh.people.openPullRequest({
      by: "cleo",
      title: "Change",
      body: body(`as @${ROBIN}-junior and @${ROBIN} wished`),
    });
    await at.gh.people.comment({ by: ROBIN, number, body: "Fine." });
    await at.settle();

    await forget(at.db, { userId: at.gh.look.accountId(ROBIN), repositoryId: null });

    const [row] = await at.db.query<{ body: string }>("select snapshot ->> 'body' as body from pull_request");
    expect(row?.body).toContain(`as @${ROBIN}-junior and @ghost wished`);
  });

  it("asks the merger instead of the forgotten author", async () => {
    const at = loop();
    await begin(at);
    await perform(at, { kind: "open", by: ROBIN, at: 0 });
    await perform(at, { kind: "merge", by: "cleo", at: 0 });

    await forget(at.db, { userId: at.gh.look.accountId(ROBIN), repositoryId: null });
    await at.pass({ days: 31 });

    expect(at.gh.look.issues("outcome")[0]).toMatchObject({ title: "Did this work? (erased)", assignees: ["cleo"] });
  });
});

describe("forget --repository", () => {
  it("erases all names and words, keeps the counts, and does not touch other repositories", async () => {
    const at = loop();
    await begin(at);
    await at.gh.people.addRepository({
      owner: "acme",
      name: "other",
      files: { ".github/outcomes.yml": "" },
      collaborators: { ada: "admin", cleo: "write" },
    });
    await at.settle();
    await at.gh.people.merge({
      by: "cleo",
      repository: "acme/other",
      number: await at.gh.people.openPullRequest({
        by: "cleo",
        repository: "acme/other",
        title: "Kept",
        body: body("kept"),
      }),
    });
    for (const kind of ["open", "merge", "open"]) await perform(at, { kind, by: ROBIN, at: 0 });
    await at.pass({ days: 31 });
    await perform(at, { kind: "answer", by: ROBIN, at: 0 });
    await at.gh.people.removeFromInstallation({ by: "ada", repository: "acme/shop" });
    await at.settle();
    const before = await countAll(at);
    const [repository] = await at.db.query<{ id: number }>("select id from repository where name = 'shop'");

    await forget(at.db, { userId: null, repositoryId: repository?.id ?? 0 });

    expect(await listTraces(at, at.gh.look.accountId(ROBIN))).toEqual([]);
    expect((await dump(at)).split("\n").filter((line) => line.includes("shop"))).toEqual([]);
    expect(await countAll(at)).toEqual(before);
    expect(await at.db.query("select title, author ->> 'login' as author from outcome order by title")).toEqual([
      { title: "(erased)", author: "ghost" },
      { title: "Kept", author: "cleo" },
    ]);
  });
});
