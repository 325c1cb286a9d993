import { describe, expect, it } from "vitest";
import { type Loop, useLoop } from "./support/loop.ts";

const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

const loop = useLoop();

/** Merges a pull request and passes to its question on 2 Dec 2026. Returns the number of the follow-up. */
async function ask(at: Loop, config = "enforcement: remind\n"): Promise<number> {
  await at.gh.people.addRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/outcomes.yml": config },
    collaborators: { ada: "admin", bob: "write", cleo: "write", dan: "read", "tidy[bot]": "write" },
  });
  await at.gh.people.install();
  await at.settle();
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL });
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  await at.pass({ days: 31 });
  return at.gh.look.issues("outcome")[0]?.number ?? 0;
}

async function say(at: Loop, number: number, body: string, by = "bob"): Promise<void> {
  await at.gh.people.comment({ by, number, body });
  await at.settle();
}

const lastReply = (at: Loop, number: number) => at.gh.look.comments(number).at(-1)?.body ?? "";

describe("snoozing a question", () => {
  it("closes the issue with the new date, and reopens it on that date with one comment", async () => {
    const at = loop();
    const number = await ask(at);

    await say(at, number, "/outcome snooze 2 weeks");
    const asleep = at.gh.look.thread(number);
    await at.pass({ days: 15 });

    expect(asleep).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(asleep.body).toContain("opens again on 17 Dec 2026");
    const awake = at.gh.look.thread(number);
    expect(awake.state).toBe("open");
    expect(awake.body).toContain("Put off once so far.");
    expect(lastReply(at, number)).toContain("@bob, this was put off until today");
    expect(at.gh.look.issues("outcome")).toHaveLength(1);
  });

  it("as not shipped asks again after the default time, or on a given date", async () => {
    const at = loop();
    const number = await ask(at);

    await say(at, number, "/outcome not-shipped");
    const usual = at.gh.look.thread(number).body;
    await at.gh.people.reopenIssue({ by: "bob", number });
    await at.settle();
    await say(at, number, "/outcome not-shipped until 24 Dec");

    expect(usual).toContain("opens again on 2 Jan 2027");
    expect(at.gh.look.thread(number).body).toContain("opens again on 24 Dec 2026");
  });

  it.each([
    ["/outcome snooze whenever", "could not read a date"],
    ["/outcome snooze yesterday", "in the past"],
    ["/outcome snooze 2028-01-01", "more than a year after the merge"],
  ])("is refused with an explanation: %s", async (line, words) => {
    const at = loop();
    const number = await ask(at);

    await say(at, number, line);

    expect(at.gh.look.thread(number).state).toBe("open");
    expect(lastReply(at, number)).toContain(words);
  });

  it("still accepts an early answer", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "/outcome snooze 2 weeks");

    await say(at, number, "worked: 23 a week");
    await at.pass({ days: 20 });

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
  });

  it("restarts the reminder and give-up periods on the new date", async () => {
    const at = loop();
    const number = await ask(at);
    await at.pass({ days: 6 });
    await say(at, number, "/outcome snooze 2 weeks");

    await at.pass({ days: 15 });
    await at.pass({ days: 6 });
    const open = at.gh.look.thread(number).state;
    await at.pass({ days: 16 });

    expect([open, at.gh.look.thread(number).state]).toEqual(["open", "closed"]);
  });
});

describe("handing a question over", () => {
  it("by command assigns another person, who may answer without a permission check", async () => {
    const at = loop();
    const number = await ask(at);

    await say(at, number, "/outcome owner @cleo");
    at.takeCalls();
    await say(at, number, "worked", "cleo");

    expect(at.gh.look.thread(number).assignees).toEqual(["cleo"]);
    expect(at.takeCalls()).not.toContain("readPermission");
  });

  it("by assigning the issue does the same", async () => {
    const at = loop();
    const number = await ask(at);

    await at.gh.people.assign({ by: "ada", number, to: ["cleo"] });
    await at.settle();

    expect(await at.db.query("select assignee ->> 'login' as login from outcome")).toEqual([{ login: "cleo" }]);
  });

  it("to a person GitHub cannot assign is refused with an explanation", async () => {
    const at = loop();
    const number = await ask(at);

    await say(at, number, "/outcome owner @stranger");

    expect(lastReply(at, number)).toContain("does not let me assign stranger");
  });
});

