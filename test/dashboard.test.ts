import { describe, expect, it } from "vitest";
import { type Shop, type Story, useShop } from "./support/shop.ts";

const shop = useShop();

/** A repository that is active by its configuration, and where a bot can write. The app is not installed yet. */
function begin(config = ""): Story {
  return shop.without({ template: undefined, config, collaborators: { "helper[bot]": "write" } });
}

/** Installs the app and merges a pull request. The dashboard was written more than a minute ago. */
async function start(at: Pick<Story, "install">): Promise<Shop> {
  const started = await at.install().openPull({ title: "CSV export" }).merge({ by: "ada" }).pass({ minutes: 2 });
  started.takeCalls();
  return started;
}

const dashboards = (at: Shop) => at.gh.look.issues("outcome-dashboard");
const writes = (calls: readonly string[]) => calls.filter((call) => /^(create|update|pin)/.test(call));

describe("the dashboard", () => {
  it("is written once for a burst, and at most once a minute", async () => {
    const at = await start(begin());

    for (const title of ["a", "b", "c"]) await at.openPull({ title }).merge({ by: "ada" });
    const soon = writes(at.takeCalls());
    await at.pass({ seconds: 30 });
    await at.pass({ seconds: 31 });
    const later = writes(at.takeCalls());
    await at.pass({ minutes: 5 });

    // The first change came more than a minute after the last write. The others wait until the next minute.
    expect(soon.filter((call) => call === "updateIssue")).toHaveLength(1);
    expect(later).toEqual(["updateIssue"]);
    expect(at.dashboard().body).toContain("Had a success measure: 4 of 4 merged pull requests");
    expect(at.takeCalls()).toEqual([]);
  });

  it("shows an answer whose question could not be closed at first", async () => {
    const at = await start(begin());
    await at.pass({ days: 31 });
    await at.pass({ minutes: 2 });
    at.gh.faults.next({ method: "updateIssue", mode: "fail" });

    await at.say("worked: 23 a week");
    await at.pass({ minutes: 2 });

    expect(at.question().state).toBe("closed");
    expect(at.dashboard().body).toContain("Worked: 1 of 1 answer");
  });

  it("is not written while only the hour changes, and once when the date does", async () => {
    const at = await start(begin());
    await at.pass({ days: 31 });
    await at.pass({ minutes: 2 });
    at.takeCalls();

    await at.pass({ minutes: 60 });
    const sameDay = at.takeCalls();
    await at.pass({ days: 1 });

    expect(sameDay).toEqual([]);
    expect(writes(at.takeCalls())).toEqual(["updateIssue"]);
  });

  it("is restored after a person edits it, no sooner than a minute after the last write", async () => {
    const at = await start(begin());
    const { number } = at.dashboard();
    const { body } = at.dashboard();

    for (const words of ["one", "two", "three"]) {
      await at.gh.people.editIssue({ by: "cleo", number, body: words });
      await at.settle();
    }
    const soon = writes(at.takeCalls());
    await at.pass({ minutes: 2 });

    expect(soon).toEqual(["updateIssue"]);
    expect(writes(at.takeCalls())).toEqual(["updateIssue"]);
    expect(at.dashboard().body).toBe(body);
  });
});

