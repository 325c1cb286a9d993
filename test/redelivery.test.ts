import { describe, expect, it } from "vitest";
import { countMissed } from "../src/store/missed-delivery.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { TEMPLATE } from "./support/template.ts";

const shop = useShop();

/** Opens this many pull requests while the app is away. Returns their numbers. */
async function openWhileAway({ gh, settle }: Shop, count: number): Promise<readonly number[]> {
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
const takeAsked = (at: Shop) => at.takeCalls().filter((method) => ASKED.test(method));
/** The number of redeliveries requested since the last call. */
const countRedeliveries = (at: Shop) => takeAsked(at).filter((method) => method === "redeliver").length;

describe("deliveries that failed", () => {
  it("are asked for again within 15 minutes, and taken as if they had come", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    const [number = 0] = await openWhileAway(at, 1);
    const before = at.pull(number).check;

    await at.pass({ minutes: 15 });

    expect(before).toBeNull();
    expect(at.pull(number).check?.conclusion).toBe("neutral");
    expect(at.pull(number).comments).toHaveLength(1);
  });

  it("are requested again at start-up, whichever process saw the last one", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    await at.pass({ minutes: 15 });
    const [number = 0] = await openWhileAway(at, 1);

    await at.begin();

    expect(at.pull(number).check?.conclusion).toBe("neutral");
  });

  it("are requested at most two a second, user actions first", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    const [number = 0] = await openWhileAway(at, 4);
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

  it("that keep failing are requested three times at most", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    await openWhileAway(at, 1);
    at.takeCalls();
    at.gh.hooks.isAway = true;

    let tries = 0;
    for (let quarter = 0; quarter < 12; quarter++) {
      await at.pass({ minutes: 15 });
      tries += countRedeliveries(at);
    }

    expect(tries).toBe(3);
  });

  it("that GitHub no longer has do not stop the others", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    await openWhileAway(at, 2);
    at.gh.faults.next({ method: "redeliver", mode: "refuse", kind: "not-found" });

    await at.pass({ minutes: 15 });

    expect(await listStored(at, "pull_request")).toBe(1);
  });

  it("cost one page every 15 minutes when there are none, and are not requested again once they are done", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    await openWhileAway(at, 1);
    await at.pass({ minutes: 15 });
    at.takeCalls();

    await at.pass({ minutes: 15 });
    await at.pass({ minutes: 15 });

    expect(takeAsked(at)).toEqual(["listDeliveries", "listDeliveries"]);
  });

  it("are found over many pages, a few per reconcile", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    await openWhileAway(at, 620);
    at.takeCalls();

    await at.pass({ minutes: 15 });
    const first = takeAsked(at);
    await at.pass({ seconds: 1 });
    const second = takeAsked(at);

    expect(first.filter((method) => method === "listDeliveries")).toHaveLength(5);
    expect(second.filter((method) => method === "listDeliveries").length).toBeGreaterThan(0);
    expect(await countKnown(at)).toBe(620);
  });

  it("are requested at most two a second, also where the search is begun again and again", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    await openWhileAway(at, 9);
    at.takeCalls();

    for (let process = 0; process < 4; process++) await at.begin();

    expect(countRedeliveries(at)).toBe(2);
  });

  it("and whose events the app has no use for are not asked for again once they are delivered", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
    const number = await at.gh.people.openIssue({ by: "bob", title: "Something else", body: "Words" });
    await at.settle();
    at.gh.hooks.isAway = true;
    // In the list it looks like an edit of a question.
    await at.gh.people.editIssue({ by: "bob", number, title: "Another title" });
    at.gh.hooks.isAway = false;
    at.takeCalls();

    let tries = 0;
    for (let quarter = 0; quarter < 12; quarter++) {
      await at.pass({ minutes: 15 });
      tries += countRedeliveries(at);
    }

    expect(tries).toBe(1);
    expect(await countMissed(at.db, at.now())).toEqual({ wanted: 0, givenUp: 0 });
  });

  it("from before the app's first start are ignored", async () => {
    const at = await shop();
    await openWhileAway(at, 1);
    at.takeCalls();
    await at.pass({ minutes: 60 });

    await at.begin();
    await at.pass({ minutes: 30 });

    expect(countRedeliveries(at)).toBe(0);
  });

  it("from before its first start are requested if they are installation events, which the setup page could not take", async () => {
    const at = await shop.without();
    at.gh.hooks.isAway = true;
    await at.install();
    at.gh.hooks.isAway = false;
    const before = await countRepositories(at);
    await at.pass({ minutes: 1 });

    await at.begin();
    await at.pass({ seconds: 5 });

    expect([before, await countRepositories(at)]).toEqual([0, 1]);
  });

  it("that the app has no use for are ignored", async () => {
    const at = await shop.without();
    await at.begin();
    await at.install();
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

/** The number of known pull requests, and of their deliveries still to be requested again. */
async function countKnown({ db }: Shop): Promise<number> {
  const [row] = await db.query<{ known: number }>(
    `select (select count(*) from pull_request)
          + (select count(*) from missed_delivery m where not exists (select from delivery d where d.guid = m.guid)) as known`,
  );
  return row?.known ?? 0;
}

async function countRepositories({ db }: Shop): Promise<number> {
  const [row] = await db.query<{ count: number }>("select count(*) as count from repository");
  return row?.count ?? 0;
}

async function listStored({ db }: Shop, event: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*) as count from delivery where event = $1 and guid in (select guid from missed_delivery)`,
    [event],
  );
  return row?.count ?? 0;
}
