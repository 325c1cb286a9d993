import { describe, expect, it } from "vitest";
import { addShop, installShop, type Loop, useLoop } from "./support/loop.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

const loop = useLoop();

/** An active acme/shop with one merged promise. */
async function begin(at: Loop, files: Readonly<Record<string, string>> = { ".github/outcomes.yml": "" }) {
  const id = await installShop(at, { files });
  const number = await promise(at, "CSV export");
  return { id, number };
}

async function promise(at: Loop, title: string, repository?: string): Promise<number> {
  const where = repository === undefined ? {} : { repository };
  const number = await at.gh.people.openPullRequest({ by: "bob", title, body: FULL, ...where });
  await at.settle();
  await at.gh.people.merge({ by: "cleo", number, ...where });
  await at.settle();
  return number;
}

const titles = (at: Loop, repository: string) =>
  at.gh.look.issues("outcome", repository).map(({ title }) => title.replace("Did this work? ", ""));
const rows = (at: Loop) =>
  at.db.query(
    "select owner, name, removed_at is not null as parked, displaced_at is not null as displaced from repository order by id",
  );

describe("a repository that is renamed", () => {
  it("keeps its records, and is written to under its new name", async () => {
    const at = loop();
    await begin(at);

    await at.gh.people.rename({ to: "store" });
    await at.pass({ days: 31 });

    expect(titles(at, "acme/store")).toEqual(["CSV export"]);
    expect(at.gh.look.issues("outcome", "acme/store")[0]?.body).toContain("https://github.com/acme/store/pull/1");
  });

  it("is not renamed back by deliveries that come late", async () => {
    const at = loop();
    await begin(at);
    const late = at.gh.deliveries.findLast(({ event }) => event === "pull_request");
    await at.pass({ minutes: 1 });
    await at.gh.people.rename({ to: "store" });
    await at.settle();

    await at.accept({ guid: "late", event: "pull_request", payload: late?.payload });
    await at.settle();

    expect(await rows(at)).toMatchObject([{ owner: "acme", name: "store" }]);
  });

  it("keeps to itself when another repository takes its old name, also before the renaming is heard of", async () => {
    const at = loop();
    await begin(at);
    const { deliveries, people } = at.gh;
    await at.pass({ days: 31 });
    // The dashboard is written a minute later.
    await at.pass({ minutes: 2 });
    await people.rename({ to: "store" });
    const renamed = deliveries.at(-1);
    // The event with the new name has not arrived yet.
    await at.db.query("delete from delivery where guid = $1", [renamed?.guid]);
    await at.pass({ minutes: 1 });
    await addShop(at.gh, { config: "" });
    await at.settle();
    at.takeCalls();

    await at.pass({ days: 30 });
    const between = { names: await rows(at), issues: at.gh.look.threads("acme/shop").length };
    await at.accept(renamed ?? { guid: "", event: "", payload: {} });
    await at.settle();

    expect(between).toEqual({
      names: [
        { owner: "acme", name: "shop", parked: false, displaced: true },
        { owner: "acme", name: "shop", parked: false, displaced: false },
      ],
      issues: 0,
    });
    expect(await rows(at)).toMatchObject([
      { name: "store", displaced: false },
      { name: "shop", displaced: false },
    ]);
    expect(at.gh.look.threads("acme/shop")).toEqual([]);
    // No reminder was sent while the name was unknown. Now the app gives up, on the question in the renamed repository.
    expect(at.gh.look.issues("outcome", "acme/store")[0]?.state).toBe("closed");
  });
});

describe("an owner that is renamed", () => {
  it("is renamed for all its repositories, by its own event or by the next delivery of any of them", async () => {
    const at = loop();
    await begin(at);
    await at.gh.people.addRepository({ owner: "acme", name: "other", collaborators: { ada: "admin" } });
    await at.settle();

    await at.gh.people.renameAccount({ from: "acme", to: "acme-inc" });
    await at.settle();
    const told = await rows(at);
    await at.gh.people.renameAccount({ from: "acme-inc", to: "acme-corp" });
    await at.db.query("delete from delivery where event = 'installation_target' and done_at is null");
    await at.pass({ minutes: 1 });
    await promise(at, "Another", "acme-corp/shop");

    expect(told).toMatchObject([
      { owner: "acme-inc", name: "shop" },
      { owner: "acme-inc", name: "other" },
    ]);
    expect(await rows(at)).toMatchObject([
      { owner: "acme-corp", name: "shop" },
      { owner: "acme-corp", name: "other" },
    ]);
    expect(await at.db.query("select account_login from installation")).toEqual([{ account_login: "acme-corp" }]);
    await at.pass({ days: 31 });
    expect(titles(at, "acme-corp/shop").toSorted()).toEqual(["Another", "CSV export"]);
  });
});

