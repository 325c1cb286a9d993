import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import { parseHere, type TextParser } from "../src/engine/text-parser.ts";
import { quietLog } from "./support/loop.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { FULL } from "./support/template.ts";

const shop = useShop();
const ENDLESS = `${FULL}\n\nthis takes for ever`;

/** Gives up any text that says so. */
const texts: Pick<TextParser, "parse"> = {
  parse: (name, ...given) =>
    JSON.stringify(given).includes("for ever") ? Promise.resolve(undefined) : parseHere.parse(name, ...given),
};

/** Does everything that is due, with an app for which some texts take too long. */
async function settle(at: Shop): Promise<void> {
  const app = createApp({ db: at.db, github: at.gh.github, log: quietLog, now: at.now, texts });
  await runUntilQuiet({ db: at.db, now: at.now, reconcile: app.reconcile });
  await at.gh.settled();
}

describe("a description that takes too long to be read", () => {
  it.each([
    ["", "neutral"],
    ["enforcement: require\n", "failure"],
  ])("is no success (%j), and the check says what to do", async (config, conclusion) => {
    const at = await shop().configure(`active: always\n${config}`).openPull();
    const { number } = at.pull();

    await at.gh.people.editPullRequest({ by: "bob", number, body: ENDLESS });
    await settle(at);

    expect(at.check()).toBe(`${conclusion}: Couldn't read the description in time`);
    expect(at.pull().check?.summary).toContain("shorten the description");
    expect(await at.db.query("select key from work_item where key like 'pull/%'")).toEqual([]);
  });

  it("is read again when it is shorter", async () => {
    const at = await shop().openPull();
    await at.gh.people.editPullRequest({ by: "bob", number: at.pull().number, body: ENDLESS });
    await settle(at);

    await at.edit({ body: FULL });

    expect(at.check()).toMatch(/^success/);
  });

  it("keeps no other pull request from being read", async () => {
    const at = await shop().openPull();
    await at.gh.people.editPullRequest({ by: "bob", number: at.pull().number, body: ENDLESS });
    const other = await at.gh.people.openPullRequest({ by: "ada", title: "Other", body: FULL });

    await settle(at);

    expect(at.check(other)).toMatch(/^success/);
  });

  it("leaves a merge without a statement, which can still be added", async () => {
    const at = await shop().openPull();
    const { number } = at.pull();
    await at.gh.people.editPullRequest({ by: "bob", number, body: ENDLESS });
    await at.gh.people.merge({ by: "cleo", number });
    await settle(at);
    const before = await at.db.query("select state from outcome");

    await at.edit({ body: FULL });

    expect(before).toEqual([{ state: "unstated" }]);
    expect(await at.db.query("select state from outcome")).toEqual([{ state: "waiting" }]);
  });
});
