import { describe, expect, it } from "vitest";
import { type Loop, useLoop } from "./support/loop.ts";
import { FULL } from "./support/template.ts";

const ON = "organization: { dashboard: true }\n";
const PAGE = "acme/.github";
const COLLABORATORS = { ada: "admin", bob: "write", cleo: "write", "helper[bot]": "write" } as const;

type Visibility = "public" | "internal" | "private";

const loop = useLoop();

/** Adds repositories of acme by name, each with a merged change. The page was written more than a minute ago. */
async function start(
  at: Loop,
  { page = "public", config = ON, ...repositories }: Record<string, Visibility | string>,
): Promise<void> {
  const files = { ".github/outcomes.yml": config };
  await at.gh.people.addRepository({
    owner: "acme",
    name: ".github",
    files,
    collaborators: COLLABORATORS,
    visibility: page as Visibility,
  });
  for (const [name, visibility] of Object.entries(repositories)) {
    await addRepository(at, name, visibility as Visibility);
  }
  await at.gh.people.install({ owner: "acme" });
  await at.settle();
  for (const name of Object.keys(repositories)) await merge(at, name, `Change of ${name}`);
  // Dashboards are written after merges, and the page after dashboards.
  for (let minutes = 0; minutes < 6; minutes += 2) await at.pass({ minutes: 2 });
  at.takeCalls();
}

async function addRepository(at: Loop, name: string, visibility: Visibility): Promise<void> {
  // Due soon enough to be listed as coming up, so that the page shows its title.
  const files = { ".github/outcomes.yml": "follow-up: { after: 7 days }\n" };
  await at.gh.people.addRepository({ owner: "acme", name, files, collaborators: COLLABORATORS, visibility });
}

async function merge(at: Loop, name: string, title: string, by = "bob"): Promise<void> {
  const repository = `acme/${name}`;
  const number = await at.gh.people.openPullRequest({ repository, by, title, body: FULL });
  await at.gh.people.merge({ repository, by: "ada", number });
  await at.settle();
}

const pages = (at: Loop) =>
  at.gh.look.issues("outcome-dashboard", PAGE).filter(({ title }) => title === "Outcomes: acme");
const page = (at: Loop) => {
  const [found] = pages(at);
  if (!found) throw new Error("there is no page");
  return found;
};
const body = (at: Loop) => page(at).body;
const HIDDEN = "Some repositories are hidden here";

