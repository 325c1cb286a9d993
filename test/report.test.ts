import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { findReportTime } from "../src/core/report/month.ts";
import { createKeyLocks } from "../src/store/key-lock.ts";
import { createLoop, installShop, type Loop, quietLog, useLoop } from "./support/loop.ts";
import { createPower, PowerCut, powerDatabase, powerGitHub } from "./support/power.ts";
import { aDescription } from "./support/template.ts";

const loop = useLoop();

const CONFIG = ".github/outcomes.yml";

function install(at: Loop, config = "follow-up: { after: 10 days }\n"): Promise<number> {
  return installShop(at, { config });
}

async function merge(at: Loop, title: string, measure = "20 a week"): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title, body: aDescription({ measure }) });
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  return number;
}

async function configure(at: Loop, config: string): Promise<void> {
  await at.gh.people.commitFile({ by: "ada", files: { [CONFIG]: config } });
  await at.settle();
}

/** Passes to a moment. */
async function passTo(at: Loop, moment: string | Date): Promise<void> {
  await at.pass({ seconds: (new Date(moment).getTime() - at.now().getTime()) / 1_000 });
}

const reports = (at: Loop) => at.gh.look.issues("outcome-report");
const titles = (at: Loop) => reports(at).map(({ title, state }) => `${title} ${state}`);
const question = (at: Loop, title: string) =>
  at.gh.look.issues("outcome").find((issue) => issue.title === `Did this work? ${title}`)?.number ?? 0;

async function answer(at: Loop, title: string, body: string): Promise<void> {
  await at.gh.people.comment({ by: "bob", number: question(at, title), body });
  await at.settle();
}

