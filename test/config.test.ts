import { describe, expect, it } from "vitest";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

const loop = useLoop();

function install(at: Loop, config: string): Promise<number> {
  return installShop(at, { template: TEMPLATE, config });
}

async function open(at: Loop, body: string, more: object = {}): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body, ...more });
  await at.settle();
  return number;
}

async function merge(at: Loop, body = FULL): Promise<number> {
  const number = await open(at, body);
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  return number;
}

const followUps = (at: Loop) => at.gh.look.issues().filter((issue) => issue.title.startsWith("Did this work?"));

describe("the configuration", () => {
  it("active: never silences everything", async () => {
    const at = loop();
    await install(at, "active: never\n");

    const number = await open(at, TEMPLATE);

    expect(at.gh.look.thread(number).check).toBeNull();
  });

  it("time-zone decides which day it is, and when it is 09:00", async () => {
    const at = loop();
    await install(at, "time-zone: Pacific/Auckland\nfollow-up: { after: 1 day }\n");
    await merge(at);

    // Merged on 2 Nov at 10:00 UTC, which is 23:00 there. Due on 3 Nov at 09:00 there, which is 2 Nov at 20:00 UTC.
    await at.pass({ minutes: 9 * 60 + 59 });
    const before = followUps(at).length;
    await at.pass({ minutes: 1 });

    expect([before, followUps(at).length]).toEqual([0, 1]);
  });

  it("fields.*.headings adds headings that count", async () => {
    const at = loop();
    await install(at, "fields:\n  problem: { headings: [Anlass] }\n  measure: { headings: [Probe aufs Exempel] }\n");

    const number = await open(at, "## Anlass\n\nZahlen von Hand.\n\n## Probe aufs Exempel\n\n20 Exporte je Woche.\n");

    expect(at.gh.look.thread(number).check?.conclusion).toBe("success");
  });

  it("fields.*.required: false makes a field optional", async () => {
    const at = loop();
    await install(at, "fields:\n  problem: { required: false }\n");

    const number = await open(at, "## How will we know it worked?\n\n20 exports a week.\n");

    expect(at.gh.look.thread(number).check?.conclusion).toBe("success");
  });

  it.each([
    ["with-reason", "N/A", "neutral"],
    ["with-reason", "N/A: only a typo in a comment", "success"],
    ["allowed", "N/A", "success"],
    ["forbidden", "N/A: only a typo in a comment", "neutral"],
  ])("fields.*.not-applicable: %s makes “%s” %s", async (rule, answer, conclusion) => {
    const at = loop();
    await install(at, `fields:\n  measure: { not-applicable: ${rule} }\n`);

    const number = await open(at, FULL.replace("20 exports a week.", answer));

    expect(at.gh.look.thread(number).check?.conclusion).toBe(conclusion);
  });

  it("a measure that does not apply makes the outcome exempt, and no question is asked", async () => {
    const at = loop();
    await install(at, "enforcement: remind\n");
    await merge(at, FULL.replace("20 exports a week.", "N/A: only a typo in a comment"));

    await at.pass({ days: 31 });

    expect(await at.db.query("select state, reason from outcome")).toEqual([
      { state: "exempt", reason: "only a typo in a comment" },
    ]);
    expect(followUps(at)).toEqual([]);
  });

  it("comment-after delays the comment, and drops it when it is no longer needed", async () => {
    const at = loop();
    await install(at, "comment-after: 30 minutes\n");
    const slow = await open(at, TEMPLATE);
    const quick = await open(at, TEMPLATE);

    await at.pass({ minutes: 10 });
    await at.gh.people.editPullRequest({ by: "bob", number: quick, body: FULL });
    await at.settle();
    const early = at.gh.look.comments(slow).length;
    await at.pass({ minutes: 21 });

    expect([early, at.gh.look.comments(slow).length, at.gh.look.comments(quick).length]).toEqual([0, 1, 0]);
  });

  it("bases adds other base branches", async () => {
    const at = loop();
    await install(at, "bases: [default, 'release/*']\n");

    const number = await open(at, TEMPLATE, { base: "release/1" });

    expect(at.gh.look.thread(number).check?.conclusion).toBe("neutral");
  });

  it("skip.labels takes effect whenever such a label is added or removed", async () => {
    const at = loop();
    await install(at, "skip: { labels: [trivial] }\n");
    const number = await open(at, TEMPLATE);

    await at.pass({ seconds: 5 });
    await at.gh.people.label({ by: "cleo", number, label: "trivial" });
    await at.pass({ seconds: 5 });
    const labelled = { check: at.gh.look.thread(number).check?.title, comments: at.gh.look.comments(number).length };
    await at.gh.people.unlabel({ by: "cleo", number, label: "trivial" });
    await at.pass({ seconds: 5 });

    expect(labelled).toEqual({ check: "Left alone: has the label trivial", comments: 0 });
    expect(at.gh.look.thread(number).check?.conclusion).toBe("neutral");
  });

  it("a skipped merge is only counted, by its reason", async () => {
    const at = loop();
    await install(at, "skip: { titles: ['Add*'] }\n");

    await merge(at);

    expect(await at.db.query("select reason from skipped_merge")).toEqual([{ reason: "title" }]);
    expect(await at.db.query("select 1 from outcome")).toEqual([]);
  });

  it("follow-up decides when to ask, with which labels, and whom", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 1 week, labels: [did-it-work, team-a], fallback: [ada] }\n");
    const number = await at.gh.people.openPullRequest({ by: "gone", title: "Bye", body: FULL, fork: true });
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();

    await at.pass({ days: 8 });

    expect(followUps(at)[0]).toMatchObject({ labels: ["did-it-work", "team-a"], assignees: ["cleo"] });
  });

  it("follow-up.enabled: false disables questions", async () => {
    const at = loop();
    await install(at, "follow-up: { enabled: false }\n");
    const number = await merge(at);

    await at.pass({ days: 40 });

    expect(followUps(at)).toEqual([]);
    expect(at.gh.look.thread(number).check?.title).toBe("Says how we will know it worked");
  });

  it("a change of follow-up.after does not move dates already set", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 1 week }\n");
    await merge(at);

    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "follow-up: { after: 90 days }\n" } });
    await at.pass({ days: 8 });

    expect(followUps(at)).toHaveLength(1);
  });

  it("nudge-after and give-up-after decide when to remind and when to give up", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 1 day, nudge-after: 1 day, give-up-after: 2 days }\n");
    await merge(at);
    await at.pass({ days: 1 });
    const [issue] = followUps(at);

    await at.pass({ days: 1, minutes: 1 });
    const nudges = at.gh.look.comments(issue?.number ?? 0).length;
    await at.pass({ days: 1 });

    expect(nudges).toBe(1);
    expect(followUps(at)[0]).toMatchObject({ state: "closed", stateReason: "not_planned" });
  });

  it("dashboard sets the title and the labels, or disables the dashboard", async () => {
    const at = loop();
    await install(at, "dashboard: { title: Learnings, labels: [learnings] }\n");
    await merge(at);
    const titles = at.gh.look.issues("learnings").map((issue) => issue.title);

    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "dashboard: { enabled: false }\n" } });
    const calls = at.takeCalls().length;
    await at.pass({ days: 2 });

    expect(titles).toEqual(["Learnings"]);
    expect(calls).toBeGreaterThan(0);
    expect(at.takeCalls()).not.toContain("updateIssue");
  });

  it("_extends merges another repository's file below the own one", async () => {
    const at = loop();
    await at.gh.people.addRepository({
      owner: "acme",
      name: "standards",
      files: { ".github/outcomes.yml": "enforcement: require\ncomment: false\n" },
    });
    await at.gh.people.addRepository({
      owner: "acme",
      name: "shop",
      files: {
        ".github/pull_request_template.md": TEMPLATE,
        ".github/outcomes.yml": "_extends: acme/standards\ncomment: true\n",
      },
      collaborators: { bob: "write" },
    });
    await at.gh.people.install();
    await at.settle();

    const number = await open(at, TEMPLATE, { repository: "acme/shop" });

    expect(at.gh.look.thread(number, "acme/shop").check?.conclusion).toBe("failure");
    expect(at.gh.look.comments(number, "acme/shop")).toHaveLength(1);
  });
});