describe("the page over all repositories of an owner", () => {
  it("is in the owner's .github repository, and links to repositories without creating back-links", async () => {
    const at = loop();
    await start(at, { shop: "public", docs: "public" });

    expect(page(at).title).toBe("Outcomes: acme");
    expect(body(at)).toContain("Had a success measure: 2 of 2 merged pull requests");
    expect(body(at)).toContain("shop: [Change of shop](https://redirect.github.com/acme/shop/pull/1)");
    expect(body(at)).toContain("docs: [Change of docs](https://redirect.github.com/acme/docs/pull/1)");
    expect(body(at)).toMatch(/\| \[docs\]\(https:\/\/redirect\.github\.com\/acme\/docs\/issues\/2\).*\n\| \[shop\]/);
    expect(body(at)).not.toContain(HIDDEN);
  });

  it("is not created unless the .github repository's own file enables it", async () => {
    const at = loop();
    await start(at, { config: "", shop: "public" });
    await at.gh.people.commitFile({
      repository: "acme/shop",
      by: "ada",
      files: { ".github/outcomes.yml": ON },
    });
    await merge(at, "shop", "Another");
    await at.pass({ minutes: 2 });

    expect(pages(at)).toEqual([]);
    expect(at.takeCalls()).not.toContain("readVisibilities");
  });

  it("is created when it is enabled later, and emptied and closed when it is disabled", async () => {
    const at = loop();
    await start(at, { config: "", shop: "public" });

    await at.gh.people.commitFile({ repository: PAGE, by: "ada", files: { ".github/outcomes.yml": ON } });
    await at.pass({ minutes: 2 });
    const before = body(at);
    await at.gh.people.commitFile({ repository: PAGE, by: "ada", files: { ".github/outcomes.yml": "" } });
    await at.pass({ minutes: 2 });

    expect(before).toContain("Change of shop");
    expect(page(at)).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(body(at)).toContain("no longer updated");
    expect(body(at)).not.toContain("shop");

    await at.gh.people.commitFile({ repository: PAGE, by: "ada", files: { ".github/outcomes.yml": ON } });
    await at.pass({ minutes: 2 });

    expect(pages(at).map(({ state }) => state)).toEqual(["open", "closed"]);
  });

  it("counts in the time zone of the .github repository", async () => {
    const at = loop();
    await start(at, { config: `${ON}time-zone: Pacific/Auckland\n`, shop: "public" });

    expect(body(at)).toContain("Dates in Pacific/Auckland");
  });

  it("is written, and visibilities are read, at most once a minute, however much happens", async () => {
    const at = loop();
    await start(at, { shop: "public", docs: "public" });

    for (const title of ["a", "b", "c"]) {
      await merge(at, "shop", title);
      await merge(at, "docs", title);
    }
    const soon = at.takeCalls().filter((call) => call === "readVisibilities");
    await at.pass({ seconds: 30 });
    await at.pass({ seconds: 31 });
    const later = at.takeCalls().filter((call) => call === "readVisibilities");

    expect(soon).toHaveLength(1);
    expect(later).toHaveLength(1);
    expect(body(at)).toContain("8 of 8 merged");
  });

  it("reads the visibility of 99 repositories and its own in one call, and leaves out those GitHub does not show", async () => {
    const at = loop();
    await start(at, { shop: "public" });
    await at.db.query(
      `insert into repository (id, installation_id, owner, name, known_since)
       select 900000 + n, installation_id, 'acme', 'r' || n, known_since
         from repository, generate_series(1, 120) n where name = 'shop'`,
    );
    await at.db.query(
      "insert into skipped_merge (repository_id, number, reason, merged_at) select id, 1, 'bot', $1 from repository where id > 900000",
      ["2026-11-01T00:00:00Z"],
    );

    await merge(at, "shop", "Another");
    const calls = at.takeCalls().filter((call) => call === "readVisibilities");

    expect(calls).toHaveLength(2);
    expect(body(at)).toContain("2 of 2 merged");
    expect(body(at)).not.toContain("skipped");
    expect(body(at)).toContain(HIDDEN);
  });
});

describe("a repository that fewer people can see than the page", () => {
  const SEES: Readonly<Record<Visibility, readonly Visibility[]>> = {
    public: ["public"],
    internal: ["public", "internal"],
    private: ["public", "internal", "private"],
  };
  const ALL: readonly Visibility[] = ["public", "internal", "private"];

  it.each(ALL)("is not shown on a page that is %s", async (visibility) => {
    const at = loop();
    await start(at, { page: visibility, one: "public", two: "internal", three: "private" });

    const names = { public: "one", internal: "two", private: "three" };
    for (const other of ALL) {
      const isShown = SEES[visibility].includes(other);
      expect([other, body(at).includes(names[other])]).toEqual([other, isShown]);
    }
    const count = SEES[visibility].length;
    expect(body(at)).toContain(`${count} of ${count} merged`);
    expect(body(at).includes(HIDDEN)).toBe(count < 3);
  });

  it.each(ALL)("appears on or disappears from a %s page as soon as its visibility changes", async (pageIs) => {
    const at = loop();
    await start(at, { page: pageIs, shop: "public", secret: "public" });

    for (const [from, to] of ALL.flatMap((one) => ALL.map((other) => [one, other] as const))) {
      await at.gh.people.setVisibility({ repository: "acme/secret", to: from });
      await at.settle();
      await at.gh.people.setVisibility({ repository: "acme/secret", to });
      await at.settle();

      const isShown = SEES[pageIs].includes(to);
      expect([from, to, body(at).includes("secret")]).toEqual([from, to, isShown]);
      expect([from, to, body(at).includes(HIDDEN)]).toEqual([from, to, !isShown]);
    }
  });

  it("appears or disappears as soon as the visibility of the page changes", async () => {
    const at = loop();
    await start(at, { page: "private", one: "public", two: "internal", three: "private" });

    for (const [from, to] of ALL.flatMap((one) => ALL.map((other) => [one, other] as const))) {
      await at.gh.people.setVisibility({ repository: PAGE, to: from });
      await at.settle();
      await at.gh.people.setVisibility({ repository: PAGE, to });
      await at.settle();

      const shown = ["one", "two", "three"].filter((name) => body(at).includes(`Change of ${name}`));
      expect([from, to, shown.length]).toEqual([from, to, SEES[to].length]);
    }
  });

  it("is determined by what GitHub answers, not by an old or repeated delivery", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "private" });
    await at.gh.people.setVisibility({ repository: "acme/secret", to: "public" });
    const told = at.gh.deliveries.at(-1);
    if (!told) throw new Error("no delivery");
    await at.settle();
    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.settle();

    await at.accept({ ...told, guid: "once-more" });
    await at.settle();
    await merge(at, "shop", "Another");
    await at.pass({ minutes: 2 });

    expect(body(at)).toContain("Another");
    expect(body(at)).not.toContain("secret");
  });

  it("is not shown even when the webhook of its change never arrived", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.db.query("delete from delivery where done_at is null");

    await merge(at, "shop", "Another");
    await at.pass({ minutes: 2 });

    expect(body(at)).not.toContain("secret");
  });

  it("leaves no trace: no title, no person, no evidence, no count", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "private" });
    for (const title of ["The merger", "The layoffs"]) await merge(at, "secret", title, "cleo");
    await at.pass({ days: 31 });
    const asked = at.gh.look.issues("outcome", "acme/secret")[0]?.number ?? 0;
    await at.gh.people.comment({
      repository: "acme/secret",
      by: "cleo",
      number: asked,
      body: "/outcome unclear nobody may know",
    });
    await at.pass({ minutes: 2 });

    expect(body(at)).toContain("1 of 1 merged");
    expect(body(at)).not.toMatch(/secret|merger|layoffs|cleo|nobody may|could not tell/i);
    expect(body(at)).toContain(HIDDEN);
  });
});