describe("the monthly issue", () => {
  it("reports the previous month on the first, once, with one write", async () => {
    const at = loop();
    await install(at);
    await merge(at, "CSV export");
    await merge(at, "Sort by price");
    await merge(at, "Typo", "N/A: only a typo");
    await at.pass({ days: 11 });
    await answer(at, "CSV export", "worked: 23 a week");
    await answer(at, "Sort by price", "missed: nobody sorts");

    await passTo(at, "2026-12-01T08:59:59Z");
    const early = reports(at).length;
    at.takeCalls();
    await at.pass({ seconds: 1 });
    const calls = at.takeCalls();
    await at.pass({ days: 2 });

    expect(early).toBe(0);
    expect(calls.filter((call) => call !== "updateIssue")).toEqual(["createIssue"]);
    expect(titles(at)).toEqual(["Outcomes: November 2026 open"]);
    const body = reports(at)[0]?.body ?? "";
    expect(body).toContain("**1 of 2 changes worked** – 1 missed.");
    expect(body).toMatch(/### Missed[\s\S]*nobody sorts[\s\S]*### Worked[\s\S]*23 a week/);
    expect(body).toContain("Only a typo");
    expect(body).toContain("No data for October");
  });

  it("is not written for an empty month, not even later", async () => {
    const at = loop();
    await install(at);
    const number = await merge(at, "Say nothing", "TBD");
    await passTo(at, "2026-12-01T10:00:00Z");
    const december = reports(at).length;
    // Stated after the merge: a month found empty in November stays empty.
    await at.gh.people.editPullRequest({ by: "bob", number, body: aDescription({ measure: "20 a week" }) });
    await at.settle();
    await at.pass({ days: 1 });

    expect(december).toBe(0);
    expect(reports(at)).toEqual([]);
  });

  it("counts a late answer in the month it arrives, and leaves the old report as it was", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 3 days, nudge-after: 2 days, give-up-after: 7 days }\n");
    await merge(at, "CSV export");
    for (let day = 0; day < 12; day++) await at.pass({ days: 1 });
    await passTo(at, "2026-12-01T09:00:00Z");
    const told = reports(at)[0]?.body ?? "";

    await answer(at, "CSV export", "worked: 23 a week");
    await passTo(at, "2027-01-01T09:00:00Z");

    expect(told).toContain("**No answers in November:** 1 unanswered.");
    expect(told).toMatch(/## Unanswered \(1\)[\s\S]*CSV export.*assigned to bob/);
    expect(titles(at)).toEqual(["Outcomes: December 2026 open", "Outcomes: November 2026 closed"]);
    expect(reports(at)[1]?.body).toBe(told);
    expect(reports(at)[0]?.body).toContain("**1 of 1 change worked**.");
  });

  it("after an outage reports only the latest month, including what was delivered meanwhile", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 200 days }\n");
    await merge(at, "CSV export");
    const number = await at.gh.people.openPullRequest({
      by: "bob",
      title: "Sort",
      body: aDescription({ measure: "10 %" }),
    });
    await at.settle();
    // Merged in January, accepted, but not applied before February.
    await at.gh.people.merge({ by: "cleo", number });
    await at.db.query(
      `update delivery set body = replace(body, '2026-11-02T10:00:00Z', '2027-01-15T10:00:00Z'),
              received_at = '2027-01-15T10:00:01Z' where done_at is null`,
    );

    await passTo(at, "2027-02-05T12:00:00Z");
    await at.pass({ minutes: 2 });

    expect(titles(at)).toEqual(["Outcomes: January 2027 open"]);
    expect(reports(at)[0]?.body).toContain("Had a success measure: 1 of 1 merged pull request");
  });

  it("is not written while it is disabled, and reports the latest month once it is enabled", async () => {
    const at = loop();
    await install(at, "report: { enabled: false }\n");
    await merge(at, "CSV export");
    await at.pass({ days: 32 });
    const unwanted = reports(at).length;

    await configure(at, "report: { enabled: true }\n");
    const wanted = titles(at);
    await configure(at, "report: { enabled: false }\n");
    await configure(at, "report: { enabled: true, labels: [learned] }\n");
    await at.pass({ days: 1 });

    expect(unwanted).toBe(0);
    expect(wanted).toEqual(["Outcomes: November 2026 open"]);
    expect(titles(at)).toEqual(wanted);
    expect(at.gh.look.issues("learned")).toEqual([]);
  });

  it("waits while issues are disabled, and is written once they are enabled", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 90 days }\n");
    await merge(at, "CSV export");
    await at.gh.people.disableIssues({ by: "ada" });
    await at.settle();
    await at.pass({ days: 30 });
    const off = reports(at).length;

    await at.gh.people.enableIssues({ by: "ada" });
    await at.settle();
    await at.pass({ days: 2 });

    expect(off).toBe(0);
    expect(titles(at)).toEqual(["Outcomes: November 2026 open"]);
  });
});