describe("the author's check-back", () => {
  const withDate = (words: string) => `${FULL}\n## When should we check back?\n\n${words}\n`;

  it("sets the date of the question", async () => {
    const at = loop();
    await install(at, "enforcement: remind\n");
    const number = await open(at, withDate("2 weeks"));
    const title = at.gh.look.thread(number).check?.title;
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();

    await at.pass({ days: 15 });

    expect(title).toBe("Will ask on 16 Nov 2026");
    expect(followUps(at)).toHaveLength(1);
  });

  it.each([
    ["whenever", "is no date or duration that could be read"],
    ["2025-01-01", "is in the past"],
    ["2030-01-01", "is more than a year away"],
  ])("“%s” is reported as a problem, and the default date applies", async (words, problem) => {
    const at = loop();
    await install(at, "enforcement: remind\n");

    const number = await open(at, withDate(words));

    const check = at.gh.look.thread(number).check;
    expect(check?.title).toBe("Will ask 30 days after the merge whether this worked");
    expect(check?.summary).toContain(problem);
  });

  it("on a weekend moves to Monday where weekends are avoided", async () => {
    const at = loop();
    await install(at, "follow-up: { weekdays-only: true }\n");

    await merge(at, withDate("2026-11-21"));

    expect(await at.db.query("select due_on from outcome")).toEqual([{ due_on: "2026-11-23" }]);
  });
});
