import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { ledgerKey } from "../src/core/reconcile-key.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import { countBlocked } from "../src/store/blocker.ts";
import { findDueKey } from "../src/store/due-key.ts";
import { findOutcome } from "../src/store/outcome.ts";
import { saveWorkItem } from "../src/store/work-item.ts";
import { installShop, type Loop, quietLog } from "./support/loop.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

const shop = useShop();

const blocked = async (at: Shop) => Object.fromEntries(await countBlocked(at.db));

describe("a rate limit", () => {
  it("applies to the whole installation, and survives restarts", async () => {
    const at = await shop();
    const until = new Date(at.now().getTime() + 10 * 60_000);
    at.gh.faults.next({ method: "createCheckRun", mode: "refuse", kind: "limited", retryAt: until });
    await at.openPull({ body: TEMPLATE });
    at.takeCalls();

    await at.openPull({ body: TEMPLATE });
    const restarted = createApp({ db: at.db, github: at.gh.github, log: quietLog, now: at.now });
    await runUntilQuiet({ db: at.db, now: at.now, reconcile: restarted.reconcile });
    await at.pass({ minutes: 9 });
    const meanwhile = at.takeCalls();
    await at.pass({ minutes: 2 });

    expect(meanwhile).toEqual([]);
    expect([...at.takeCalls()].sort()).toEqual(["createCheckRun", "createCheckRun", "createComment", "createComment"]);
  });

  it("does not stop deliveries from being applied meanwhile", async () => {
    const at = await shop();
    const until = new Date(at.now().getTime() + 10 * 60_000);
    at.gh.faults.next({ method: "createCheckRun", mode: "refuse", kind: "limited", retryAt: until });
    await at.openPull({ body: TEMPLATE });

    await at.edit({ body: FULL });

    expect(await at.db.query("select count(*) as pending from delivery where done_at is null")).toEqual([
      { pending: 0 },
    ]);
  });

  it("ends for one key after the other, not for all at once", async () => {
    const at = await shop();
    const until = new Date(at.now().getTime() + 10 * 60_000);
    at.gh.faults.next({ method: "createCheckRun", mode: "refuse", kind: "limited", retryAt: until });
    for (let count = 0; count < 20; count++) await at.openPull({ body: TEMPLATE });

    const times = await at.db.query<{ at: Date }>(
      "select run_at as at from work_item where key like 'pull/%' order by run_at",
    );
    const seconds = times.map((row) => (row.at.getTime() - until.getTime()) / 1_000);

    expect(seconds).toHaveLength(20);
    expect(seconds[0]).toBeGreaterThanOrEqual(0);
    expect(new Set(seconds).size).toBe(20);
  });

  it("of one installation does not affect another", async () => {
    const at = await shop();
    await installShop(at, { template: TEMPLATE, owner: "initech" });
    const until = new Date(at.now().getTime() + 10 * 60_000);
    at.gh.faults.next({ method: "createCheckRun", mode: "refuse", kind: "limited", retryAt: until });
    await at.openPull({ body: TEMPLATE });
    at.takeCalls();

    await at.openPull({ body: TEMPLATE, repository: "initech/shop" });

    expect(at.takeCalls()).toEqual(["createCheckRun", "createComment"]);
  });
});

describe("a repository where every call fails", () => {
  it("does not delay other repositories", async () => {
    const at = await shop();
    await installShop(at, { template: TEMPLATE, owner: "initech" });
    const github = failingFor(at, at.id);
    const app = createApp({ db: at.db, github, log: quietLog, now: at.now });
    const own = await at.gh.people.openPullRequest({ by: "bob", title: "Broken", body: TEMPLATE });
    const other = await at.gh.people.openPullRequest({
      repository: "initech/shop",
      by: "bob",
      title: "Well",
      body: TEMPLATE,
    });
    await at.gh.settled();

    await runUntilQuiet({ db: at.db, now: at.now, reconcile: app.reconcile });

    expect(at.gh.look.thread(own, "acme/shop").check).toBeNull();
    expect(at.gh.look.thread(other, "initech/shop").check?.conclusion).toBe("neutral");
  });
});

/** The same GitHub, but calls about one repository are not answered. */
function failingFor({ gh }: Shop, repositoryId: number): Loop["gh"]["github"] {
  const calls = Object.entries(gh.github).map(([name, call]) => [
    name,
    async (...given: unknown[]) => {
      if ((given[0] as { id?: number } | undefined)?.id === repositoryId) throw new Error("the connection broke");
      return (call as (...args: unknown[]) => Promise<unknown>)(...given);
    },
  ]);
  return Object.fromEntries(calls) as Loop["gh"]["github"];
}