describe("a repository that is transferred", () => {
  it("continues there if the app is installed, without any setting of the old owner", async () => {
    const at = loop();
    const { people } = at.gh;
    await people.addRepository({
      owner: "acme",
      name: ".github",
      files: { ".github/outcomes.yml": "active: always\nfollow-up: { labels: [acme-outcome] }\n" },
      collaborators: { ada: "admin" },
    });
    await addShop(at.gh, { template: TEMPLATE });
    await people.addRepository({ owner: "newco", name: "site", collaborators: { eve: "admin" } });
    await people.install({ owner: "acme" });
    await people.install({ owner: "newco" });
    await at.settle();
    const number = await promise(at, "CSV export", "acme/shop");
    await at.pass({ days: 31 });
    await people.comment({ by: "cleo", number: number + 1, repository: "acme/shop", body: "/outcome partly so so" });
    await at.settle();
    const before = at.gh.look.issues("acme-outcome", "acme/shop").length;
    await promise(at, "Another", "acme/shop");

    await people.transfer({ repository: "acme/shop", to: "newco" });
    await at.settle();
    await at.pass({ days: 33 });

    expect(before).toBe(1);
    expect(titles(at, "newco/shop")).toEqual(["Another"]);
    const [kept] = await at.db.query<{ text: string; numbers: number }>(
      "select r::text as text, (select count(*) from outcome where repository_id = r.id) as numbers from repository r where name = 'shop'",
    );
    expect(kept?.text).not.toContain("acme");
    expect(kept?.numbers).toBe(2);
    expect(await at.db.query("select * from permission")).toEqual([]);
  });

  it("is skipped if the app is not installed there, and the old owner sees no more of it", async () => {
    const at = loop();
    await begin(at);

    await at.gh.people.transfer({ repository: "acme/shop", to: "newco" });
    await at.settle();
    at.takeCalls();
    await at.pass({ days: 31 });

    expect(await rows(at)).toMatchObject([{ parked: true }]);
    expect(at.takeCalls()).toEqual([]);
    expect(at.gh.look.issues("outcome", "newco/shop")).toEqual([]);
  });

  it("stays with the new owner whichever event arrives first", async () => {
    const at = loop();
    const { people, deliveries } = at.gh;
    await begin(at);
    await people.addRepository({ owner: "newco", name: "site", collaborators: { eve: "admin" } });
    await people.install({ owner: "newco" });
    await at.settle();
    const heard = deliveries.length;
    await people.transfer({ repository: "acme/shop", to: "newco" });
    const report = deliveries.slice(heard);
    await at.db.query("delete from delivery where guid = any($1)", [report.map(({ guid }) => guid)]);

    for (const delivery of report.toReversed()) {
      await at.accept(delivery);
      await at.settle();
    }

    expect(await rows(at)).toMatchObject([{ owner: "newco", name: "shop", parked: false }, { name: "site" }]);
    await at.pass({ days: 31 });
    expect(titles(at, "newco/shop")).toEqual(["CSV export"]);
  });
});

describe("a person who is renamed", () => {
  it("is asked under the new login, and the texts use it", async () => {
    const at = loop();
    await begin(at);

    await at.gh.people.renameAccount({ from: "bob", to: "bobby" });
    await at.gh.people.openPullRequest({ by: "bobby", title: "More", body: FULL });
    await at.settle();
    await at.pass({ days: 31 });

    expect(at.gh.look.issues("outcome")[0]?.assignees).toEqual(["bobby"]);
    expect(await at.db.query("select author ->> 'login' as author from outcome")).toEqual([{ author: "bobby" }]);
  });
});

describe("a repository that is deleted and recreated", () => {
  it("is a different one: nothing of the first is shown or written there", async () => {
    const at = loop();
    await begin(at);

    await at.gh.people.deleteRepository({});
    await at.settle();
    await addShop(at.gh, { config: "" });
    await at.settle();
    await at.pass({ days: 31 });

    expect(at.gh.look.threads("acme/shop")).toEqual([]);
    expect(await rows(at)).toMatchObject([{ parked: true }, { parked: false }]);
  });
});
