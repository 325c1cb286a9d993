import { describe, expect, it } from "vitest";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE =
  "<!-- Thank you. -->\n\n## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number moves? -->\n";
const PROBLEM = "Support copies numbers from three screens into a spreadsheet every Monday.";
const MEASURE = "Weekly exports in the usage dashboard go from 0 to 20.";
const FULL = TEMPLATE.replace("<!-- Who has it? -->", PROBLEM).replace("<!-- Which number moves? -->", MEASURE);

const loop = useLoop();

async function install(at: Loop, files: Record<string, string> = {}): Promise<void> {
  await installShop(at, { template: TEMPLATE, files });
  at.takeCalls();
}

async function openPull({ gh, settle }: Loop, body: string | null = TEMPLATE): Promise<number> {
  const number = await gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body });
  await settle();
  return number;
}

/** Opens a complete pull request and merges it. Returns its number. */
async function mergePull(at: Loop, body = FULL): Promise<number> {
  const number = await openPull(at, body);
  await at.pass({ minutes: 5 });
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  return number;
}

/** Merges a pull request and passes to its question. Returns the number of the follow-up. */
async function ask(at: Loop): Promise<number> {
  await mergePull(at);
  await at.pass({ days: 31 });
  return at.gh.look.issues("outcome")[0]?.number ?? 0;
}

describe("the app, on a pull request,", () => {
  it("says once what is missing, in a neutral check and one comment", async () => {
    const at = loop();
    await install(at);

    const number = await openPull(at);

    const pull = at.gh.look.thread(number);
    expect(pull.check).toMatchObject({
      conclusion: "neutral",
      title: "Missing: what problem this solves, how will we know",
    });
    expect(pull.comments).toHaveLength(1);
    expect(at.takeCalls()).toEqual(["createCheckRun", "createComment"]);
  });

  it("deletes the comment when nothing is missing any more", async () => {
    const at = loop();
    await install(at);
    const number = await openPull(at);
    at.takeCalls();

    await at.gh.people.editPullRequest({ by: "bob", number, body: FULL });
    await at.pass({ seconds: 1 });

    const pull = at.gh.look.thread(number);
    expect(pull.check).toMatchObject({
      conclusion: "success",
      title: "Will ask 30 days after the merge whether this worked",
    });
    expect(pull.comments).toEqual([]);
    expect(at.takeCalls()).toEqual(["updateCheckRun", "deleteComment"]);
  });

  it("costs one call when it is complete, and none when nothing that matters changed", async () => {
    const at = loop();
    await install(at);
    await openPull(at);
    at.takeCalls();

    const number = await openPull(at, FULL);
    const opened = at.takeCalls();
    await at.pass({ seconds: 5 });
    await at.gh.people.editPullRequest({ by: "bob", number, title: "Add CSV export" });
    await at.settle();

    expect(opened).toEqual(["createCheckRun"]);
    expect(at.takeCalls()).toEqual([]);
  });

  it("creates a new check, and no new comment, for new commits", async () => {
    const at = loop();
    await install(at);
    const number = await openPull(at);
    await at.pass({ seconds: 5 });
    at.takeCalls();

    await at.gh.people.push({ by: "bob", number });
    await at.settle();

    expect(at.takeCalls()).toEqual(["createCheckRun"]);
    expect(at.gh.look.thread(number).comments).toHaveLength(1);
  });

  it("never recreates a comment that a person deleted", async () => {
    const at = loop();
    await install(at);
    const number = await openPull(at);
    const [comment] = at.gh.look.comments(number);

    await at.gh.people.deleteComment({ by: "cleo", id: comment?.id ?? 0 });
    await at.gh.people.editPullRequest({ by: "bob", number, body: `${TEMPLATE}\nStill nothing.` });
    await at.pass({ seconds: 5 });
    await at.gh.people.push({ by: "bob", number });
    await at.pass({ seconds: 5 });

    expect(at.gh.look.comments(number)).toEqual([]);
  });

  it("skips drafts until they are ready for review", async () => {
    const at = loop();
    await install(at);
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Later", body: "", draft: true });
    await at.settle();
    const draft = at.gh.look.thread(number);

    await at.pass({ seconds: 5 });
    await at.gh.people.readyForReview({ by: "bob", number });
    await at.settle();

    expect(draft.check).toMatchObject({ conclusion: "skipped", title: "Left alone: a draft" });
    expect(draft.comments).toEqual([]);
    expect(at.gh.look.thread(number).check?.conclusion).toBe("neutral");
    expect(at.gh.look.comments(number)).toHaveLength(1);
  });

  it("skips it when a person presses the button or comments a command", async () => {
    const at = loop();
    await install(at);
    const first = await openPull(at);
    const second = await openPull(at);

    await at.gh.people.pressButton({ by: "bob", number: first, button: "not-needed" });
    await at.gh.people.comment({ by: "bob", number: second, body: "/outcome skip only a typo" });
    await at.settle();

    expect(at.gh.look.thread(first).check).toMatchObject({
      conclusion: "skipped",
      title: "Left alone: not needed, says bob",
    });
    expect(at.gh.look.comments(first)).toEqual([]);
    expect(at.gh.look.thread(second).check?.title).toBe("Left alone: only a typo (bob)");
    expect(at.gh.look.comments(second).map((comment) => comment.reactions[0]?.content)).toEqual(["+1"]);
  });

  it.each([
    ["null", null],
    ["empty", ""],
    ["65,536 characters", "x".repeat(65_536)],
    ["binary-looking", "\u0000\u0001\ufffd".repeat(500)],
  ])("survives a description that is %s", async (_, body) => {
    const at = loop();
    await install(at);

    const number = await openPull(at, body);

    expect(at.gh.look.thread(number).check?.conclusion).toBe("neutral");
  });

  it("says nothing in an inactive repository", async () => {
    const at = loop();
    await install(at, { ".github/pull_request_template.md": "## What changed\n" });

    const number = await openPull(at);

    expect(at.gh.look.thread(number).check).toBeNull();
    expect(at.gh.look.comments(number)).toEqual([]);
  });
});

