import { describe, expect, it } from "vitest";
import { forget } from "../src/store/forget.ts";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

const loop = useLoop();

/** Merges a pull request of bob's and passes to its question. Returns the number of the follow-up. */
async function ask(at: Loop): Promise<number> {
  await installShop(at, { config: "enforcement: remind\n" });
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL });
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  await at.pass({ days: 31 });
  return at.gh.look.issues("outcome")[0]?.number ?? 0;
}

/** Writes a comment a minute later. Returns its id. */
async function say(at: Loop, number: number, body: string, by = "bob"): Promise<number> {
  await at.pass({ minutes: 1 });
  const id = await at.gh.people.comment({ by, number, body });
  await at.settle();
  return id;
}

async function edit(at: Loop, id: number, body: string, by = "bob"): Promise<void> {
  await at.pass({ minutes: 1 });
  await at.gh.people.editComment({ by, id, body });
  await at.settle();
}

async function readOutcome(at: Loop) {
  const [row] = await at.db.query<{ state: string; verdict: string | null; evidence: string | null }>(
    "select state, verdict, questions -> -1 -> 'answers' -> -1 ->> 'evidence' as evidence from outcome",
  );
  return row;
}

const ours = (at: Loop, number: number) =>
  at.gh.look.comments(number).filter(({ author }) => author === "did-this-work[bot]");
const reactionsTo = (at: Loop, number: number, id: number) =>
  at.gh.look
    .comments(number)
    .find((comment) => comment.id === id)
    ?.reactions.map(({ content }) => content);

describe("a line that only begins like an answer", () => {
  it("is asked about once, and a yes takes it", async () => {
    const at = loop();
    const number = await ask(at);

    const id = await say(at, number, "Worked on this today");
    const asked = await readOutcome(at);
    await say(at, number, "Yes, please.");

    expect(reactionsTo(at, number, id)).toEqual(["confused"]);
    expect(asked?.state).toBe("asked");
    expect(ours(at, number).map(({ body }) => body)).toEqual([
      expect.stringContaining("Did you mean `worked: on this today`?"),
    ]);
    expect(await readOutcome(at)).toEqual({ state: "answered", verdict: "worked", evidence: "on this today" });
  });

  it("is not asked about a second time, and a no is no verdict", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "Worked on this today");

    await say(at, number, "No");
    await say(at, number, "Missed the meeting about it");
    await say(at, number, "Yes");

    expect(ours(at, number)).toHaveLength(1);
    expect((await readOutcome(at))?.state).toBe("asked");
  });

  it("is taken by nobody else's yes", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "Worked on this today");

    await say(at, number, "Yes", "cleo");

    expect((await readOutcome(at))?.state).toBe("asked");
  });

  it("is answered when the comment is edited into an answer", async () => {
    const at = loop();
    const number = await ask(at);
    const id = await say(at, number, "Worked on 23 machines, as hoped");

    await edit(at, id, "worked: on 23 machines");

    expect(await readOutcome(at)).toEqual({ state: "answered", verdict: "worked", evidence: "on 23 machines" });
    expect(reactionsTo(at, number, id)).toEqual(["confused", "+1"]);
  });

  it("is forgotten with the person who wrote it", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "Worked on this today");

    await forget(at.db, { userId: at.gh.look.accountId("bob"), repositoryId: null });

    const [row] = await at.db.query<{ questions: string }>("select questions::text from outcome");
    expect(row?.questions).not.toContain("on this today");
  });
});

describe("yes and no", () => {
  it.each(["No.", "nein", "oui!", "Sí"])("right after the question answer it: %s", async (body) => {
    const at = loop();
    const number = await ask(at);

    await say(at, number, body);

    expect((await readOutcome(at))?.state).toBe("answered");
  });

  it("to a colleague are conversation", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "Has anybody looked at the dashboard yet?", "cleo");

    const id = await say(at, number, "No.");

    expect(await readOutcome(at)).toMatchObject({ state: "asked", verdict: null });
    expect(reactionsTo(at, number, id)).toEqual([]);
  });

  it("answer the reminder, whatever was said before it", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "Has anybody looked at the dashboard yet?", "cleo");
    await at.pass({ days: 8 });

    await say(at, number, "No.");

    expect(await readOutcome(at)).toMatchObject({ state: "answered", verdict: "missed" });
  });
});