describe("exactly one report a month is written", () => {
  it.each([
    ["Pacific/Kiritimati", "2026-10"],
    ["Pacific/Auckland", "2026-09"],
    ["Asia/Kolkata", "2026-10"],
    ["America/Los_Angeles", "2026-10"],
    // Midnight occurs twice on that day.
    ["America/Havana", "2026-10"],
    // That day has no midnight.
    ["America/Asuncion", "2023-09"],
    ["Africa/Cairo", "2014-07"],
  ])("in %s, for %s, at 09:00 on the first", async (zone, month) => {
    const start = `${month}-28T10:00:00Z`;
    const at = createLoop(loop().db, start);
    await install(at, `time-zone: ${zone}\nfollow-up: { after: 90 days }\n`);
    await merge(at, "CSV export");
    const due = findReportTime(month, zone);

    await passTo(at, new Date(due.getTime() - 1_000));
    const early = reports(at).length;
    await passTo(at, due);
    await at.pass({ days: 3 });

    expect(early).toBe(0);
    expect(reports(at).map(({ createdAt }) => new Date(createdAt))).toEqual([due]);
  });

  it.each(["America/Los_Angeles", "Pacific/Auckland"])(
    "throughout a year in %s",
    async (zone) => {
      const at = createLoop(loop().db, "2026-01-15T10:00:00Z");
      await install(at, `time-zone: ${zone}\nfollow-up: { after: 300 days }\n`);

      for (let month = 0; month < 12; month++) {
        await merge(at, `Change ${month}`);
        await at.pass({ days: 15 });
        await at.pass({ days: 15, minutes: 10 * 60 });
      }

      const names = reports(at).map(({ title }) => title);
      expect(names).toHaveLength(12);
      expect(new Set(names).size).toBe(12);
      expect(reports(at).filter(({ state }) => state === "open")).toHaveLength(1);
    },
    60_000,
  );

  it("when the time zone changes in mid-month, or moves back over the first", async () => {
    const at = createLoop(loop().db, "2026-08-20T10:00:00Z");
    const config = (zone: string) => `time-zone: ${zone}\nfollow-up: { after: 200 days }\n`;
    await install(at, config("Pacific/Kiritimati"));
    await merge(at, "In August");
    await passTo(at, "2026-09-10T10:00:00Z");
    await merge(at, "In September");
    await configure(at, config("America/Los_Angeles"));
    await configure(at, config("Pacific/Kiritimati"));
    // 09:00 on 1 October there, and 30 September in California.
    await passTo(at, "2026-09-30T19:00:00Z");
    const told = titles(at);

    await configure(at, config("America/Los_Angeles"));
    await passTo(at, "2026-10-02T10:00:00Z");
    await configure(at, config("Asia/Kolkata"));
    await at.pass({ days: 10 });

    expect(told).toEqual(["Outcomes: September 2026 open", "Outcomes: August 2026 closed"]);
    expect(titles(at)).toEqual(told);
  });

  it("when two replicas reconcile at the same time", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 90 days }\n");
    await merge(at, "CSV export");
    const { id } = at.gh.look.repository();
    const now = new Date("2026-12-01T09:00:00Z");
    const replicas = Array.from({ length: 4 }, () => ({
      app: createApp({ db: at.db, github: at.gh.github, log: quietLog, now: () => now }),
      locks: createKeyLocks(at.db),
    }));

    // Without locks, as when a replica lost its connection: only intents keep the replicas apart.
    await Promise.all(replicas.map(({ app }) => app.reconcile(`report/${id}`, now)));
    // And with locks, as in production.
    await Promise.all(
      replicas.map(({ app, locks }) => locks.run(`report/${id}`, () => app.reconcile(`report/${id}`, now))),
    );
    await passTo(at, "2026-12-01T10:00:00Z");
    await Promise.all(replicas.map(({ locks }) => locks.close()));

    expect(titles(at)).toEqual(["Outcomes: November 2026 open"]);
  });

  it.each(["fail", "apply-then-fail"] as const)("when the connection breaks (%s)", async (mode) => {
    const at = loop();
    await install(at, "follow-up: { after: 90 days }\n");
    await merge(at, "CSV export");
    at.gh.faults.next({ method: "createIssue", mode });

    await passTo(at, "2026-12-01T09:00:00Z");
    await at.pass({ minutes: 1 });
    await at.pass({ days: 1 });

    expect(titles(at)).toEqual(["Outcomes: November 2026 open"]);
  });

  it("when the process dies, at any step", async () => {
    let failsAt = 0;
    for (let wasCut = true; wasCut; ) {
      failsAt += EVERY;
      const at = loop();
      await at.db.execute(
        "truncate repository, installation, pull_request, outcome, delivery, work_item, managed_resource",
      );
      wasCut = await tellTwoMonths(createLoop(at.db), failsAt);
    }
    // A test that cut no step would prove nothing.
    expect(failsAt).toBeGreaterThan(40);
  }, 180_000);
});

/** Cuts the power at every n-th step. 1 cuts at every step, which takes a minute. */
const EVERY = Number(process.env.CRASH_EVERY ?? 9);