describe("the app, after the merge,", () => {
  it("asks 30 days later, quotes the promise, and creates the dashboard", async () => {
    const at = loop();
    await install(at);
    const number = await mergePull(at);
    const merged = at.takeCalls();

    await at.pass({ days: 29 });
    const early = at.gh.look.issues("outcome");
    at.takeCalls();
    await at.pass({ days: 2 });

    expect(merged.slice(-2)).toEqual(["updateCheckRun", "createIssue"]);
    expect(at.gh.look.thread(number).check?.title).toBe("Will ask on 2 Dec 2026");
    expect(early).toEqual([]);
    const [followUp] = at.gh.look.issues("outcome");
    expect(followUp).toMatchObject({ title: "Did this work? Add a CSV export", state: "open", assignees: ["bob"] });
    expect(followUp?.body).toContain(PROBLEM);
    expect(followUp?.body).toContain(MEASURE);
    expect(at.gh.look.issues("outcome-dashboard")).toHaveLength(1);
    expect(at.takeCalls().toSorted()).toEqual(["createIssue", "updateIssue"]);
  });

  it("asks nothing where no measure was stated, until one is added", async () => {
    const at = loop();
    await install(at);
    const number = await mergePull(at, TEMPLATE);
    const [comment] = at.gh.look.comments(number);

    await at.pass({ days: 3 });
    await at.gh.people.editPullRequest({ by: "bob", number, body: FULL });
    await at.settle();
    const restated = at.gh.look.thread(number);
    await at.pass({ days: 30 });

    expect(comment?.body).toContain("It is not too late: until 2 Dec 2026");
    expect(restated.comments).toEqual([]);
    expect(restated.check?.title).toBe("Will ask on 2 Dec 2026");
    expect(at.gh.look.issues("outcome")[0]?.body).toContain("Added after the merge.");
  });

  it("keeps the promise as it was at the merge", async () => {
    const at = loop();
    await install(at);
    const number = await mergePull(at);

    await at.pass({ days: 1 });
    await at.gh.people.editPullRequest({ by: "bob", number, body: FULL.replace("20", "1") });
    await at.pass({ days: 30 });

    expect(at.gh.look.issues("outcome")[0]?.body).toContain("from 0 to 20");
  });

  it.each([
    ["worked", "Worked"],
    ["missed", "Missed"],
  ])("takes the answer %s from a box", async (name, word) => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    at.takeCalls();

    await at.gh.people.tick({ by: "bob", number, box: word });
    await at.pass({ minutes: 2 });

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.gh.look.thread(number).body).toContain(`**${word}**, says bob on 3 Dec 2026.`);
    expect(at.takeCalls()).toEqual(["updateIssue", "updateIssue"]);
    const [row] = await at.db.query("select state, verdict from outcome");
    expect(row).toEqual({ state: "answered", verdict: name });
  });

  it("takes an answer from a command, with its evidence", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    at.takeCalls();

    await at.gh.people.comment({ by: "bob", number, body: "/outcome partly 12 a week, not 20" });
    await at.settle();

    expect(at.takeCalls()).toEqual(["updateIssue", "addReaction"]);
    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.gh.look.thread(number).body).toContain("> 12 a week, not 20");
    await at.pass({ minutes: 2 });
    expect(at.gh.look.issues("outcome-dashboard")[0]?.body).toContain("12 a week, not 20");
  });

  it("takes an answer in one word, and the next comment as its evidence", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);

    await at.gh.people.replyByEmail({ by: "bob", number, body: "Teilweise" });
    await at.settle();
    await at.gh.people.comment({ by: "bob", number, body: "12 Exporte je Woche, nicht 20." });
    await at.settle();

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.gh.look.thread(number).body).toContain("> 12 Exporte je Woche, nicht 20.");
    expect(at.gh.look.comments(number).map((comment) => comment.reactions[0]?.content)).toEqual(["+1", "+1"]);
  });

  it("does not take conversation for an answer", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    at.takeCalls();

    await at.gh.people.comment({ by: "bob", number, body: "No, not yet" });
    await at.settle();

    expect(at.takeCalls()).toEqual([]);
    expect(at.gh.look.thread(number).state).toBe("open");
  });

  it("asks why and what next after an answer, each with boxes", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    await at.gh.people.tick({ by: "bob", number, box: "Missed" });
    await at.settle();

    await at.gh.people.tick({ by: "cleo", number, box: "the idea" });
    await at.settle();
    await at.gh.people.tick({ by: "cleo", number, box: "remove it" });
    await at.settle();

    const [row] = await at.db.query<{ answers: unknown[] }>(
      "select questions -> -1 -> 'answers' as answers from outcome",
    );
    expect(row?.answers).toMatchObject([{ verdict: "missed", why: "idea", next: "remove" }]);
    expect(at.gh.look.thread(number).body).toMatch(/- \[x\] <!-- box:\w+:why-idea -->/);
  });

  it("takes no command from somebody without the right, and asks GitHub once in ten minutes", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    at.takeCalls();

    await at.gh.people.comment({ by: "dan", number, body: "/outcome worked" });
    await at.settle();
    await at.gh.people.comment({ by: "dan", number, body: "/outcome missed" });
    await at.settle();

    expect(at.gh.look.thread(number).state).toBe("open");
    expect(at.takeCalls().filter((call) => call === "readPermission")).toHaveLength(1);
    expect(at.gh.look.comments(number).map((comment) => comment.reactions[0]?.content)).toEqual([
      "confused",
      undefined,
      "confused",
      undefined,
    ]);
  });

  it("reports a command it does not understand, once", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);

    await at.gh.people.comment({ by: "bob", number, body: "/outcome wurked" });
    await at.settle();

    const [, reply] = at.gh.look.comments(number);
    expect(reply?.body).toContain("> /outcome wurked");
    expect(reply?.body).toContain("`/outcome worked`");
    expect(at.gh.look.comments(number)).toHaveLength(2);
  });

  it("reminds once, gives up as not planned, and takes a late answer", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    at.takeCalls();

    await at.pass({ days: 8 });
    const reminded = at.takeCalls();
    await at.pass({ days: 14 });
    const silent = at.gh.look.thread(number);
    await at.gh.people.comment({ by: "bob", number, body: "/outcome worked" });
    await at.settle();

    // The dashboard's write of that day does not belong to the reminder.
    expect(reminded.filter((call) => call !== "updateIssue")).toEqual(["readIssue", "listComments", "createComment"]);
    expect(silent).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(silent.body).toContain("Nobody answered");
    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
  });

  it("takes an issue closed by hand as unanswered, and does not reopen it", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);

    await at.gh.people.closeIssue({ by: "bob", number });
    await at.settle();

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "not_planned" });
  });

  it("asks the merger when the author cannot be assigned", async () => {
    const at = loop();
    await install(at);
    const number = await at.gh.people.openPullRequest({ by: "mallory", title: "From outside", body: FULL, fork: true });
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();

    await at.pass({ days: 31 });

    expect(at.gh.look.issues("outcome")[0]).toMatchObject({ assignees: ["cleo"] });
  });

  it("ends the outcome as not asked where issues are disabled", async () => {
    const at = loop();
    await install(at);
    await mergePull(at);

    await at.gh.people.disableIssues();
    await at.pass({ days: 31 });

    const [row] = await at.db.query("select state, reason from outcome");
    expect(row).toEqual({ state: "not-asked", reason: "issues are switched off" });
  });

  it("does not count a merge twice, however often and in whatever order its deliveries come", async () => {
    const at = loop();
    await install(at);
    await mergePull(at);
    const before = await at.db.query("select count(*) as n from outcome");

    for (const delivery of [...at.gh.deliveries].reverse()) {
      await at.db.query("delete from delivery where guid = $1", [delivery.guid]);
    }
    const again = [...at.gh.deliveries].reverse();
    for (const delivery of again) await at.accept(delivery);
    await at.settle();

    expect(await at.db.query("select count(*) as n from outcome")).toEqual(before);
    expect(at.gh.look.threads().filter((thread) => thread.kind === "pull-request")[0]?.comments).toEqual([]);
  });
});
