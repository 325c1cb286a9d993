import { describe, expect, it } from "vitest";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE =
  "## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number? -->\n";

const loop = useLoop();

function install(at: Loop): Promise<number> {
  return installShop(at, { template: TEMPLATE });
}

/** So many pull requests are opened while nobody hears of it. */
async function openUnheard({ gh, settle }: Loop, count: number): Promise<readonly number[]> {
  const numbers: number[] = [];
  gh.hooks.isAway = true;
  for (let index = 0; index < count; index++) {
    numbers.push(await gh.people.openPullRequest({ by: "bob", title: `Change ${index}`, body: TEMPLATE }));
  }
  gh.hooks.isAway = false;
  await settle();
  return numbers;
}

const ASKED = /^(listDeliveries|redeliver)$/;
const takeAsked = (at: Loop) => at.takeCalls().filter((method) => ASKED.test(method));
/** How often a delivery was asked for again since the last time this was asked. */
const countRedeliveries = (at: Loop) => takeAsked(at).filter((method) => method === "redeliver").length;

describe("deliveries that failed", () => {
  it("are asked for again within 15 minutes, and taken as if they had come", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    const [number = 0] = await openUnheard(at, 1);
    const before = at.gh.look.thread(number).check;

    await at.pass({ minutes: 15 });

    expect(before).toBeNull();
    expect(at.gh.look.thread(number).check?.conclusion).toBe("neutral");
    expect(at.gh.look.comments(number)).toHaveLength(1);
  });

  it("are asked for again when the app starts, whatever process saw the last of them", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    await at.pass({ minutes: 15 });
    const [number = 0] = await openUnheard(at, 1);

    await at.begin();

    expect(at.gh.look.thread(number).check?.conclusion).toBe("neutral");
  });

  it("are asked for at most two a second, what people did first", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    const [number = 0] = await openUnheard(at, 4);
    at.gh.hooks.isAway = true;
    await at.gh.people.comment({ by: "bob", number, body: "/outcome skip only a typo" });
    at.gh.hooks.isAway = false;
    await at.settle();
    at.takeCalls();

    await at.pass({ minutes: 15 });
    const first = at.gh.deliveries.length;
    const [listed, ...asked] = takeAsked(at);
    await at.pass({ seconds: 1 });
    const then = countRedeliveries(at);

    expect([listed, ...asked]).toEqual(["listDeliveries", "redeliver", "redeliver"]);
    expect(await listStored(at, "issue_comment")).toBe(1);
    expect(then).toBe(2);
    expect(first).toBeGreaterThan(0);
  });

  it("that fail again and again are asked for three times, and then no more", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    await openUnheard(at, 1);
    at.takeCalls();
    at.gh.hooks.isAway = true;

    let tries = 0;
    for (let quarter = 0; quarter < 12; quarter++) {
      await at.pass({ minutes: 15 });
      tries += countRedeliveries(at);
    }

    expect(tries).toBe(3);
  });

  it("that GitHub forgot are no reason to stop asking for the others", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    await openUnheard(at, 2);
    at.gh.faults.next({ method: "redeliver", mode: "refuse", kind: "not-found" });

    await at.pass({ minutes: 15 });

    expect(await listStored(at, "pull_request")).toBe(1);
  });

  it("cost one page a quarter of an hour when there are none, and one that is done is not asked for again", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    await openUnheard(at, 1);
    await at.pass({ minutes: 15 });
    at.takeCalls();

    await at.pass({ minutes: 15 });
    await at.pass({ minutes: 15 });

    expect(takeAsked(at)).toEqual(["listDeliveries", "listDeliveries"]);
  });

  it("are found over many pages, a few at a look", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    await openUnheard(at, 620);
    at.takeCalls();

    await at.pass({ minutes: 15 });
    const first = takeAsked(at);
    await at.pass({ seconds: 1 });
    const second = takeAsked(at);

    expect(first.filter((method) => method === "listDeliveries")).toHaveLength(5);
    expect(second.filter((method) => method === "listDeliveries").length).toBeGreaterThan(0);
    expect(await countKnown(at)).toBe(620);
  });

  it("are found where the server does not know the filter", async () => {
    const at = loop();
    at.gh.hooks.hasFilter = false;
    await at.begin();
    await install(at);
    const [number = 0] = await openUnheard(at, 1);

    await at.pass({ minutes: 15 });

    expect(at.gh.look.thread(number).check?.conclusion).toBe("neutral");
  });

  it("from before the app's first start are left where they are", async () => {
    const at = loop();
    await install(at);
    await openUnheard(at, 1);
    at.takeCalls();
    await at.pass({ minutes: 60 });

    await at.begin();
    await at.pass({ minutes: 30 });

    expect(countRedeliveries(at)).toBe(0);
  });

  it("from before its first start are asked for where they tell that it was installed: the set-up page could not take them", async () => {
    const at = loop();
    at.gh.hooks.isAway = true;
    await install(at);
    at.gh.hooks.isAway = false;
    const before = await countRepositories(at);
    await at.pass({ minutes: 1 });

    await at.begin();
    await at.pass({ seconds: 5 });

    expect([before, await countRepositories(at)]).toEqual([0, 1]);
  });

  it("that would tell us nothing are left where they are", async () => {
    const at = loop();
    await at.begin();
    await install(at);
    const issue = await at.gh.people.openIssue({ by: "bob", title: "Something else", body: "" });
    await at.settle();
    at.gh.hooks.isAway = true;
    await at.gh.people.lockIssue({ by: "ada", number: issue });
    at.gh.hooks.isAway = false;
    at.takeCalls();

    await at.pass({ minutes: 15 });

    expect(takeAsked(at)).toEqual(["listDeliveries"]);
  });
});

/** Pull requests heard of, and deliveries of them that are still to be asked for. */
async function countKnown({ db }: Loop): Promise<number> {
  const [row] = await db.query<{ known: number }>(
    `select (select count(*) from pull_request)
          + (select count(*) from missed_delivery m where not exists (select from delivery d where d.guid = m.guid)) as known`,
  );
  return row?.known ?? 0;
}

async function countRepositories({ db }: Loop): Promise<number> {
  const [row] = await db.query<{ count: number }>("select count(*) as count from repository");
  return row?.count ?? 0;
}

async function listStored({ db }: Loop, event: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*) as count from delivery where event = $1 and guid in (select guid from missed_delivery)`,
    [event],
  );
  return row?.count ?? 0;
}