describe("a suspended installation", () => {
  it("gets no calls, and continues where it was when the suspension ends", async () => {
    const at = await shop().openPull().pass({ minutes: 5 }).merge();
    const { number } = at.pull();
    await at.gh.people.suspend();
    await at.settle();
    at.takeCalls();

    for (let week = 0; week < 5; week++) await at.pass({ days: 7 });
    const meanwhile = at.gh.calls.splice(0);
    const waiting = await blocked(at);
    await at.gh.people.unsuspend();
    await at.settle();

    expect(meanwhile).toEqual([]);
    expect(waiting.suspended).toBeGreaterThan(0);
    expect(await blocked(at)).toEqual({});
    expect(await findOutcome(at.db, at.id, number)).toMatchObject({ state: "asked" });
  });

  it("that sends an event is no longer suspended, even if the webhook of that never arrived", async () => {
    const at = await shop();
    await at.gh.people.suspend();
    await at.settle();
    at.gh.hooks.isAway = true;
    await at.gh.people.unsuspend();
    at.gh.hooks.isAway = false;
    await at.pass({ minutes: 1 });

    await at.openPull({ body: TEMPLATE });

    expect(at.pull().check?.conclusion).toBe("neutral");
    const { access } = await findDueKey(at.db, "", { repositoryId: at.id, now: at.now() });
    expect(access?.blockers).toEqual([]);
  });

  it("is detected by one call when its webhook never arrived", async () => {
    const at = await shop();
    at.gh.hooks.isAway = true;
    await at.gh.people.suspend();
    at.gh.hooks.isAway = false;
    await at.db.query("update repository set is_evaluation_due = true, files = null");
    for (const key of ["dashboard", "repository"] as const) {
      await at.db.query(
        "insert into work_item (key, run_at) select $1 || '/' || id, $2 from repository on conflict (key) do update set run_at = excluded.run_at",
        [key, at.now()],
      );
    }

    await at.settle();

    expect(at.takeCalls()).toEqual(["readFiles"]);
    expect(Object.keys(await blocked(at))).toEqual(["suspended"]);
  });
});

describe("an archived repository", () => {
  it("costs one refused call, not one per event", async () => {
    const at = await shop();
    const numbers: number[] = [];
    for (let count = 0; count < 3; count++) numbers.push((await at.openPull({ body: TEMPLATE })).pull().number);
    at.gh.hooks.isAway = true;
    await at.gh.people.archive();
    at.gh.hooks.isAway = false;
    await at.db.query("update managed_resource set written_at = null, digest = '' where key like 'check/%'");
    at.takeCalls();

    for (const number of numbers) {
      await at.db.query(
        "insert into work_item (key, run_at) select 'pull/' || id || '/' || $1::int, $2 from repository",
        [number, at.now()],
      );
    }
    await at.settle();

    expect(at.takeCalls()).toEqual(["updateCheckRun"]);
    expect(await blocked(at)).toEqual({ archived: 3 });
  });

  it("continues when it is unarchived", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    const { number } = at.pull();
    await at.gh.people.archive();
    await at.settle();
    await at.db.query("update managed_resource set written_at = null, digest = '' where key like 'check/%'");
    await at.db.query(
      "insert into work_item (key, run_at) select 'pull/' || id || '/' || $1::int, $2 from repository on conflict (key) do update set run_at = excluded.run_at",
      [number, at.now()],
    );
    await at.settle();
    const waiting = await blocked(at);
    at.takeCalls();

    await at.gh.people.unarchive();
    await at.settle();

    expect(waiting).toEqual({ archived: 1 });
    expect(at.takeCalls()).toContain("updateCheckRun");
    expect(await blocked(at)).toEqual({});
  });
});

describe("disabled issues", () => {
  it("block the dashboard until they are enabled", async () => {
    const at = await shop();
    await at.gh.people.disableIssues();
    await at.settle();
    await at.openPull().pass({ minutes: 5 }).merge();
    const waiting = await blocked(at);
    at.takeCalls();
    for (let hour = 0; hour < 12; hour++) await at.pass({ minutes: 60 });
    const meanwhile = at.takeCalls();

    await at.gh.people.enableIssues();
    await at.settle();

    expect(waiting).toEqual({ "issues-off": 1 });
    expect(meanwhile).toEqual([]);
    expect(at.gh.look.issues("outcome-dashboard")).toHaveLength(1);
  });
});

