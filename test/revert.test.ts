import { describe, expect, it } from "vitest";
import type { Loop } from "./support/loop.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { FULL } from "./support/template.ts";

const shop = useShop();

/** Opens and merges a pull request while the app is away. Returns the deliveries that did not arrive. */
async function mergeWhileAway(at: Shop): Promise<Loop["gh"]["deliveries"]> {
  const before = at.gh.deliveries.length;
  at.gh.hooks.isAway = true;
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL });
  await at.gh.people.merge({ by: "cleo", number });
  at.gh.hooks.isAway = false;
  await at.pass({ minutes: 1 });
  return at.gh.deliveries.slice(before);
}

const states = (at: Shop) => at.db.query("select number, state from outcome order by number");
const shaOf = async (at: Shop, number: number) =>
  (await at.db.query<{ sha: string }>("select merge_commit_sha as sha from outcome where number = $1", [number]))[0]
    ?.sha;

describe("a revert", () => {
  it.each([
    ["named in the description", () => ({ body: "Reverts acme/shop#1" })],
    ["made by the button", () => ({ branch: "revert-1-csv-export", body: "" })],
    ["of the merge commit", (sha: string) => ({ body: `This reverts commit ${sha}.` })],
    ["of the shortened merge commit", (sha: string) => ({ body: `This reverts commit ${sha.slice(0, 10)}.` })],
  ])("%s ends the outcome as reverted, and no question is asked", async (_, more) => {
    const at = await shop().openPull().merge().pass({ minutes: 5 });
    const { number } = at.pull();

    await at
      .openPull({ title: "Revert", ...more((await shaOf(at, number)) ?? "") })
      .merge()
      .pass({ minutes: 5 });
    await at.pass({ days: 31 });

    expect(await states(at)).toEqual([{ number, state: "reverted" }]);
    expect(at.questions()).toEqual([]);
  });

  it("closes an open question as not planned", async () => {
    const at = await shop().openPull().merge().pass({ minutes: 5 }).pass({ days: 31 });

    await at.openPull({ title: "Revert", body: "Reverts #1" }).merge().pass({ minutes: 5 });

    const [issue] = at.questions();
    expect(issue).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(issue?.body).toContain("Reverted");
  });

  it("after the answer is noted, and the answer stays", async () => {
    const at = await shop().openPull().merge().pass({ minutes: 5 }).pass({ days: 31 });
    const number = at.question().number ?? 0;
    await at.say("worked", { number });

    await at.openPull({ title: "Revert the export", body: "Reverts #1" }).merge().pass({ minutes: 5 });

    expect(await at.db.query("select state, verdict from outcome")).toEqual([{ state: "answered", verdict: "worked" }]);
    expect(at.gh.look.thread(number).body).toContain("Later reverted by");
  });

  it("of a revert restores the outcome", async () => {
    const at = await shop().openPull().merge().pass({ minutes: 5 });
    await at.openPull({ title: "Revert", body: "Reverts #1" }).merge().pass({ minutes: 5 });
    const { number: revert } = at.pull();

    await at
      .openPull({ title: "Revert the revert", body: `Reverts #${revert}` })
      .merge()
      .pass({ minutes: 5 });
    const back = await states(at);
    await at.pass({ days: 31 });

    expect(back).toEqual([{ number: 1, state: "waiting" }]);
    expect(at.questions()).toHaveLength(1);
  });

  it("is remembered when its merge arrives before the merge it reverts", async () => {
    const at = await shop();
    const late = await mergeWhileAway(at);
    await at.openPull({ title: "Revert", body: "Reverts #1" }).merge().pass({ minutes: 5 });

    for (const delivery of late) await at.accept(delivery);
    await at.pass({ days: 31 });

    expect(await states(at)).toEqual([{ number: 1, state: "reverted" }]);
    expect(at.questions()).toEqual([]);
  });

  it("that was itself reverted does not stop the question, in whichever order the merges arrive", async () => {
    const at = await shop();
    const late = await mergeWhileAway(at);
    await at.openPull({ title: "Revert", body: "Reverts #1" }).merge().pass({ minutes: 5 });
    const { number: revert } = at.pull();
    await at
      .openPull({ title: "Revert the revert", body: `Reverts #${revert}` })
      .merge()
      .pass({ minutes: 5 });

    for (const delivery of late) await at.accept(delivery);
    await at.pass({ days: 31 });

    expect(at.questions()).toHaveLength(1);
  });

  it.each([
    ["waiting", "into another base", { body: "Reverts #1", base: "release" }],
    ["reverted", "of it, of each other and of themselves", { body: "Reverts #1\nReverts #2\nReverts #3" }],
  ])("leaves the outcome %s when merges %s arrived first", async (state, _, more) => {
    const at = await shop();
    const late = await mergeWhileAway(at);
    await at
      .openPull({ title: "Something", ...more })
      .merge()
      .pass({ minutes: 5 });
    await at
      .openPull({ title: "Something else", ...more })
      .merge()
      .pass({ minutes: 5 });

    for (const delivery of late) await at.accept(delivery);
    await at.settle();

    expect((await states(at))[0]).toEqual({ number: 1, state });
  });

  it("of a change without a measure is remembered when one is added late", async () => {
    const at = await shop()
      .openPull({ body: "Quick." })
      .merge()
      .pass({ minutes: 5 })
      .openPull({ title: "Revert", body: "Reverts #1" })
      .merge()
      .pass({ minutes: 5 });

    await at.edit({ number: 1, body: FULL }).pass({ days: 31 });

    expect(await states(at)).toEqual([{ number: 1, state: "reverted" }]);
  });

  it.each([
    ["of another repository", { body: "Reverts other/shop#1" }],
    ["into another base", { body: "Reverts #1", base: "release" }],
    ["that is only mentioned", { body: `${FULL}\nIf this fails, look at how we reverted #1.` }],
  ])("%s changes nothing", async (_, more) => {
    const at = await shop().openPull().merge().pass({ minutes: 5 });

    await at
      .openPull({ title: "Something", ...more })
      .merge()
      .pass({ minutes: 5 });

    expect((await states(at))[0]).toEqual({ number: 1, state: "waiting" });
  });

  it("that is not merged changes nothing", async () => {
    const at = await shop().openPull().merge().pass({ minutes: 5 });

    await at.openPull({ title: "Revert", body: "Reverts #1" });

    expect((await states(at))[0]).toEqual({ number: 1, state: "waiting" });
  });

  it("that is a commit on the base branch counts too", async () => {
    const at = await shop().openPull().merge().pass({ minutes: 5 });
    const { number } = at.pull();

    const sha = await shaOf(at, number);
    await at.gh.people.commitFile({
      by: "ada",
      files: { "a.txt": "x" },
      message: `Revert\n\nThis reverts commit ${sha}.`,
    });
    await at.settle();

    expect(await states(at)).toEqual([{ number, state: "reverted" }]);
  });
});