describe("a visibility that cannot be read", () => {
  it("empties the page after a repository was hidden, until GitHub answers", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    at.gh.faults.next({ method: "readVisibilities", mode: "fail" });

    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.settle();
    const meanwhile = body(at);
    await at.pass({ minutes: 2 });

    expect(meanwhile).not.toMatch(/secret|shop/);
    expect(meanwhile).toContain(HIDDEN);
    expect(body(at)).toContain("shop");
    expect(body(at)).not.toContain("secret");
  });

  it("delays the next write when no repository was hidden", async () => {
    const at = loop();
    await start(at, { shop: "public" });
    at.gh.faults.next({ method: "readVisibilities", mode: "fail" });

    await merge(at, "shop", "Another");
    const calls = at.takeCalls();
    const meanwhile = body(at);
    await at.pass({ minutes: 2 });

    expect(calls).toContain("readVisibilities");
    expect(meanwhile).toContain("Change of shop");
    expect(body(at)).toContain("Another");
  });

  it("is retried as soon as a rate limit ends", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    const retryAt = new Date(at.now().getTime() + 30_000);
    at.gh.faults.next({ method: "updateIssue", mode: "refuse", kind: "limited", retryAt, times: 5 });

    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.settle();
    at.gh.faults.clear();
    await at.pass({ seconds: 31 });

    expect(body(at)).not.toContain("secret");
  });
});