describe("an edited answer", () => {
  it("counts anew while it is the last", async () => {
    const at = loop();
    const number = await ask(at);
    const id = await say(at, number, "worked: 23");

    await edit(at, id, "missed: it was 2");

    expect(await readOutcome(at)).toEqual({ state: "answered", verdict: "missed", evidence: "it was 2" });
    expect(reactionsTo(at, number, id)).toEqual(["+1"]);
  });

  it("only adds what was seen when the word stays", async () => {
    const at = loop();
    const number = await ask(at);
    const id = await say(at, number, "worked");

    await edit(at, id, "worked: 23");

    expect(await readOutcome(at)).toEqual({ state: "answered", verdict: "worked", evidence: "23" });
    expect(at.gh.look.thread(number).body).not.toContain("Previously");
  });

  it("that another answer came after changes nothing, and says so", async () => {
    const at = loop();
    const number = await ask(at);
    const id = await say(at, number, "worked: 23");
    await say(at, number, "partly: 12", "cleo");

    await edit(at, id, "missed: it was 2");

    expect((await readOutcome(at))?.verdict).toBe("partly");
    expect(reactionsTo(at, number, id)).toEqual(["+1", "confused"]);
    expect(ours(at, number).at(-1)?.body).toContain("A later answer replaced this one");
  });
});

describe("what was seen", () => {
  it("is the next comment of the person who answered, without what the mail program added", async () => {
    const at = loop();
    const number = await ask(at);
    await at.gh.people.tick({ by: "bob", number, box: "Worked" });
    await at.settle();

    await say(at, number, "Thanks @cleo!");
    await say(at, number, "Shall we keep the old page?");
    await at.pass({ minutes: 1 });
    await at.gh.people.replyByEmail({ by: "bob", number, body: "23 exports a week\n\n-- \nBob, +1 555 0100" });
    await at.settle();

    expect((await readOutcome(at))?.evidence).toBe("23 exports a week");
  });

  it("is nothing that is written days later", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "worked");
    await at.pass({ days: 4 });

    await say(at, number, "The old page is gone now.");

    expect((await readOutcome(at))?.evidence).toBeNull();
  });
});

describe("an answer by somebody without the right", () => {
  it("gets a reaction each, and one reply on the issue", async () => {
    const at = loop();
    const number = await ask(at);

    const first = await say(at, number, "worked: 23", "dan");
    const second = await say(at, number, "Missed the point", "mallory");

    expect([reactionsTo(at, number, first), reactionsTo(at, number, second)]).toEqual([["confused"], ["confused"]]);
    expect(ours(at, number).map(({ body }) => body)).toEqual([
      expect.stringContaining("Only the author, the assignee"),
    ]);
    expect((await readOutcome(at))?.state).toBe("asked");
  });
});

describe("a response that cannot be given", () => {
  it("to a deleted comment keeps no later one waiting", async () => {
    const at = loop();
    const number = await ask(at);
    at.gh.hooks.isAway = true;
    const id = await at.gh.people.comment({ by: "mallory", number, body: "/outcome foo" });
    await at.gh.people.deleteComment({ by: "mallory", id });
    at.gh.hooks.isAway = false;
    for (const missed of at.gh.deliveries.slice(-2)) await at.accept(missed);
    await at.settle();

    const later = await say(at, number, "/outcome wurked");

    expect(reactionsTo(at, number, later)).toEqual(["confused"]);
    expect(ours(at, number)).toHaveLength(1);
    expect(await at.db.query("select from user_action where responded_at is null")).toEqual([]);
  });

  it("in a locked conversation is left out, and the answer counts", async () => {
    const at = loop();
    const number = await ask(at);
    await at.gh.people.lockIssue({ by: "ada", number });
    await at.settle();

    await say(at, number, "/outcome wurked");
    await say(at, number, "worked: 23");

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(ours(at, number)).toEqual([]);
    expect(await at.db.query("select from user_action where responded_at is null")).toEqual([]);
  });
});

