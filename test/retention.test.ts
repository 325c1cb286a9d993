import { describe, expect, it } from "vitest";
import { RECORD_TABLES } from "../src/store/records.ts";
import { saveWorkItem } from "../src/store/work-item.ts";
import { installShop, type Loop, useLoop } from "./support/loop.ts";
import { FULL } from "./support/template.ts";

/** Tables with a `repository_id` that outlive the records of a repository, with the reason. */
const OUTLIVING: Readonly<Record<string, string>> = {
  onboarding: "once per repository id, ever",
};

const loop = useLoop();

async function begin(at: Loop, rules = "") {
  await installShop(at, { config: rules });
  await saveWorkItem(at.db, "prune/0", at.now());
}

async function promise(at: Loop, title: string): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title, body: FULL });
  await at.settle();
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  return number;
}

/** Passes one day at a time, so that daily work runs. */
async function live(at: Loop, days: number): Promise<void> {
  for (let day = 0; day < days; day++) await at.pass({ days: 1 });
}

async function countRows(at: Loop): Promise<Record<string, number>> {
  const tables = await at.db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'migration'",
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await at.db.query<{ count: number }>(`select count(*) as count from ${name}`);
    counts[name] = row?.count ?? 0;
  }
  return counts;
}

const outcomes = (at: Loop) => at.db.query("select title, state, reason from outcome order by number");