/** Reports November with a healthy process, and December with one power cut. Returns whether the power was cut. */
async function tellTwoMonths(at: Loop, failsAt: number): Promise<boolean> {
  await install(at, "follow-up: { after: 90 days }\n");
  await merge(at, "CSV export");
  await passTo(at, "2026-12-01T09:00:00Z");
  await merge(at, "Sort by price");
  await passTo(at, "2027-01-01T08:00:00Z");
  const key = `report/${at.gh.look.repository().id}`;
  const power = createPower(failsAt);
  const parts = { db: powerDatabase(at.db, power), github: powerGitHub(at.gh.github, power), log: quietLog };
  const now = new Date("2027-01-01T09:00:00Z");

  await createApp({ ...parts, now: () => now })
    .reconcile(key, now)
    .catch((error: unknown) => {
      if (!(error instanceof PowerCut)) throw error;
    });
  power.switchOn();
  await passTo(at, "2027-01-01T09:01:00Z");
  await at.pass({ days: 1 });

  expect([failsAt, ...titles(at)]).toEqual([failsAt, "Outcomes: December 2026 open", "Outcomes: November 2026 closed"]);
  expect(reports(at)[1]?.stateReason).toBe("completed");
  return power.isUsed();
}

describe("the previous month's report", () => {
  async function tellNovember(at: Loop): Promise<number> {
    await install(at, "follow-up: { after: 90 days }\n");
    await merge(at, "CSV export");
    await passTo(at, "2026-12-01T10:00:00Z");
    await merge(at, "Sort by price");
    return reports(at)[0]?.number ?? 0;
  }

  it("is closed as completed when the next one opens", async () => {
    const at = loop();
    const number = await tellNovember(at);

    await passTo(at, "2027-01-01T09:00:00Z");

    expect(titles(at)).toEqual(["Outcomes: December 2026 open", "Outcomes: November 2026 closed"]);
    expect(at.gh.look.thread(number).stateReason).toBe("completed");
  });

  it("stays open when no report follows it", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 90 days }\n");
    await merge(at, "CSV export");
    await passTo(at, "2026-12-01T10:00:00Z");
    await passTo(at, "2027-01-01T10:00:00Z");
    await passTo(at, "2027-01-20T10:00:00Z");

    expect(titles(at)).toEqual(["Outcomes: November 2026 open"]);
  });

  it("keeps the state in which a person closed it", async () => {
    const at = loop();
    const number = await tellNovember(at);
    await at.gh.people.closeIssue({ by: "ada", number, reason: "not_planned" });
    await at.settle();

    await passTo(at, "2027-01-01T09:00:00Z");

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "not_planned" });
  });

  it("stays open when a person reopened it, before the next one or after", async () => {
    const at = loop();
    const number = await tellNovember(at);
    await at.gh.people.closeIssue({ by: "ada", number, reason: "completed" });
    await at.gh.people.reopenIssue({ by: "ada", number });
    await at.settle();

    await passTo(at, "2027-01-01T09:00:00Z");
    const december = reports(at)[0]?.number ?? 0;
    const before = at.gh.look.thread(number).state;
    await merge(at, "Remember the filter");
    await passTo(at, "2027-02-01T09:00:00Z");
    await at.gh.people.reopenIssue({ by: "ada", number: december });
    await at.settle();
    await merge(at, "Faster search");
    await passTo(at, "2027-03-01T09:00:00Z");

    expect(before).toBe("open");
    expect(titles(at)).toEqual([
      "Outcomes: February 2027 open",
      "Outcomes: January 2027 closed",
      "Outcomes: December 2026 open",
      "Outcomes: November 2026 open",
    ]);
  });

  it("is not recreated after a person deleted it", async () => {
    const at = loop();
    const number = await tellNovember(at);
    await at.gh.people.deleteIssue({ by: "ada", number });
    await at.settle();

    await passTo(at, "2027-01-01T09:00:00Z");

    expect(titles(at)).toEqual(["Outcomes: December 2026 open"]);
  });
});