describe("repositories that leave", () => {
  it("disappear from the page when they are transferred", async () => {
    const at = loop();
    await start(at, { shop: "public", gift: "public" });

    await at.gh.people.transfer({ repository: "acme/gift", to: "globex" });
    await at.settle();

    expect(body(at)).not.toContain("gift");
    expect(body(at)).toContain("1 of 1 merged");
  });

  it("disappear too when both owners have the app, or the webhook of the transfer never arrived", async () => {
    const at = loop();
    await start(at, { shop: "public", gift: "public", parcel: "public" });
    await at.gh.people.addRepository({ owner: "globex", name: "home", collaborators: COLLABORATORS });
    await at.gh.people.install({ owner: "globex" });
    await at.settle();

    await at.gh.people.transfer({ repository: "acme/gift", to: "globex" });
    await at.settle();
    const after = body(at);
    await at.gh.people.transfer({ repository: "acme/parcel", to: "globex" });
    await at.db.query("delete from delivery where done_at is null");
    await merge(at, "shop", "Another");
    await at.pass({ minutes: 2 });

    expect(after).not.toContain("gift");
    expect(after).toContain("parcel");
    expect(body(at)).not.toContain("parcel");
    expect(body(at)).toContain(HIDDEN);
  });

  it.each(["removeFromInstallation", "deleteRepository"] as const)("disappear immediately after %s", async (act) => {
    const at = loop();
    await start(at, { shop: "public", gone: "public" });

    await at.gh.people[act]({ repository: "acme/gone" });
    await at.settle();

    expect(body(at)).not.toContain("gone");
  });

  it("come back with the installation", async () => {
    const at = loop();
    await start(at, { shop: "public", gone: "public" });
    await at.gh.people.removeFromInstallation({ repository: "acme/gone" });
    await at.pass({ minutes: 2 });

    await at.gh.people.addToInstallation({ repository: "acme/gone" });
    await at.pass({ minutes: 2 });

    expect(body(at)).toContain("Change of gone");
  });

  it("are updated when a suspension ends", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    await at.gh.people.suspend({ repository: PAGE });
    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.settle();

    await at.gh.people.unsuspend({ repository: PAGE });
    await at.settle();

    expect(body(at)).not.toContain("secret");
  });

  it("are shown under their new names", async () => {
    const at = loop();
    await start(at, { shop: "public", docs: "public" });

    await at.gh.people.rename({ repository: "acme/docs", to: "handbook" });
    await at.settle();

    expect(body(at)).toContain("handbook: [Change of docs](https://redirect.github.com/acme/handbook/pull/1)");
    expect(body(at)).not.toContain("acme/docs");
  });
});

describe("the repository of the page", () => {
  it("is renamed: it no longer represents its owner, and the page is emptied and closed", async () => {
    const at = loop();
    await start(at, { page: "private", secret: "private" });
    const { number } = page(at);

    await at.gh.people.rename({ repository: PAGE, to: "old-github" });
    await at.settle();

    const issue = at.gh.look.thread(number, "acme/old-github");
    expect(issue).toMatchObject({ state: "closed" });
    expect(issue.body).not.toContain("secret");
  });

  it("is archived for a while: repositories hidden meanwhile disappear as soon as the page is writable", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    await at.gh.people.archive({ repository: PAGE });
    await at.settle();
    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.pass({ days: 2 });

    await at.gh.people.unarchive({ repository: PAGE });
    await at.settle();

    expect(body(at)).not.toContain("secret");
  });

  it("has its issues disabled for a while: the same happens, in the same issue", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    const { number } = page(at);
    await at.gh.people.disableIssues({ repository: PAGE });
    await at.settle();
    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.pass({ days: 2 });

    await at.gh.people.enableIssues({ repository: PAGE });
    await at.pass({ minutes: 2 });

    expect(pages(at).map((issue) => issue.number)).toEqual([number]);
    expect(body(at)).not.toContain("secret");
  });

  it("is removed from the installation and added again: no calls in between, and then the page is updated", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    await at.gh.people.removeFromInstallation({ repository: PAGE });
    await at.settle();
    at.takeCalls();
    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.pass({ days: 1 });
    const calls = at.takeCalls();

    await at.gh.people.addToInstallation({ repository: PAGE });
    await at.settle();

    expect(calls).not.toContain("readVisibilities");
    expect(pages(at)).toHaveLength(1);
    expect(body(at)).not.toContain("secret");
  });

  it("is transferred to another owner with the app: nothing of the old owner remains", async () => {
    const at = loop();
    await start(at, { shop: "public" });
    await at.gh.people.addRepository({ owner: "globex", name: "home", collaborators: COLLABORATORS });
    await at.gh.people.install({ owner: "globex" });
    await at.settle();
    const { number } = page(at);

    await at.gh.people.transfer({ repository: PAGE, to: "globex" });
    await at.settle();

    const issue = at.gh.look.thread(number, "globex/.github");
    expect(issue.title).toBe("Outcomes: globex");
    expect(issue.body).not.toMatch(/shop|acme/);
  });
});