describe("the records of a repository", () => {
  it("are all in known tables", async () => {
    const found = await loop().db.query<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'repository_id'`,
    );

    const names = found.map(({ name }) => name).filter((name) => !(name in OUTLIVING));
    expect(names.toSorted()).toEqual([...RECORD_TABLES].toSorted());
  });

  it("are parked when the app is removed: no calls, no reconciles", async () => {
    const at = loop();
    await begin(at);
    await promise(at, "Export");
    await at.pass({ days: 31 });
    const before = await outcomes(at);

    await at.gh.people.removeFromInstallation({ by: "ada" });
    await at.settle();
    at.takeCalls();
    await live(at, 29);

    expect(at.takeCalls()).toEqual([]);
    expect(await outcomes(at)).toEqual(before);
    expect((await at.db.query<{ key: string }>("select key from work_item")).map(({ key }) => key)).toEqual([
      "prune/0",
    ]);
  });

  it("stay parked when earlier deliveries arrive late", async () => {
    const at = loop();
    await begin(at);
    await promise(at, "Export");
    const late = at.gh.deliveries.findLast(({ event }) => event === "pull_request");
    await at.gh.people.uninstall({ by: "ada" });
    await at.settle();
    at.takeCalls();

    await at.accept({ guid: "late", event: "pull_request", payload: late?.payload });
    await at.settle();

    expect(at.takeCalls()).toEqual([]);
    expect(await at.db.query("select removed_at is not null as parked from repository")).toEqual([{ parked: true }]);
  });

  it("are all deleted after 30 days", async () => {
    const at = loop();
    await begin(at);
    await promise(at, "Export");
    await at.pass({ days: 31 });
    const issue = at.gh.look.issues("outcome")[0]?.number ?? 0;
    await at.gh.people.comment({ by: "cleo", number: issue, body: "/outcome wurked" });
    await at.settle();
    await at.db.query(`insert into branch_config (repository_id, ref, commit_sha) select id, 'x', 'y' from repository`);
    await at.gh.people.uninstall({ by: "ada" });
    await live(at, 29);
    const kept = await countRows(at);

    await live(at, 3);

    expect(kept).toMatchObject({ repository: 1, outcome: 1, pull_request: 1, branch_config: 1 });
    const { delivery: _guids, work_item, ...rest } = await countRows(at);
    expect(work_item).toBe(1);
    expect(Object.entries(rest).filter(([, count]) => count > 0)).toEqual([]);
  });

  it("are deleted in small batches, without touching other repositories", async () => {
    const at = loop();
    await begin(at);
    await at.gh.people.addRepository({ owner: "acme", name: "other", collaborators: { ada: "admin", bob: "write" } });
    await at.settle();
    const [first, second] = await at.db.query<{ id: number }>("select id from repository order by id");
    for (const id of [first?.id, second?.id]) {
      await at.db.query(
        `insert into skipped_merge (repository_id, number, reason, merged_at)
         select $1, n, 'bot', $2 from generate_series(1, 12000) n`,
        [id, at.now()],
      );
    }
    await at.gh.people.removeFromInstallation({ by: "ada", repository: "acme/shop" });
    await at.settle();

    await at.pass({ days: 31 });
    const [between] = await at.db.query<{ count: number }>(
      "select count(*) as count from skipped_merge where repository_id = $1",
      [first?.id],
    );
    await at.pass({ minutes: 1 });
    await at.pass({ minutes: 1 });

    // Twenty batches of 500 rows, then other work can run.
    expect(between?.count).toBe(2_000);
    expect(await at.db.query("select repository_id as id, count(*) as count from skipped_merge group by 1")).toEqual([
      { id: second?.id, count: 12_000 },
    ]);
  });
});

describe("an app that is installed again", () => {
  it("within 30 days asks recently due questions within the limits, and ends those long past", async () => {
    const at = loop();
    await begin(at, "follow-up: { after: 10 days, max-per-day: 1, max-open-per-person: 50 }\n");
    await promise(at, "Long past");
    await at.pass({ days: 9 });
    for (const title of ["a", "b", "c"]) await promise(at, title);

    await at.gh.people.uninstall({ by: "ada" });
    await at.settle();
    await at.pass({ days: 16 });
    await at.gh.people.install({ by: "ada" });
    await at.settle();
    const first = at.gh.look.issues("outcome").length;
    await live(at, 1);
    const second = at.gh.look.issues("outcome").length;
    await live(at, 1);

    expect([first, second, at.gh.look.issues("outcome").length]).toEqual([1, 2, 3]);
    expect(await outcomes(at)).toEqual([
      { title: "Long past", state: "not-asked", reason: "the app was away" },
      { title: "a", state: "asked", reason: null },
      { title: "b", state: "asked", reason: null },
      { title: "c", state: "asked", reason: null },
    ]);
  });

  it("takes answers given meanwhile before it gives up", async () => {
    const at = loop();
    await begin(at);
    await promise(at, "Export");
    await at.pass({ days: 31 });
    const issue = at.gh.look.issues("outcome")[0]?.number ?? 0;

    await at.gh.people.uninstall({ by: "ada" });
    await at.settle();
    await at.pass({ days: 25 });
    await at.gh.people.comment({ by: "bob", number: issue, body: "worked: 25 a week" });
    await at.gh.people.install({ by: "ada" });
    await at.settle();

    expect(await outcomes(at)).toEqual([{ title: "Export", state: "answered", reason: null }]);
  });

  it("evaluates commits pushed meanwhile", async () => {
    const at = loop();
    await begin(at);
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Open", body: FULL });
    await at.settle();
    await at.gh.people.uninstall({ by: "ada" });
    await at.gh.people.push({ by: "bob", number });
    await at.pass({ days: 1 });

    await at.gh.people.install({ by: "ada" });
    await at.settle();

    expect(at.gh.look.thread(number).check?.conclusion).toBe("success");
  });

  it("after 30 days starts anew, also where the records are still there", async () => {
    const at = loop();
    await begin(at);
    await promise(at, "Export");
    await at.pass({ days: 31 });
    await at.db.query("delete from work_item where key = 'prune/0'");

    await at.gh.people.uninstall({ by: "ada" });
    await at.settle();
    await at.pass({ days: 31 });
    await at.gh.people.install({ by: "ada" });
    await at.settle();

    expect(await outcomes(at)).toEqual([]);
    await promise(at, "Another");
    expect(await outcomes(at)).toEqual([{ title: "Another", state: "waiting", reason: null }]);
  });
});

describe("data that is not kept", () => {
  it("includes bodies of applied deliveries, and words of applied user actions", async () => {
    const at = loop();
    await begin(at);
    await promise(at, "Export");
    await at.pass({ days: 31 });
    const issue = at.gh.look.issues("outcome")[0]?.number ?? 0;

    await at.gh.people.comment({ by: "bob", number: issue, body: "/outcome wurked so so" });
    await at.settle();

    expect(await at.db.query("select guid from delivery where body is not null")).toEqual([]);
    const actions = await at.db.query<{ text: string }>(
      "select action::text as text from user_action where taken_at is not null",
    );
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter(({ text }) => text.includes("wurked"))).toEqual([]);
  });

  it("includes ids of deliveries after 8 days, and deliveries set aside after 30", async () => {
    const at = loop();
    await begin(at);
    await at.db.query(
      `insert into delivery (guid, event, key, body, received_at, set_aside_at, error)
       values ('aside', 'issues', 'unreadable', '{}', $1, $1, 'odd')`,
      [at.now()],
    );
    const guids = async () =>
      (await at.db.query<{ guid: string }>("select guid from delivery")).map(({ guid }) => guid);

    await live(at, 7);
    const early = await guids();
    await live(at, 2);
    const later = await guids();
    await live(at, 22);

    expect(early.length).toBeGreaterThan(1);
    expect(later).toEqual(["aside"]);
    expect(await guids()).toEqual([]);
  });

  it("includes comments on issues that are not the app's", async () => {
    const at = loop();
    await begin(at);
    const number = await at.gh.people.openIssue({ by: "bob", title: "A bug" });
    await at.gh.people.comment({ by: "bob", number, body: "It is broken." });
    await at.settle();

    await live(at, 9);

    expect(await at.db.query("select * from user_action")).toEqual([]);
  });

  it("includes a closed pull request after 90 days, unless its outcome still needs it", async () => {
    const at = loop();
    await begin(at, "follow-up: { after: 100 days }\n");
    await promise(at, "Export");
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Given up", body: "" });
    await at.settle();
    await at.gh.people.closePullRequest({ by: "bob", number });
    const unstated = await at.gh.people.openPullRequest({ by: "bob", title: "Unstated", body: "" });
    await at.gh.people.merge({ by: "cleo", number: unstated });
    await at.settle();

    for (const days of [50, 42]) await at.pass({ days });
    const kept = await at.db.query("select number from pull_request order by number");
    await at.gh.people.editPullRequest({ by: "bob", number: unstated, body: FULL });
    await at.settle();
    for (let week = 0; week < 20; week++) await at.pass({ days: 7 });

    expect(kept).toEqual([{ number: 1 }, { number: 4 }]);
    expect(await at.db.query("select number from pull_request")).toEqual([]);
    expect((await outcomes(at)).map((outcome) => (outcome as { state: string }).state)).toEqual([
      "unanswered",
      "unanswered",
    ]);
  });

  it("never causes a comment that a person deleted to be recreated", async () => {
    const at = loop();
    await begin(at);
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Given up", body: "" });
    await at.settle();
    const comment = at.gh.look.thread(number).comments[0]?.id ?? 0;
    await at.gh.people.deleteComment({ by: "ada", id: comment });
    await at.settle();
    await at.gh.people.closePullRequest({ by: "bob", number });
    for (const days of [50, 45]) await at.pass({ days });

    await at.gh.people.reopenPullRequest({ by: "bob", number });
    await at.settle();

    expect(at.gh.look.thread(number).comments).toEqual([]);
  });

  it("leaves nothing that grows except outcomes and the records of each", async () => {
    const at = loop();
    await begin(at, "follow-up: { max-open-per-person: 50, max-per-day: 50 }\n");

    async function begetRows(times: number): Promise<void> {
      for (let time = 0; time < times; time++) {
        const number = await promise(at, `Change ${time}`);
        await at.gh.people.comment({ by: "bob", number, body: "/outcome help" });
        const other = await at.gh.people.openPullRequest({ by: "bob", title: "Given up", body: "" });
        await at.settle();
        await at.gh.people.push({ by: "bob", number: other });
        await at.settle();
        await at.gh.people.closePullRequest({ by: "bob", number: other });
        const open = at.gh.look.issues("outcome").find(({ state }) => state === "open");
        if (open) await at.gh.people.comment({ by: "cleo", number: open.number, body: "/outcome partly so so" });
        await at.pass({ days: 20 });
      }
    }
    await begetRows(9);
    const half = await countRows(at);
    await begetRows(9);
    const whole = await countRows(at);

    const belongs = (counts: Record<string, number>): Record<string, number> => ({
      ...counts,
      resource: (counts.resource ?? 0) - (counts.outcome ?? 0),
    });
    const grown = Object.entries(belongs(whole)).filter(
      ([name, count]) => count > (belongs(half)[name] ?? 0) * 1.25 + 3,
    );
    expect(whole.outcome).toBe(18);
    expect(grown.map(([name]) => name).toSorted()).toEqual(["outcome", "told_trait"]);
  }, 120_000);
});