describe("an answer", () => {
  it("replaces the previous answer, which stays in the history", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "worked");

    await at.gh.people.tick({ by: "cleo", number, box: "Missed" });
    await at.settle();

    expect(at.gh.look.thread(number).body).toContain("**Missed**, says cleo");
    expect(at.gh.look.thread(number).body).toContain("Before that: Worked (bob, 3 Dec 2026).");
  });

  it("that was given earlier but arrives later replaces nothing", async () => {
    const at = loop();
    const number = await ask(at);
    at.gh.hooks.isAway = true;
    await at.gh.people.comment({ by: "bob", number, body: "/outcome missed" });
    at.gh.hooks.isAway = false;
    const late = at.gh.deliveries.at(-1);
    await at.pass({ minutes: 1 });
    await say(at, number, "/outcome worked");

    if (late) await at.accept(late);
    await at.settle();

    const [row] = await at.db.query<{ verdict: string; answers: { verdict: string }[] }>(
      "select verdict, questions -> -1 -> 'answers' as answers from outcome",
    );
    expect(row?.answers.map(({ verdict }) => verdict)).toEqual(["missed", "worked"]);
    expect(row?.verdict).toBe("worked");
  });

  it("by two boxes at once counts as the last box in the list, and both are recorded", async () => {
    const at = loop();
    const number = await ask(at);

    await at.gh.people.tick({ by: "bob", number, box: ["Missed", "Partly"] });
    await at.settle();

    const [row] = await at.db.query<{ verdict: string; answers: { verdict: string }[] }>(
      "select verdict, questions -> -1 -> 'answers' as answers from outcome",
    );
    expect(row?.answers.map(({ verdict }) => verdict)).toEqual(["partly", "missed"]);
    expect(row?.verdict).toBe("missed");
  });

  it("is taken back when the issue is reopened, and the question is open again", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "worked");

    await at.gh.people.reopenIssue({ by: "bob", number });
    await at.settle();

    expect(at.gh.look.thread(number).state).toBe("open");
    expect(await at.db.query("select state, verdict from outcome")).toEqual([{ state: "asked", verdict: null }]);
  });

  it("in an edited comment counts once, when an edit adds it", async () => {
    const at = loop();
    const number = await ask(at);
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
    const at = loop();
    const number = await ask(at);

    await say(at, number, "/outcome drop the page is gone");
    const dropped = at.gh.look.thread(number);
    await say(at, number, "unclear");

    expect(dropped).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(dropped.body).toContain("the page is gone");
    expect(at.gh.look.thread(number)).toMatchObject({ stateReason: "completed" });
  });
});

describe("a bot's action", () => {
  it("to a box is undone, and answers nothing", async () => {
    const at = loop();
    const number = await ask(at);

    await at.gh.people.tick({ by: "tidy[bot]", number, box: "Worked" });
    await at.settle();

    expect(at.gh.look.thread(number).state).toBe("open");
    expect(at.gh.look.thread(number).body).not.toContain("[x]");
  });

  it("in words or commands is ignored", async () => {
    const at = loop();
    const number = await ask(at);
    at.takeCalls();

    await say(at, number, "/outcome worked", "tidy[bot]");
    await say(at, number, "worked", "tidy[bot]");

    expect(at.takeCalls()).toEqual([]);
  });
});

