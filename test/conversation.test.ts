import { describe, expect, it } from "vitest";
import { type Shop, useShop } from "./support/shop.ts";
import { FULL } from "./support/template.ts";

const shop = useShop();

/** Active by its configuration; a bot can write as well. Its question comes on 2 Dec 2026. */
const OPTIONS = {
  template: undefined,
  config: "enforcement: remind\n",
  collaborators: { "tidy[bot]": "write" },
} as const;

describe("snoozing a question", () => {
  it("closes the issue with the new date, and reopens it on that date with one comment", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();

    await at.say("/outcome snooze 2 weeks");
    const asleep = at.question();
    await at.pass({ days: 15 });

    expect(asleep).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(asleep.body).toContain("Snoozed until 17 Dec 2026");
    const awake = at.question();
    expect(awake.state).toBe("open");
    expect(awake.body).toContain("Snoozed once so far.");
    expect(at.question().comments.at(-1)?.body).toContain("@bob, this was snoozed until today");
    expect(at.questions()).toHaveLength(1);
  });

  it("as not shipped asks again after the default time, or on a given date", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    const { number } = at.question();

    await at.say("/outcome not-shipped");
    const usual = at.question().body;
    await at.gh.people.reopenIssue({ by: "bob", number });
    await at.settle();
    await at.say("/outcome not-shipped until 24 Dec");

    expect(usual).toContain("Snoozed until 2 Jan 2027");
    expect(at.question().body).toContain("Snoozed until 24 Dec 2026");
  });

  it.each([
    ["/outcome snooze whenever", "Couldn't find a date"],
    ["/outcome snooze yesterday", "in the past"],
    ["/outcome snooze 2028-01-01", "more than a year after the change was merged"],
  ])("is refused with an explanation: %s", async (line, words) => {
    const at = await shop(OPTIONS).openPull().merge().ask();

    await at.say(line);

    expect(at.question().state).toBe("open");
    expect(at.question().comments.at(-1)?.body).toContain(words);
  });

  it("still accepts an early answer", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask().say("/outcome snooze 2 weeks");

    await at.say("worked: 23 a week");
    await at.pass({ days: 20 });

    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
  });

  it("restarts the reminder and give-up periods on the new date", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask().pass({ days: 6 }).say("/outcome snooze 2 weeks");

    await at.pass({ days: 15 });
    await at.pass({ days: 6 });
    const open = at.question().state;
    await at.pass({ days: 16 });

    expect([open, at.question().state]).toEqual(["open", "closed"]);
  });
});

describe("handing a question over", () => {
  it("by command assigns another person, who may answer without a permission check", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();

    await at.say("/outcome owner @cleo");
    at.takeCalls();
    await at.say("worked", { by: "cleo" });

    expect(at.question().assignees).toEqual(["cleo"]);
    expect(at.takeCalls()).not.toContain("readPermission");
  });

  it("by assigning the issue does the same", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    const { number } = at.question();

    await at.gh.people.assign({ by: "ada", number, to: ["cleo"] });
    await at.settle();

    expect(await at.db.query("select assignee ->> 'login' as login from outcome")).toEqual([{ login: "cleo" }]);
  });

  it("to a person GitHub cannot assign is refused with an explanation", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();

    await at.say("/outcome owner @stranger");

    expect(at.question().comments.at(-1)?.body).toContain("Can't assign stranger");
  });
});

describe("an answer", () => {
  it("replaces the previous answer, which stays in the history", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask().say("worked");

    await at.tick("Missed", { by: "cleo" });

    expect(at.question().body).toContain("**Missed** – cleo");
    expect(at.question().body).toContain("Previously: Worked (bob, 3 Dec 2026).");
  });

  it("that was given earlier but arrives later replaces nothing", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    const { number } = at.question();
    at.gh.hooks.isAway = true;
    await at.gh.people.comment({ by: "bob", number, body: "/outcome missed" });
    at.gh.hooks.isAway = false;
    const late = at.gh.deliveries.at(-1);
    await at.pass({ minutes: 1 });
    await at.say("/outcome worked");

    if (late) await at.accept(late);
    await at.settle();

    const [row] = await at.db.query<{ verdict: string; answers: { verdict: string }[] }>(
      "select verdict, questions -> -1 -> 'answers' as answers from outcome",
    );
    expect(row?.answers.map(({ verdict }) => verdict)).toEqual(["missed", "worked"]);
    expect(row?.verdict).toBe("worked");
  });

  it("by two boxes at once counts as the last box in the list, and both are recorded", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();

    await at.tick(["Missed", "Partly"]);

    const [row] = await at.db.query<{ verdict: string; answers: { verdict: string }[] }>(
      "select verdict, questions -> -1 -> 'answers' as answers from outcome",
    );
    expect(row?.answers.map(({ verdict }) => verdict)).toEqual(["partly", "missed"]);
    expect(row?.verdict).toBe("missed");
  });

  it("is taken back when the issue is reopened, and the question is open again", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    const { number } = at.question();
    await at.say("worked");

    await at.gh.people.reopenIssue({ by: "bob", number });
    await at.settle();

    expect(at.question().state).toBe("open");
    expect(await at.db.query("select state, verdict from outcome")).toEqual([{ state: "asked", verdict: null }]);
  });

  it("in an edited comment counts once, when an edit adds it", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    const { number } = at.question();
    const id = await at.gh.people.comment({ by: "bob", number, body: "let me look" });
    await at.settle();

    await at.gh.people.editComment({ by: "bob", id, body: "let me look\n\n/outcome worked" });
    await at.settle();
    await at.gh.people.editComment({ by: "bob", id, body: "let me look!\n\n/outcome worked" });
    await at.settle();

    const [row] = await at.db.query<{ answers: unknown[] }>(
      "select questions -> -1 -> 'answers' as answers from outcome",
    );
    expect(row?.answers).toHaveLength(1);
  });

  it("can still be given after the question was dropped", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();

    await at.say("/outcome drop the page is gone");
    const dropped = at.question();
    await at.say("unclear");

    expect(dropped).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(dropped.body).toContain("the page is gone");
    expect(at.question()).toMatchObject({ stateReason: "completed" });
  });
});

