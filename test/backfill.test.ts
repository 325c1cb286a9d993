import { describe, expect, it } from "vitest";
import { findBackfillTime } from "../src/core/delivery/backfill.ts";
import { findOutcome } from "../src/store/outcome.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { FULL } from "./support/template.ts";

const shop = useShop();

/** Opens and merges a pull request while the app is away. Returns its number. */
async function mergeWhileAway({ gh }: Shop, title = "Add a CSV export"): Promise<number> {
  gh.hooks.isAway = true;
  const number = await gh.people.openPullRequest({ by: "bob", title, body: FULL });
  await gh.people.merge({ by: "cleo", number });
  gh.hooks.isAway = false;
  return number;
}

const countBackfills = ({ gh }: Shop) => gh.calls.filter(({ method }) => method === "listMergedPullRequests").length;

describe("a merge whose webhook never arrived", () => {
  it("is found within a day, and recorded from what is read then", async () => {
    const at = await shop();
    const number = await mergeWhileAway(at);

    await at.pass({ days: 1 });

    expect(await findOutcome(at.db, at.id, number)).toMatchObject({
      state: "waiting",
      isReadLate: true,
      merger: { login: "cleo" },
      statement: { measure: "20 exports a week." },
    });
    expect(at.gh.look.thread(number).check?.conclusion).toBe("success");
  });

  it("has a follow-up that says the promise was read after the merge", async () => {
    const at = await shop();
    await mergeWhileAway(at);
    await at.pass({ days: 1 });

    await at.pass({ days: 31 });

    const [issue] = at.questions();
    expect(issue?.body).toContain("Recorded after the merge");
  });

  it("is only counted where it is skipped", async () => {
    const at = await shop();
    at.gh.hooks.isAway = true;
    const number = await at.gh.people.openPullRequest({ by: "renovate[bot]", title: "Update a library", body: "" });
    await at.gh.people.merge({ by: "cleo", number });
    at.gh.hooks.isAway = false;

    await at.pass({ days: 1 });

    expect(await findOutcome(at.db, at.id, number)).toBeUndefined();
    expect(await at.db.query("select number from skipped_merge")).toEqual([{ number }]);
  });

  it("is ignored when it was merged before the repository became active", async () => {
    const at = await shop.without();
    await mergeWhileAway(at, "Long ago");
    await at.pass({ minutes: 5 }).install();

    await at.pass({ days: 2 });

    expect(await at.db.query("select number from outcome")).toEqual([]);
    expect(countBackfills(at)).toBeGreaterThan(0);
  });

  it("is not recorded while its webhook may still arrive", async () => {
    const at = await shop();
    await at.pass({
      seconds: (findBackfillTime(at.id, at.now()).getTime() - at.now().getTime()) / 1_000 - 60,
    });
    const number = await mergeWhileAway(at);

    await at.pass({ minutes: 2 });
    const soon = await findOutcome(at.db, at.id, number);
    await at.pass({ days: 1 });

    expect(soon).toBeUndefined();
    expect(await findOutcome(at.db, at.id, number)).toMatchObject({ isReadLate: true });
  });
});

describe("the daily backfill", () => {
  it("costs one read per repository and day, and changes no recorded outcome", async () => {
    const at = await shop();
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL });
    await at.merge({ number });

    for (let day = 0; day < 3; day++) await at.pass({ days: 1 });

    expect(countBackfills(at)).toBe(3);
    expect(await findOutcome(at.db, at.id, number)).toMatchObject({ isReadLate: false });
  });

  it("resumes after a failure, and finds everything merged since the last run", async () => {
    const at = await shop();
    for (let index = 0; index < 130; index++) await mergeWhileAway(at, `Change ${index}`);
    at.gh.faults.next({ method: "listMergedPullRequests", mode: "fail" });

    await at.pass({ days: 1 });
    await at.pass({ seconds: 5 });

    expect(await at.db.query("select count(*) as recorded from outcome")).toEqual([{ recorded: 130 }]);
  });

  it("goes on where it stopped, page by page, and only then counts as done", async () => {
    const at = await shop();
    for (let index = 0; index < 230; index++) await mergeWhileAway(at, `Change ${index}`);

    await at.pass({ days: 1 });

    expect(await at.db.query("select count(*) as recorded from outcome")).toEqual([{ recorded: 230 }]);
    expect(countBackfills(at)).toBe(3);
    const [kept] = await at.db.query<{ backfill: unknown }>("select backfill from repository");
    expect(kept?.backfill).toBeNull();
  });

  it("is scheduled at start-up where an earlier version scheduled none", async () => {
    const at = await shop();
    await at.db.query("delete from work_item where key like 'backfill/%'");
    const number = await mergeWhileAway(at);
    // Deliveries from before the first start are not requested again: only the backfill can find this merge.
    await at.pass({ minutes: 1 });

    await at.begin();
    await at.pass({ days: 1 });

    expect(await findOutcome(at.db, at.id, number)).toMatchObject({ isReadLate: true });
  });

  it("is spread over the day for many repositories", () => {
    const now = new Date("2026-11-02T10:00:00Z");

    const hours = Array.from({ length: 2_400 }, (_, index) => findBackfillTime(7_000_000 + index, now).getUTCHours());
    const busiest = Math.max(...Array.from({ length: 24 }, (_, hour) => hours.filter((one) => one === hour).length));

    expect(busiest).toBeLessThan(130);
  });
});