describe("a page that people change", () => {
  it("has a box that is acknowledged within seconds, and comes back empty", async () => {
    const at = loop();
    await start(at, { shop: "public" });

    await at.gh.people.tick({ repository: PAGE, by: "cleo", number: page(at).number, box: "Refresh now" });
    await at.pass({ seconds: 10 });

    expect(body(at)).toMatch(/- \[ \] .*check visibilities \(last: 2 Nov 2026.* <!-- box:\w+:refresh -->/);
    expect(body(at)).not.toContain("write-ledger");
  });

  it("has no ledger box, even when a person adds one", async () => {
    const at = loop();
    await start(at, { shop: "public" });
    const line = body(at).match(/- \[ \] .* <!-- box:\w+:refresh -->/)?.[0] ?? "";
    const forged = line.replace("[ ]", "[x]").replace("refresh", "write-ledger");

    await at.gh.people.editIssue({
      repository: PAGE,
      by: "cleo",
      number: page(at).number,
      body: `${body(at)}\n${forged}\n`,
    });
    await at.pass({ minutes: 2 });

    expect(await at.db.query("select 1 from ledger where requested_at is not null")).toEqual([]);
    expect(body(at)).not.toContain("write-ledger");
  });

  it("stays closed until a person reopens it, but hidden repositories are removed even while it is closed", async () => {
    const at = loop();
    await start(at, { shop: "public", secret: "public" });
    const { number } = page(at);
    await at.gh.people.closeIssue({ repository: PAGE, by: "cleo", number });
    await merge(at, "shop", "Another");
    await at.pass({ days: 3 });
    const closed = body(at);

    await at.gh.people.setVisibility({ repository: "acme/secret", to: "private" });
    await at.settle();
    const hidden = page(at);
    await at.gh.people.reopenIssue({ repository: PAGE, by: "cleo", number });
    await at.pass({ minutes: 2 });

    expect(closed).toContain("2 of 2 merged");
    expect(hidden.state).toBe("closed");
    expect(hidden.body).not.toContain("secret");
    expect(page(at)).toMatchObject({ state: "open" });
    expect(body(at)).toContain("Another");
  });

  it("is recreated with the next change after it was deleted", async () => {
    const at = loop();
    await start(at, { shop: "public" });
    await at.gh.people.deleteIssue({ repository: PAGE, by: "ada", number: page(at).number });
    await at.pass({ days: 2 });
    const before = pages(at).length;

    await merge(at, "shop", "Another");
    await at.pass({ minutes: 2 });

    expect(before).toBe(0);
    expect(pages(at)).toHaveLength(1);
  });

  it("keeps the lower number when the app created two, and the other is emptied", async () => {
    const at = loop();
    await start(at, { shop: "public" });
    const first = page(at);
    const { id, installationId } = at.gh.look.repository(PAGE);
    const address = { id, installationId: installationId ?? 0, owner: "acme", name: ".github" };
    const labels = ["outcome-dashboard"];
    await at.gh.github.createIssue(address, { title: first.title, body: first.body, labels, assignees: [] });
    await at.pass({ minutes: 2 });
    await merge(at, "shop", "Another");
    await at.pass({ minutes: 2 });

    const [second, kept] = pages(at);
    expect(kept).toMatchObject({ number: first.number, state: "open" });
    expect(second).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(second?.body).not.toContain("shop");
  });

  it("is found again after a crash right after its creation, and not duplicated", async () => {
    const at = loop();
    at.gh.faults.next({ method: "createIssue", mode: "apply-then-fail", times: 3 });
    await start(at, { shop: "public" });
    await at.pass({ minutes: 5 });

    expect(pages(at).filter(({ state }) => state === "open")).toHaveLength(1);
  });

  it("is separate from the repository's own dashboard", async () => {
    const at = loop();
    await start(at, { shop: "public" });
    const number = await at.gh.people.openPullRequest({ repository: PAGE, by: "bob", title: "A profile", body: FULL });
    await at.gh.people.merge({ repository: PAGE, by: "ada", number });
    await at.pass({ minutes: 2 });
    await merge(at, "shop", "Another");
    await at.pass({ minutes: 2 });

    const titles = at.gh.look.issues("outcome-dashboard", PAGE).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(["Outcomes", "Outcomes: acme"]);
    expect(body(at)).toMatch(
      /\| \[\.github\]\(https:\/\/redirect\.github\.com\/acme\/\.github\/issues\/\d+\) \| – \| – \| 1 of 1 \| 1 \|/,
    );
  });
});
