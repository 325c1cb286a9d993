import { describe, expect, it } from "vitest";
import { type Shop, useShop } from "./support/shop.ts";
import { aDescription, FULL, TEMPLATE } from "./support/template.ts";

const shop = useShop();

/** Also where they have other labels. */
const followUps = (at: Shop) => at.gh.look.issues().filter((issue) => issue.title.startsWith("Did this work?"));

describe("the configuration", () => {
  it("active: never silences everything", async () => {
    const at = await shop({ config: "active: never\n" });

    await at.openPull({ body: TEMPLATE });

    expect(at.pull().check).toBeNull();
  });

  it("time-zone decides which day it is, and when it is 09:00", async () => {
    const at = await shop({ config: "time-zone: Pacific/Auckland\nfollow-up: { after: 1 day }\n" }).openPull().merge();

    // Merged on 2 Nov at 10:00 UTC, which is 23:00 there. Due on 3 Nov at 09:00 there, which is 2 Nov at 20:00 UTC.
    await at.pass({ minutes: 9 * 60 + 59 });
    const before = followUps(at).length;
    await at.pass({ minutes: 1 });

    expect([before, followUps(at).length]).toEqual([0, 1]);
  });

  it("fields.*.headings adds headings that count", async () => {
    const at = await shop({
      config: "fields:\n  problem: { headings: [Anlass] }\n  measure: { headings: [Probe aufs Exempel] }\n",
    });

    await at.openPull({ body: "## Anlass\n\nZahlen von Hand.\n\n## Probe aufs Exempel\n\n20 Exporte je Woche.\n" });

    expect(at.pull().check?.conclusion).toBe("success");
  });

  it("fields.*.required: false makes a field optional", async () => {
    const at = await shop({ config: "fields:\n  problem: { required: false }\n" });

    await at.openPull({ body: "## How will we know it worked?\n\n20 exports a week.\n" });

    expect(at.pull().check?.conclusion).toBe("success");
  });

  it.each([
    ["with-reason", "N/A", "neutral"],
    ["with-reason", "N/A: only a typo in a comment", "success"],
    ["allowed", "N/A", "success"],
    ["forbidden", "N/A: only a typo in a comment", "neutral"],
  ])("fields.*.not-applicable: %s makes “%s” %s", async (rule, answer, conclusion) => {
    const at = await shop({ config: `fields:\n  measure: { not-applicable: ${rule} }\n` });

    await at.openPull({ body: aDescription({ measure: answer }) });

    expect(at.pull().check?.conclusion).toBe(conclusion);
  });

  it("a measure that does not apply makes the outcome exempt, and no question is asked", async () => {
    const at = await shop({ config: "enforcement: remind\n" })
      .openPull({ body: aDescription({ measure: "N/A: only a typo in a comment" }) })
      .merge();

    await at.pass({ days: 31 });

    expect(await at.db.query("select state, reason from outcome")).toEqual([
      { state: "exempt", reason: "only a typo in a comment" },
    ]);
    expect(followUps(at)).toEqual([]);
  });

  it("comment-after delays the comment, and drops it when it is no longer needed", async () => {
    const at = await shop({ config: "comment-after: 30 minutes\n" }).openPull({ body: TEMPLATE });
    const { number: slow } = at.pull();
    await at.openPull({ body: TEMPLATE });
    const { number: quick } = at.pull();

    await at.pass({ minutes: 10 });
    await at.edit({ number: quick, body: FULL });
    const early = at.gh.look.comments(slow).length;
    await at.pass({ minutes: 21 });

    expect([early, at.gh.look.comments(slow).length, at.gh.look.comments(quick).length]).toEqual([0, 1, 0]);
  });

  it("bases adds other base branches", async () => {
    const at = await shop({ config: "bases: [default, 'release/*']\n" });

    await at.openPull({ body: TEMPLATE, base: "release/1" });

    expect(at.pull().check?.conclusion).toBe("neutral");
  });

  it("skip.labels takes effect whenever such a label is added or removed", async () => {
    const at = await shop({ config: "skip: { labels: [trivial] }\n" }).openPull({ body: TEMPLATE });
    const { number } = at.pull();

    await at.pass({ seconds: 5 });
    await at.gh.people.label({ by: "cleo", number, label: "trivial" });
    await at.pass({ seconds: 5 });
    const labelled = { check: at.pull().check?.title, comments: at.pull().comments.length };
    await at.gh.people.unlabel({ by: "cleo", number, label: "trivial" });
    await at.pass({ seconds: 5 });

    expect(labelled).toEqual({ check: "Skipped: labeled trivial", comments: 0 });
    expect(at.pull().check?.conclusion).toBe("neutral");
  });

  it("a skipped merge is only counted, by its reason", async () => {
    const at = await shop({ config: "skip: { titles: ['Add*'] }\n" });

    await at.openPull().merge();

    expect(await at.db.query("select reason from skipped_merge")).toEqual([{ reason: "title" }]);
    expect(await at.db.query("select 1 from outcome")).toEqual([]);
  });

  it("follow-up decides when to ask, with which labels, and whom", async () => {
    const at = await shop({ config: "follow-up: { after: 1 week, labels: [did-it-work, team-a], fallback: [ada] }\n" });
    await at.openPull({ by: "gone", title: "Bye", fork: true }).merge();

    await at.pass({ days: 8 });

    expect(followUps(at)[0]).toMatchObject({ labels: ["did-it-work", "team-a"], assignees: ["cleo"] });
  });

  it("follow-up.enabled: false disables questions", async () => {
    const at = await shop({ config: "follow-up: { enabled: false }\n" }).openPull().merge();

    await at.pass({ days: 40 });

    expect(followUps(at)).toEqual([]);
    expect(at.pull().check?.title).toBe("Has a success measure");
  });

  it("a change of follow-up.after does not move dates already set", async () => {
    const at = await shop({ config: "follow-up: { after: 1 week }\n" }).openPull().merge();

    await at.configure("follow-up: { after: 90 days }\n").pass({ days: 8 });

    expect(followUps(at)).toHaveLength(1);
  });

  it("nudge-after and give-up-after decide when to remind and when to give up", async () => {
    const at = await shop({ config: "follow-up: { after: 1 day, nudge-after: 1 day, give-up-after: 2 days }\n" })
      .openPull()
      .merge()
      .pass({ days: 1 });
    const [issue] = followUps(at);

    await at.pass({ days: 1, minutes: 1 });
    const nudges = at.gh.look.comments(issue?.number ?? 0).length;
    await at.pass({ days: 1 });

    expect(nudges).toBe(1);
    expect(followUps(at)[0]).toMatchObject({ state: "closed", stateReason: "not_planned" });
  });

  it("dashboard sets the title and the labels, or disables the dashboard", async () => {
    const at = await shop({ config: "dashboard: { title: Learnings, labels: [learnings] }\n" }).openPull().merge();
    const titles = at.gh.look.issues("learnings").map((issue) => issue.title);

    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "dashboard: { enabled: false }\n" } });
    const calls = at.takeCalls().length;
    await at.pass({ days: 2 });

    expect(titles).toEqual(["Learnings"]);
    expect(calls).toBeGreaterThan(0);
    expect(at.takeCalls()).not.toContain("updateIssue");
  });

  it("_extends merges another repository's file below the own one", async () => {
    const files = { ".github/outcomes.yml": "enforcement: require\ncomment: false\n" };
    const at = await shop({
      others: [{ owner: "acme", name: "standards", files }],
      config: "_extends: acme/standards\ncomment: true\n",
    });

    await at.openPull({ body: TEMPLATE });

    expect(at.pull().check?.conclusion).toBe("failure");
    expect(at.pull().comments).toHaveLength(1);
  });
});