describe("issues that are disabled for a while", () => {
  it("do not count as deleted, and are updated once they are enabled", async () => {
    const at = await shop().openPull().pass({ minutes: 5 }).merge().pass({ minutes: 2 });
    await at.gh.people.disableIssues();
    await at.settle();
    await at.openPull().pass({ minutes: 5 }).merge();
    await at.pass({ minutes: 2 });

    await at.gh.people.enableIssues();
    await at.pass({ minutes: 2 });

    const dashboards = at.gh.look.issues("outcome-dashboard");
    expect(dashboards).toHaveLength(1);
    expect(dashboards[0]?.body).toContain("Had a success measure: 2 of 2 merged pull requests");
  });
});

describe("without the permission for checks", () => {
  it("the comment is written, and the check is created once it is granted", async () => {
    const at = await shop();
    await at.gh.people.grantPermissions({ withhold: ["checks"] });
    await at.openPull({ body: TEMPLATE });
    const without = at.pull();
    const tried = at.takeCalls();
    await at.openPull({ body: TEMPLATE });
    const then = at.takeCalls();

    await at.gh.people.grantPermissions();
    await at.settle();

    expect(tried).toEqual(["createCheckRun", "createComment"]);
    expect(then).toEqual(["createComment"]);
    expect(without.check).toBeNull();
    expect(at.pull(without.number).check?.conclusion).toBe("neutral");
    expect(await blocked(at)).toEqual({});
  });

  it("outcomes are recorded and asked", async () => {
    const at = await shop();
    await at.gh.people.grantPermissions({ withhold: ["checks"] });
    await at.openPull().pass({ minutes: 5 }).merge();
    const { number } = at.pull();

    await at.pass({ days: 31 });

    expect(await findOutcome(at.db, at.id, number)).toMatchObject({ state: "asked" });
    expect(at.dashboard().body).toContain("checks");
  });

  it("the blocker is known without a call when the installation's event names it", async () => {
    const at = await shop({ withhold: ["checks"] });

    await at.openPull({ body: TEMPLATE });

    expect(at.takeCalls()).toEqual(["createComment"]);
  });
});

describe("work that lacks a permission nobody could name", () => {
  it("is due again when the owner accepts new permissions", async () => {
    const at = await shop();
    const [{ id } = { id: 0 }] = await at.db.query<{ id: number }>("select id from repository");
    await at.gh.people.grantPermissions({ withhold: ["contents"] });
    await at.settle();
    const tomorrow = new Date(at.now().getTime() + 24 * 60 * 60_000);
    await saveWorkItem(at.db, ledgerKey(id), tomorrow);
    await at.db.query("update work_item set blocked_by = 'permission' where key = $1", [ledgerKey(id)]);

    await at.gh.people.grantPermissions();
    await at.settle();

    expect(await at.db.query("select key from work_item where blocked_by is not null")).toEqual([]);
  });
});

describe("a permission that was granted without a webhook", () => {
  it("is detected within a day, and the dashboard no longer reports it as missing", async () => {
    const at = await shop();
    await at.gh.people.grantPermissions({ withhold: ["checks"] });
    await at.openPull().pass({ minutes: 5 }).merge();
    await at.pass({ minutes: 2 });
    await at.openPull({ body: TEMPLATE });
    await at.pass({ minutes: 2 });
    const before = at.dashboard().body;
    at.gh.hooks.isAway = true;
    await at.gh.people.grantPermissions();
    at.gh.hooks.isAway = false;

    await at.pass({ days: 1, minutes: 61 });
    await at.pass({ minutes: 2 });

    expect(before).toContain("the app needs *Checks: read and write*");
    expect(at.pull().check?.conclusion).toBe("neutral");
    expect(at.dashboard().body).not.toContain("the app needs");
    expect(await blocked(at)).toEqual({});
  });
});