describe("a bot's action", () => {
  it("to a box is undone, and answers nothing", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();

    await at.tick("Worked", { by: "tidy[bot]" });

    expect(at.question().state).toBe("open");
    expect(at.question().body).not.toContain("[x]");
  });

  it("in words or commands is ignored", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    at.takeCalls();

    await at.say("/outcome worked", { by: "tidy[bot]" });
    await at.say("worked", { by: "tidy[bot]" });

    expect(at.takeCalls()).toEqual([]);
  });
});

describe("an answer whose webhook never arrived", () => {
  it.each([
    ["a box", async (at: Shop, number: number) => at.gh.people.tick({ by: "bob", number, box: "Partly" })],
    [
      "a word",
      async (at: Shop, number: number) => at.gh.people.comment({ by: "bob", number, body: "partly: 12 a week" }),
    ],
  ])("is found before the reminder: %s", async (_, answer) => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    const { number } = at.question();
    // The delivery never arrives.
    await answer(at, number);
    await at.db.query("delete from delivery where done_at is null");

    await at.pass({ days: 8 });

    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(await at.db.query("select verdict from outcome")).toEqual([{ verdict: "partly" }]);
  });
});

describe("a follow-up issue", () => {
  it("that is deleted ends as unanswered, and is not recreated", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    const { number } = at.question();

    await at.gh.people.deleteIssue({ by: "ada", number });
    await at.pass({ days: 30 });

    expect(await at.db.query("select state from outcome")).toEqual([{ state: "unanswered" }]);
    expect(at.questions()).toEqual([]);
  });
});

describe("asking a question", () => {
  it("does not retry for 30 days to assign a person GitHub refused", async () => {
    const config = "dashboard: { enabled: false }\nreport: { enabled: false }\n";
    const at = await shop({ ...OPTIONS, config })
      .openPull()
      .merge()
      .ask();
    const fromOutside = { by: "mallory", title: "From outside", fork: true };
    await at.openPull(fromOutside).merge().openPull(fromOutside).merge();
    at.takeCalls();

    await at.pass({ days: 33 });

    const [first, second] = at.questions();
    expect([first?.assignees, second?.assignees]).toEqual([["cleo"], ["cleo"]]);
    // The first of the two questions tried the author in vain, and the older question was given up.
    expect(at.takeCalls().filter((call) => call === "updateIssue")).toHaveLength(2);
  });

  it("lists later changes that mention this one", async () => {
    const at = await shop(OPTIONS).openPull().merge();
    const { number: first } = at.pull();
    await at.openPull({ title: "Mend the export", body: `${FULL}\nFollows #${first}.` }).merge();
    const { number: fix } = at.pull();

    await at.ask();

    const issue = at.questions().find(({ title }) => title.endsWith("CSV export"));
    expect(issue?.body).toContain(
      `Later pull requests that mention this: [Mend the export](https://redirect.github.com/acme/shop/pull/${fix}).`,
    );
  });

  it("ends as not asked in an archived repository", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    await at.openPull({ title: "Another" }).merge();
    const { number } = at.pull();

    await at.gh.people.archive({ by: "ada" });
    await at.pass({ days: 33 });

    expect(await at.db.query("select state, reason from outcome where number = $1", [number])).toEqual([
      { state: "not-asked", reason: "the repository is archived" },
    ]);
  });
});

describe("an installation that comes back", () => {
  it("asks about earlier promises, and gives up on open questions", async () => {
    const at = await shop(OPTIONS).openPull().merge().ask();
    await at.openPull({ by: "cleo", title: "Another" }).merge();

    await at.pass({ days: 10 });
    await at.gh.people.uninstall({ by: "ada" });
    await at.settle();
    await at.pass({ days: 25 });
    const away = at.questions().length;
    await at.gh.people.install({ by: "ada" });
    await at.pass({ days: 1 });

    expect(away).toBe(1);
    expect(at.questions()).toHaveLength(2);
    expect(at.question()).toMatchObject({ state: "closed", stateReason: "not_planned" });
  });
});
