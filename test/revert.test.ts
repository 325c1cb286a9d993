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

/** The commit that merged a pull request, also of one that has no outcome. */
async function mergeOf(at: Shop, number: number): Promise<string> {
  const [row] = await at.db.query<{ sha: string }>(
    "select snapshot ->> 'mergeCommitSha' as sha from pull_request where number = $1",
    [number],
  );
  return row?.sha ?? "";
}

async function branchOf(at: Shop, number: number): Promise<string> {
  const [row] = await at.db.query<{ ref: string }>(
    "select snapshot ->> 'headRef' as ref from pull_request where number = $1",
    [number],
  );
  return row?.ref ?? "";
}

describe("a revert", () => {
  it.each([
    ["named in the description", () => ({ body: "Reverts acme/shop#1" })],
    ["made by the button", (_: string, headRef: string) => ({ branch: `revert-1-${headRef}`, body: "" })],
    ["named by a person who merges it", () => ({ by: "cleo", body: "Reverts acme/shop#1" })],
    ["of the merge commit", (sha: string) => ({ body: `This reverts commit ${sha}.` })],
    ["of the shortened merge commit", (sha: string) => ({ body: `This reverts commit ${sha.slice(0, 10)}.` })],
  ])("%s ends the outcome as reverted, and no question is asked", async (_, more) => {
    const at = await shop().openPull().merge().pass({ minutes: 5 });
    const { number } = at.pull();

    await at
      .openPull({ title: "Revert", ...more((await shaOf(at, number)) ?? "", await branchOf(at, number)) })
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
    expect(at.gh.look.thread(number).body).toContain("Reverted since, in [");
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

  it.each<[string, (sha: string, number: number) => object]>([
    ["of the revert's commit", (sha) => ({ body: `This reverts commit ${sha}.` })],
    ["made by the button", (_: string, number: number) => ({ branch: `revert-${number}-taking-back`, body: "" })],
  ])("of a revert, %s, restores the outcome", async (_, more) => {
    const at = await shop().openPull().merge();
    const body = `This reverts commit ${await shaOf(at, at.pull().number)}.`;
    await at.openPull({ title: "Revert", branch: "taking-back", body }).merge();
    const { number } = at.pull();

    await at.openPull({ title: "Reapply", branch: "again", ...more(await mergeOf(at, number), number) }).merge();
    const back = await states(at);
    await at.ask();

    expect(back).toEqual([{ number: 1, state: "waiting" }]);
    expect(at.questions()).toHaveLength(1);
  });

  it("that was pushed and is taken back by a push restores the outcome, even where the second quotes the first", async () => {
    const at = await shop().openPull().merge();
    const push = async (message: string) => {
      const sha = await at.gh.people.commitFile({ by: "ada", files: { "a.txt": message }, message });
      await at.settle();
      return sha;
    };

    const first = `This reverts commit ${await shaOf(at, 1)}.`;
    const revert = await push(`Revert "A"\n\n${first}`);
    const between = await states(at);
    await push(`Reapply "A"\n\nThis reverts commit ${revert}.\n\n> ${first}`);

    expect(between).toEqual([{ number: 1, state: "reverted" }]);
    expect(await states(at)).toEqual([{ number: 1, state: "waiting" }]);
  });

  it("that is taken back asks on a weekday, like every derived date", async () => {
    const at = await shop({ config: "follow-up: { after: 1 day, weekdays-only: true }\n" }).openPull().merge();
    await at.openPull({ title: "Revert", branch: "back", body: "Reverts #1" }).merge();
    const { number } = at.pull();
    while (at.now().getUTCDay() !== 5) await at.pass({ days: 1 });

    await at.openPull({ title: "Reapply", branch: "again", body: `Reverts #${number}` }).merge();

    const [row] = await at.db.query<{ due_on: string }>("select due_on from outcome where number = 1");
    expect(new Date(row?.due_on ?? "").getUTCDay()).toBe(1);
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
    ["that is hidden", { body: `${FULL}\n<!--\nReverts #1\n-->` }],
    ["that is quoted", { body: `${FULL}\n> Reverts #1` }],
    ["that only the name of a branch seems to tell of", { branch: "revert-1-day-retention" }],
    ["by a person who may not speak for it", { by: "dan", body: "Reverts #1" }],
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