describe("without the permission for issues", () => {
  it("the check and the comment on a pull request work, and nothing is asked until it is granted", async () => {
    const at = await shop();
    await at.gh.people.grantPermissions({ withhold: ["issues"] });
    await at.openPull({ body: TEMPLATE });
    const { number: open } = at.pull();
    await at.openPull().pass({ minutes: 5 }).merge();
    const { number } = at.pull();
    await at.pass({ days: 31 });
    const without = await findOutcome(at.db, at.id, number);

    await at.gh.people.grantPermissions();
    await at.settle();

    expect(at.gh.look.thread(open).check?.conclusion).toBe("neutral");
    expect(at.gh.look.comments(open)).toHaveLength(1);
    expect(without).toMatchObject({ state: "waiting" });
    expect(await findOutcome(at.db, at.id, number)).toMatchObject({ state: "asked" });
  });

  it("a question that waited two weeks for it ends as not asked, with that reason", async () => {
    const at = await shop();
    await at.gh.people.grantPermissions({ withhold: ["issues"] });
    await at.openPull().pass({ minutes: 5 }).merge();
    const { number } = at.pull();
    await at.pass({ days: 31 });

    for (let day = 0; day < 16; day++) await at.pass({ days: 1, minutes: 61 });

    expect(await findOutcome(at.db, at.id, number)).toMatchObject({
      state: "not-asked",
      reason: "the app may not open issues",
    });
  });
});

describe("without write access to contents or pull requests", () => {
  it.each([["contents"], ["pull_requests"]] as const)(
    "%s: check, comment, question and dashboard work",
    async (withheld) => {
      const at = await shop();
      await at.gh.people.grantPermissions({ withhold: [withheld] });
      await at.openPull({ body: TEMPLATE });
      const { number: open } = at.pull();
      await at.openPull().pass({ minutes: 5 }).merge();
      const { number } = at.pull();

      await at.pass({ days: 31 });

      expect(at.gh.look.thread(open)).toMatchObject({ check: { conclusion: "neutral" } });
      expect(at.gh.look.comments(open)).toHaveLength(1);
      expect(await findOutcome(at.db, at.id, number)).toMatchObject({ state: "asked" });
      expect(at.gh.look.issues("outcome-dashboard")).toHaveLength(1);
    },
  );
});

describe("without the permission for merge queues", () => {
  it("the app gets no merge-queue events, and everything else works", async () => {
    const at = await shop();
    await at.gh.people.grantPermissions({ withhold: ["merge_queues"] });
    await at.openPull();
    const { number } = at.pull();
    at.takeCalls();

    await at.gh.people.enqueue({ by: "ada", number });
    await at.settle();

    expect(at.takeCalls()).toEqual([]);
    expect(at.pull().check?.conclusion).toBe("success");
  });
});

describe("a delivery that cannot be parsed", () => {
  it("is reported on the dashboard, and delays nothing", async () => {
    const at = await shop().openPull().pass({ minutes: 5 }).merge();
    await at.pass({ minutes: 2 });

    const repository = { id: at.id, name: "shop", owner: { login: "acme" } };
    const payload = { action: "opened", repository, installation: { id: 1 }, issue: "not one" };
    await at.accept({ guid: "poison", event: "issues", payload });
    await at.pass({ minutes: 2 });
    await at.openPull({ body: TEMPLATE });

    expect(at.dashboard().body).toContain("One webhook from 2 Nov 2026 couldn't be processed");
    expect(at.pull().check?.conclusion).toBe("neutral");
  });
});

describe("the log of a reconcile", () => {
  it("has the key and the run on every line of a reconcile, and the repository and the delivery where it waits", async () => {
    const at = await shop();
    const lines: object[] = [];
    const write = (fields: object) => void lines.push(fields);
    const log = { debug: write, info: write, warn: write, error: write };
    const app = createApp({ db: at.db, github: at.gh.github, log, now: at.now });
    await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: TEMPLATE });
    await at.gh.settled();
    at.gh.faults.next({
      method: "createCheckRun",
      mode: "refuse",
      kind: "limited",
      retryAt: new Date(at.now().getTime() + 1),
    });

    await runUntilQuiet({ db: at.db, now: at.now, reconcile: app.reconcile });

    const guid = at.gh.deliveries.find(({ event }) => event === "pull_request")?.guid;
    const [key, run] = [expect.stringContaining("pull/"), expect.any(String)];
    expect(lines).toEqual(lines.map(() => expect.objectContaining({ key, run })));
    expect(lines).toContainEqual(
      expect.objectContaining({ until: expect.any(Date), repository: "acme/shop", deliveries: [guid] }),
    );
    expect(new Set(lines.map((line) => JSON.stringify(Reflect.get(line, "run")))).size).toBe(1);
  });
});