describe("the dashboard's boxes", () => {
  it("refresh within seconds, read the files again, and show the time", async () => {
    const at = await start(begin());
    const { number } = at.dashboard();
    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" });
    at.takeCalls();

    await at.tick("Refresh now", { by: "cleo", number }).pass({ seconds: 10 });

    const { body } = at.dashboard();
    expect(at.takeCalls()).toEqual(["readFiles", "updateIssue"]);
    expect(body).toContain("- [ ] Refresh now");
    expect(body).toMatch(/- \[ \] .* \(last: 2 Nov 2026, 10:02\) <!-- box:\w+:refresh -->/);
    expect(body).toContain("2 of 2 merged");
  });

  it("acknowledge repeated ticks every ten seconds, and never stay ticked", async () => {
    const at = await start(begin());
    const { number } = at.dashboard();

    for (let second = 0; second < 30; second++) {
      await at.gh.people.tick({ by: "cleo", number, box: "Refresh now" });
      await at.pass({ seconds: 1 });
    }
    const calls = writes(at.takeCalls());
    await at.pass({ minutes: 1 });

    expect(calls.length).toBeLessThanOrEqual(4);
    expect(at.dashboard().body).not.toContain("- [x]");
  });

  it("do not lose a tick that crosses a write of the app", async () => {
    const at = await start(begin("ledger: { enabled: true }\n"));
    const { number } = at.dashboard();
    await at.gh.people.tick({ by: "cleo", number, box: "Refresh now" });
    const tick = at.gh.deliveries.at(-1);
    if (!tick) throw new Error("no delivery");
    // The delivery is late: meanwhile the page was written again, with empty boxes.
    await at.db.query("update delivery set done_at = now() where guid = $1", [tick.guid]);
    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });
    const overwritten = at.dashboard().body;
    await at.db.query("delete from delivery where guid = $1", [tick.guid]);

    await at.accept(tick);
    await at.settle();

    expect(overwritten).not.toContain("- [x]");
    expect(overwritten).not.toContain("last on");
    expect(at.dashboard().body).toContain("last: 2 Nov 2026, 10:04");
  });

  it("undo a bot's tick, which has no effect", async () => {
    const at = await start(begin("ledger: { enabled: true }\n"));
    const { number } = at.dashboard();

    await at.tick(["Refresh now", "Write the ledger"], { by: "helper[bot]", number }).pass({ minutes: 2 });

    expect(at.takeCalls()).toEqual(["updateIssue"]);
    expect(at.dashboard().body).not.toMatch(/- \[x\]|last on/);
    expect(await at.db.query("select 1 from ledger where requested_at is not null")).toEqual([]);
  });

  it("do not count with an unknown key", async () => {
    const at = await start(begin());
    const { number } = at.dashboard();
    const { body } = at.dashboard();
    const foreign = "- [x] <!-- box:0123456789abcdef01234567:refresh --> Refresh now";

    await at.gh.people.editIssue({
      by: "cleo",
      number,
      body: `${body}\n${foreign}\n> ${body.match(/- \[ \] .*/)?.[0].replace("[ ]", "[x]")}`,
    });
    await at.pass({ minutes: 2 });

    expect(at.takeCalls()).toEqual(["updateIssue"]);
    expect(at.dashboard().body).toBe(body);
  });

  it("write the ledger immediately, and come back empty", async () => {
    const at = await start(begin("ledger: { enabled: true }\n"));
    const { number } = at.dashboard();
    const [pull] = at.gh.look.threads().filter(({ kind }) => kind === "pull-request");
    await at.gh.people.comment({ by: "bob", number: pull?.number ?? 0, body: "/outcome skip taken out again" });
    await at.pass({ minutes: 2 });
    at.takeCalls();

    await at.tick("Write the ledger", { by: "cleo", number }).pass({ seconds: 10 });

    const calls = at.takeCalls();
    expect(calls).toContain("proposeFiles");
    expect(calls.filter((call) => call === "updateIssue")).toHaveLength(1);
    expect(at.dashboard().body).toMatch(/- \[ \] .* <!-- box:\w+:write-ledger -->/);
  });

  it("include the ledger's only where there is a ledger", async () => {
    const at = await start(begin());
    const without = at.dashboard().body;

    await at.configure("ledger: { enabled: true }\n").pass({ minutes: 2 });

    expect(without).not.toContain("ledger");
    expect(at.dashboard().body).toMatch(/- \[ \] Write the ledger now <!-- box:\w+:write-ledger -->/);
  });
});

describe("a dashboard issue that people change", () => {
  it("stays closed until a person reopens it, and is then brought up to date", async () => {
    const at = await start(begin());
    const { number } = at.dashboard();

    await at.gh.people.closeIssue({ by: "cleo", number });
    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ days: 3 });
    const closed = at.dashboard();
    const calls = writes(at.takeCalls()).filter((call) => call.endsWith("Issue"));
    await at.gh.people.reopenIssue({ by: "cleo", number });
    await at.pass({ minutes: 2 });

    expect(closed).toMatchObject({ state: "closed" });
    expect(calls).toEqual([]);
    expect(at.dashboard()).toMatchObject({ state: "open" });
    expect(at.dashboard().body).toContain("2 of 2 merged");
  });

  it("is recreated with the next change after it was deleted, not before", async () => {
    const at = await start(begin());
    const { number } = at.dashboard();

    await at.gh.people.deleteIssue({ by: "ada", number });
    await at.pass({ days: 3 });
    const before = dashboards(at).length;
    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });

    expect(before).toBe(0);
    expect(dashboards(at)).toHaveLength(1);
    expect(dashboards(at)[0]?.body).toContain("2 of 2 merged");
  });

  it("is recreated even when the webhook of its deletion never arrived", async () => {
    const at = await start(begin());
    const { number } = at.dashboard();
    await at.gh.people.deleteIssue({ by: "ada", number });
    const told = at.gh.deliveries.at(-1);
    await at.db.query("delete from delivery where guid = $1", [told?.guid]);

    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });
    await at.openPull({ title: "Faster search" }).merge({ by: "ada" }).pass({ minutes: 2 });

    expect(dashboards(at)).toHaveLength(1);
    expect(dashboards(at)[0]?.body).toContain("3 of 3 merged");
  });

  it("is not retried every few seconds while issues are disabled, and is created once they are enabled", async () => {
    const at = await shop({ template: undefined, config: "", hasIssues: false });
    await at.openPull().merge({ by: "ada" }).pass({ minutes: 60 });
    const tries = at.takeCalls().filter((call) => call === "createIssue");

    await at.gh.people.enableIssues();
    await at.pass({ days: 1 });

    expect(tries.length).toBeLessThanOrEqual(1);
    expect(dashboards(at)).toHaveLength(1);
  });
});

