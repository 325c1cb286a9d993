import { describe, expect, it } from "vitest";
import { findBackfillTime } from "../src/core/delivery/backfill.ts";
import { findOutcome } from "../src/store/outcome.ts";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE =
  "## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number? -->\n";
const FULL = TEMPLATE.replace("<!-- Who has it? -->", "Numbers are copied by hand.").replace(
  "<!-- Which number? -->",
  "20 exports a week.",
);

const loop = useLoop();

function install(at: Loop): Promise<number> {
  return installShop(at, { template: TEMPLATE });
}

/** Opened and merged while nobody hears of it; gives its number. */
async function mergeUnheard({ gh }: Loop, title = "Add a CSV export", body = FULL): Promise<number> {
  gh.hooks.isAway = true;
  const number = await gh.people.openPullRequest({ by: "bob", title, body });
  await gh.people.merge({ by: "cleo", number });
  gh.hooks.isAway = false;
  return number;
}

const countComparisons = ({ gh }: Loop) => gh.calls.filter(({ method }) => method === "listMergedPullRequests").length;

describe("a merge nobody told us of", () => {
  it("is found within a day, and recorded from what is read then", async () => {
    const at = loop();
    const repositoryId = await install(at);
    const number = await mergeUnheard(at);

    await at.pass({ days: 1 });

    expect(await findOutcome(at.db, repositoryId, number)).toMatchObject({
      state: "waiting",
      isReadLate: true,
      merger: { login: "cleo" },
      statement: { measure: "20 exports a week." },
    });
    expect(at.gh.look.thread(number).check?.conclusion).toBe("success");
  });

  it("says on its follow-up that the promise was read after the merge", async () => {
    const at = loop();
    await install(at);
    await mergeUnheard(at);
    await at.pass({ days: 1 });

    await at.pass({ days: 31 });

    const [issue] = at.gh.look.issues("outcome");
    expect(issue?.body).toContain("Read after the merge");
  });

  it("is only counted where it is to be left alone", async () => {
    const at = loop();
    const repositoryId = await install(at);
    at.gh.hooks.isAway = true;
    const number = await at.gh.people.openPullRequest({ by: "renovate[bot]", title: "Update a library", body: "" });
    await at.gh.people.merge({ by: "cleo", number });
    at.gh.hooks.isAway = false;

    await at.pass({ days: 1 });

    expect(await findOutcome(at.db, repositoryId, number)).toBeUndefined();
    expect(await at.db.query("select number from skipped_merge")).toEqual([{ number }]);
  });

  it("is left where it is when it was merged before the repository was active", async () => {
    const at = loop();
    await at.gh.people.addRepository({
      owner: "acme",
      name: "shop",
      files: { ".github/pull_request_template.md": TEMPLATE },
      collaborators: { ada: "admin", bob: "write", cleo: "write" },
    });
    await mergeUnheard(at, "Long ago");
    await at.pass({ minutes: 5 });
    await at.gh.people.install();
    await at.settle();

    await at.pass({ days: 2 });

    expect(await at.db.query("select number from outcome")).toEqual([]);
    expect(countComparisons(at)).toBeGreaterThan(0);
  });

  it("is not taken for one whose news is on its way", async () => {
    const at = loop();
    const repositoryId = await install(at);
    await at.pass({
      seconds: (findBackfillTime(repositoryId, at.now()).getTime() - at.now().getTime()) / 1_000 - 60,
    });
    const number = await mergeUnheard(at);

    await at.pass({ minutes: 2 });
    const soon = await findOutcome(at.db, repositoryId, number);
    await at.pass({ days: 1 });

    expect(soon).toBeUndefined();
    expect(await findOutcome(at.db, repositoryId, number)).toMatchObject({ isReadLate: true });
  });
});

describe("the daily comparison", () => {
  it("costs one read a repository and day, and finds nothing that was recorded", async () => {
    const at = loop();
    const repositoryId = await install(at);
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL });
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();

    for (let day = 0; day < 3; day++) await at.pass({ days: 1 });

    expect(countComparisons(at)).toBe(3);
    expect(await findOutcome(at.db, repositoryId, number)).toMatchObject({ isReadLate: false });
  });

  it("goes on after it was cut off, and finds all that was merged since the last one", async () => {
    const at = loop();
    await install(at);
    for (let index = 0; index < 130; index++) await mergeUnheard(at, `Change ${index}`);
    at.gh.faults.next({ method: "listMergedPullRequests", mode: "fail" });

    await at.pass({ days: 1 });
    await at.pass({ seconds: 5 });

    expect(await at.db.query("select count(*) as recorded from outcome")).toEqual([{ recorded: 130 }]);
  });

  it("begins with the process where an earlier version had no date for it", async () => {
    const at = loop();
    const repositoryId = await install(at);
    await at.db.query("delete from work_item where key like 'backfill/%'");
    const number = await mergeUnheard(at);
    // Deliveries from before the first start are not asked for: the comparison is all there is.
    await at.pass({ minutes: 1 });

    await at.begin();
    await at.pass({ days: 1 });

    expect(await findOutcome(at.db, repositoryId, number)).toMatchObject({ isReadLate: true });
  });

  it("of many repositories is spread over the day", () => {
    const now = new Date("2026-11-02T10:00:00Z");

    const hours = Array.from({ length: 2_400 }, (_, index) => findBackfillTime(7_000_000 + index, now).getUTCHours());
    const busiest = Math.max(...Array.from({ length: 24 }, (_, hour) => hours.filter((one) => one === hour).length));

    expect(busiest).toBeLessThan(130);
  });
});