describe("a question in a locked issue", () => {
  it("that was put off is asked again without a comment, and ends", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "/outcome snooze 2 weeks");
    await at.gh.people.lockIssue({ by: "ada", number });
    await at.settle();

    await at.pass({ days: 15 });
    const awake = at.gh.look.thread(number).state;
    await at.pass({ days: 8 });
    await at.pass({ days: 15 });

    expect(awake).toBe("open");
    expect(ours(at, number)).toEqual([]);
    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect((await readOutcome(at))?.state).toBe("unanswered");
  });
});

describe("a question that was put off", () => {
  it.each(["deleted", "transferred", "deleted unheard"])(
    "whose issue is %s is not asked again, and ends",
    async (how) => {
      const at = loop();
      const number = await ask(at);
      await say(at, number, "/outcome snooze 2 weeks");
      await at.gh.people.addRepository({ owner: "acme", name: "attic", files: {} });
      at.gh.hooks.isAway = how === "deleted unheard";
      if (how === "transferred") await at.gh.people.transferIssue({ by: "ada", number, to: "acme/attic" });
      else await at.gh.people.deleteIssue({ by: "ada", number });
      at.gh.hooks.isAway = false;
      await at.settle();

      await at.pass({ days: 15 });

      expect(await readOutcome(at)).toMatchObject({ state: "not-asked", verdict: null });
      expect(await at.db.query("select key from work_item where failures > 0")).toEqual([]);
      expect(at.gh.look.issues("outcome")).toEqual([]);
    },
  );
});

describe("an edit that is heard of before the comment", () => {
  it("counts as the answer it is, after an older one", async () => {
    const at = loop();
    const number = await ask(at);
    await say(at, number, "partly: 9 a week");
    await at.pass({ minutes: 1 });
    at.gh.hooks.isAway = true;
    const id = await at.gh.people.comment({ by: "bob", number, body: "worked: 23 a week" });
    await at.pass({ minutes: 1 });
    await at.gh.people.editComment({ by: "bob", id, body: "missed: 2 a week" });
    at.gh.hooks.isAway = false;
    const [created, edited] = at.gh.deliveries.slice(-2);

    for (const late of [edited, created]) if (late) await at.accept(late);
    await at.settle();

    expect(await readOutcome(at)).toMatchObject({ state: "answered", verdict: "missed", evidence: "2 a week" });
  });
});

describe("a locked pull request", () => {
  it("gets its check, and no comment", async () => {
    const at = loop();
    await installShop(at, { config: "enforcement: remind\n" });
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a page", body: FULL });
    await at.gh.people.lockIssue({ by: "ada", number });
    await at.settle();

    await at.gh.people.editPullRequest({ by: "bob", number, body: "" });
    await at.settle();

    expect(at.gh.look.thread(number)).toMatchObject({ comments: [], check: { conclusion: "neutral" } });
    expect(await at.db.query("select key from work_item where failures > 0")).toEqual([]);
  });
});

describe("a command in a review", () => {
  it("counts like one in a comment, and is reacted to", async () => {
    const at = loop();
    await installShop(at, { config: "enforcement: remind\n" });
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Docs", body: "" });
    await at.settle();

    await at.gh.people.review({ by: "cleo", number, body: "Fine.\n\n/outcome skip docs only" });
    await at.settle();

    const { check, reviews } = at.gh.look.thread(number);
    expect(check?.conclusion).toBe("skipped");
    expect(reviews[0]?.reactions.map(({ content }) => content)).toEqual(["+1"]);
  });

  it("that makes no sense gets a reaction and one reply, also when an edit adds it", async () => {
    const at = loop();
    await installShop(at, { config: "enforcement: remind\n" });
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Docs", body: FULL });
    await at.settle();
    const id = await at.gh.people.review({ by: "cleo", number, body: "Fine." });
    await at.settle();

    await at.gh.people.editReview({ by: "cleo", number, id, body: "/outcome skip" });
    await at.settle();

    expect(at.gh.look.thread(number).reviews[0]?.reactions.map(({ content }) => content)).toEqual(["confused"]);
    expect(ours(at, number).map(({ body }) => body)).toEqual([
      expect.stringContaining("Why? Add a reason, such as `/outcome skip only a typo`"),
    ]);
  });
});