describe("two dashboards created by the app", () => {
  it("keep the lower number, whichever is confirmed first, and close the other as its duplicate", async () => {
    const at = await start(begin());
    const { number: first } = at.dashboard();
    const [resource] = await at.db.query<{ key: string }>(
      "select idempotency_key as key from managed_resource where key like 'dashboard/%'",
    );
    // An abandoned request arrived after all, and its webhook comes late.
    const { body } = at.gh.look.thread(first);
    const repository = at.gh.look.repository();
    await at.gh.github.createIssue(
      { id: repository.id, installationId: repository.installationId ?? 0, owner: "acme", name: "shop" },
      { title: "Outcomes", body, labels: ["outcome-dashboard"], assignees: [] },
    );
    await at.pass({ minutes: 2 });
    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });

    const [second, kept] = dashboards(at);
    expect(body).toContain(resource?.key);
    expect(kept).toMatchObject({ number: first, state: "open" });
    expect(second).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(kept?.body).toContain("2 of 2 merged");
  });

  it("are one again when the first attempt arrives after the dashboard was deleted and recreated", async () => {
    const at = await start(begin());
    const { number: first } = at.dashboard();
    const { body } = at.gh.look.thread(first);
    const repository = at.gh.look.repository();
    await at.gh.people.deleteIssue({ by: "ada", number: first });
    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });
    const { number: recreated } = at.dashboard();

    await at.gh.github.createIssue(
      { id: repository.id, installationId: repository.installationId ?? 0, owner: "acme", name: "shop" },
      { title: "Outcomes", body, labels: ["outcome-dashboard"], assignees: [] },
    );
    await at.pass({ minutes: 2 });

    const [late, kept] = dashboards(at);
    expect(late).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(kept).toMatchObject({ number: recreated, state: "open" });
  });

  it("keep the lower number even when the higher one was recorded", async () => {
    const at = await start(begin());
    const { number: first } = at.dashboard();
    const repository = at.gh.look.repository();
    const { body } = at.gh.look.thread(first);
    const address = { id: repository.id, installationId: repository.installationId ?? 0, owner: "acme", name: "shop" };
    const issue = { title: "Outcomes", body, labels: ["outcome-dashboard"], assignees: [] };
    const second = await at.gh.github.createIssue(address, issue);
    await at.db.query("update managed_resource set github_id = $1, duplicate_id = $2 where key like 'dashboard/%'", [
      second.number,
      first,
    ]);
    await at.gh.people.tick({ by: "cleo", number: second.number, box: "Refresh now" });

    await at.pass({ minutes: 2 });

    expect(at.gh.look.thread(first)).toMatchObject({ state: "open" });
    expect(at.gh.look.thread(first).body).toContain("(last: ");
    expect(at.gh.look.thread(second.number)).toMatchObject({ state: "closed", stateReason: "duplicate" });
  });
});

describe("pinning the dashboard", () => {
  const PIN = "dashboard: { pin: true }\n";

  it("is done once where it is configured, and not repeated after a person unpins the issue", async () => {
    const at = await start(begin(PIN));
    const isPinned = at.dashboard().isPinned;

    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });

    expect(isPinned).toBe(true);
    expect(at.takeCalls()).not.toContain("pinIssue");
  });

  it("is not done where it is not configured", async () => {
    const at = await start(begin());

    expect(at.dashboard().isPinned).toBe(false);
  });

  it("is no failure where GitHub refuses it, and is retried only on request", async () => {
    const at = await begin(PIN);
    at.gh.faults.next({ method: "pinIssue", mode: "refuse", kind: "forbidden" });
    await start(at);
    const { number } = at.dashboard();
    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });
    const after = at.takeCalls();
    const isPinned = at.dashboard().isPinned;

    await at.tick("Refresh now", { by: "cleo", number }).pass({ minutes: 2 });

    expect(after).toContain("updateIssue");
    expect(after).not.toContain("pinIssue");
    expect(isPinned).toBe(false);
    expect(at.dashboard().isPinned).toBe(true);
  });

  it("is retried with the next write when its result is unknown", async () => {
    const at = await begin(PIN);
    at.gh.faults.next({ method: "pinIssue", mode: "fail" });
    await start(at);

    await at.openPull({ title: "Sort by price" }).merge({ by: "ada" }).pass({ minutes: 2 });

    expect(at.dashboard().isPinned).toBe(true);
  });
});