describe("the author's check-back", () => {
  it("sets the date of the question", async () => {
    const at = await shop({ config: "enforcement: remind\n" }).openPull({
      body: aDescription({ checkBack: "2 weeks" }),
    });
    const title = at.pull().check?.title;
    await at.merge();

    await at.pass({ days: 15 });

    expect(title).toBe("Follow-up planned 2 weeks after the merge");
    expect(followUps(at)).toHaveLength(1);
  });

  it.each([
    ["whenever", "Couldn't read “whenever” as a date or duration"],
    ["2025-01-01", "is in the past"],
    ["2030-01-01", "is more than a year away"],
  ])("“%s” is reported as a problem, and the default date applies", async (words, problem) => {
    const at = await shop({ config: "enforcement: remind\n" });

    await at.openPull({ body: aDescription({ checkBack: words }) });

    const check = at.pull().check;
    expect(check?.title).toBe("Follow-up planned 30 days after the merge");
    expect(check?.summary).toContain(problem);
  });

  it("on a weekend stands, for a person named it", async () => {
    const at = await shop();

    await at.openPull({ body: aDescription({ checkBack: "2026-11-21" }) }).merge();

    expect(await at.db.query("select due_on from outcome")).toEqual([{ due_on: "2026-11-21" }]);
  });
});

describe("a date that follows from the merge", () => {
  it.each([
    ["moves from a weekend to Monday", "", "2026-11-23"],
    ["stands where the repository asks on any day", ", weekdays-only: false", "2026-11-21"],
  ])("%s", async (_, more, dueOn) => {
    const at = await shop({ config: `follow-up: { after: 19 days${more} }\n` })
      .openPull()
      .merge();

    expect(await at.db.query("select due_on from outcome")).toEqual([{ due_on: dueOn }]);
  });

  it("does not move when a person snoozes until a weekend", async () => {
    const at = await shop().openPull().merge().ask();
    const { number } = at.question();

    await at.gh.people.comment({ by: "bob", number, body: "/outcome snooze 2027-01-09" });
    await at.settle();

    expect(await at.db.query("select due_on from outcome")).toEqual([{ due_on: "2027-01-09" }]);
  });
});

describe("a configuration under another name", () => {
  const NOT_READ = "A file of this name is not read. Rename it to .github/outcomes.yml.";

  it.each([".github/outcomes.yaml", ".github/Outcomes.yml", ".github/outcome.yml", "outcomes.yml"])(
    "%s is named by check and dashboard, until it is renamed",
    async (path) => {
      const at = await shop.without();
      await at.gh.people.commitFile({ by: "ada", files: { [path]: "skip: { authors: [bob] }\n" } });
      await at.install().openPull();
      const check = at.pull().check?.summary;
      await at.merge();
      const wrong = { check, dashboard: at.dashboard().body };

      await at.gh.people.commitFile({ by: "ada", files: { [path]: null, ".github/outcomes.yml": "comment: true\n" } });
      await at.pass({ minutes: 5 });

      expect(wrong.check).toContain(`${path}\`: ${NOT_READ}`);
      expect(wrong.dashboard).toContain(`${path}\`: ${NOT_READ}`);
      expect(at.dashboard().body).not.toContain(NOT_READ);
    },
  );
});