describe("an answer whose webhook never arrived", () => {
  it.each([
    ["a box", async (at: Loop, number: number) => at.gh.people.tick({ by: "bob", number, box: "Partly" })],
    [
      "a word",
      async (at: Loop, number: number) => at.gh.people.comment({ by: "bob", number, body: "partly: 12 a week" }),
    ],
  ])("is found before the reminder: %s", async (_, answer) => {
    const at = loop();
    const number = await ask(at);
    // The delivery never arrives.
    await answer(at, number);
    await at.db.query("delete from delivery where done_at is null");

    await at.pass({ days: 8 });

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(await at.db.query("select verdict from outcome")).toEqual([{ verdict: "partly" }]);
  });
});

describe("a follow-up issue", () => {
  it("that is deleted ends as unanswered, and is not recreated", async () => {
    const at = loop();
    const number = await ask(at);

    await at.gh.people.deleteIssue({ by: "ada", number });
    await at.pass({ days: 30 });

    expect(await at.db.query("select state from outcome")).toEqual([{ state: "unanswered" }]);
    expect(at.gh.look.issues("outcome")).toEqual([]);
  });
});

describe("asking", () => {
  it("does not retry for 30 days to assign a person GitHub refused", async () => {
    const at = loop();
    await ask(at, "dashboard: { enabled: false }\nreport: { enabled: false }\n");
    const outsider = async () => {
      const number = await at.gh.people.openPullRequest({
        by: "mallory",
        title: "From outside",
        body: FULL,
        fork: true,
      });
      await at.gh.people.merge({ by: "cleo", number });
      await at.settle();
    };
    await outsider();
    await outsider();
    at.takeCalls();

    await at.pass({ days: 31 });

    const [first, second] = at.gh.look.issues("outcome");
    expect([first?.assignees, second?.assignees]).toEqual([["cleo"], ["cleo"]]);
    // The first of the two questions tried the author in vain, and the older question was given up.
    expect(at.takeCalls().filter((call) => call === "updateIssue")).toHaveLength(2);
  });

  it("lists later changes that mention this one", async () => {
    const at = loop();
    await at.gh.people.addRepository({
      owner: "acme",
      name: "shop",
      files: { ".github/outcomes.yml": "enforcement: remind\n" },
      collaborators: { ada: "admin", bob: "write", cleo: "write" },
    });
    await at.gh.people.install();
    const first = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL });
    await at.gh.people.merge({ by: "cleo", number: first });
    const fix = await at.gh.people.openPullRequest({
      by: "bob",
      title: "Mend the export",
      body: `${FULL}\nFollows #${first}.`,
    });
    await at.gh.people.merge({ by: "cleo", number: fix });

    await at.pass({ days: 31 });

    const issue = at.gh.look.issues("outcome").find(({ title }) => title.endsWith("CSV export"));
    expect(issue?.body).toContain(`Merged since, naming this one: [Mend the export](../pull/${fix}).`);
  });

  it("ends as not asked in an archived repository", async () => {
    const at = loop();
    await ask(at);
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Another", body: FULL });
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();

    await at.gh.people.archive({ by: "ada" });
    await at.pass({ days: 31 });

    expect(await at.db.query("select state, reason from outcome where number = $1", [number])).toEqual([
      { state: "not-asked", reason: "the repository is archived" },
    ]);
  });
});

describe("an installation that comes back", () => {
  it("asks about earlier promises, and gives up on open questions", async () => {
    const at = loop();
    const number = await ask(at);
    const pull = await at.gh.people.openPullRequest({ by: "cleo", title: "Another", body: FULL });
    await at.gh.people.merge({ by: "cleo", number: pull });
    await at.settle();

    await at.pass({ days: 10 });
    await at.gh.people.uninstall({ by: "ada" });
    await at.settle();
    await at.pass({ days: 25 });
    const away = at.gh.look.issues("outcome").length;
    await at.gh.people.install({ by: "ada" });
    await at.pass({ days: 1 });

    expect(away).toBe(1);
    expect(at.gh.look.issues("outcome")).toHaveLength(2);
    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "not_planned" });
  });
});
