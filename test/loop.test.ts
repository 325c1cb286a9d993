import { describe, expect, it } from "vitest";
import { useShop } from "./support/shop.ts";
import { FULL, MEASURE, PROBLEM, TEMPLATE } from "./support/template.ts";

const shop = useShop();

describe("the app, on a pull request,", () => {
  it("says once what is missing, in a neutral check and one comment", async () => {
    const at = await shop();

    await at.openPull({ body: TEMPLATE });

    const pull = at.pull();
    expect(pull.check).toMatchObject({
      conclusion: "neutral",
      title: "Missing: problem and success measure",
    });
    expect(pull.comments).toHaveLength(1);
    expect(at.takeCalls()).toEqual(["createCheckRun", "createComment"]);
  });

  it("deletes the comment when nothing is missing any more", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    at.takeCalls();

    await at.edit({ body: FULL }).pass({ seconds: 1 });

    const pull = at.pull();
    expect(pull.check).toMatchObject({
      conclusion: "success",
      title: "Follow-up planned 30 days after the merge",
    });
    expect(pull.comments).toEqual([]);
    expect(at.takeCalls()).toEqual(["updateCheckRun", "deleteComment"]);
  });

  it("costs one call when it is complete, and none when nothing that matters changed", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    at.takeCalls();

    await at.openPull();
    const opened = at.takeCalls();
    await at.pass({ seconds: 5 });
    await at.edit({ title: "Add CSV export" });

    expect(opened).toEqual(["createCheckRun"]);
    expect(at.takeCalls()).toEqual([]);
  });

  it("creates a new check, and no new comment, for new commits", async () => {
    const at = await shop().openPull({ body: TEMPLATE }).pass({ seconds: 5 });
    at.takeCalls();

    await at.push();

    expect(at.takeCalls()).toEqual(["createCheckRun"]);
    expect(at.pull().comments).toHaveLength(1);
  });

  it("never recreates a comment that a person deleted", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    const [comment] = at.pull().comments;

    await at.gh.people.deleteComment({ by: "cleo", id: comment?.id ?? 0 });
    await at.edit({ body: `${TEMPLATE}\nStill nothing.` }).pass({ seconds: 5 });
    await at.push().pass({ seconds: 5 });

    expect(at.pull().comments).toEqual([]);
  });

  it("skips drafts until they are ready for review", async () => {
    const at = await shop().openPull({ title: "Later", body: "", draft: true });
    const { number } = at.pull();
    const draft = at.pull();

    await at.pass({ seconds: 5 });
    await at.gh.people.readyForReview({ by: "bob", number });
    await at.settle();

    expect(draft.check).toMatchObject({ conclusion: "skipped", title: "Skipped: draft" });
    expect(draft.comments).toEqual([]);
    expect(at.pull().check?.conclusion).toBe("neutral");
    expect(at.pull().comments).toHaveLength(1);
  });

  it("skips it when a person presses the button or comments a command", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    const { number: first } = at.pull();
    await at.openPull({ body: TEMPLATE });
    const { number: second } = at.pull();

    await at.gh.people.pressButton({ by: "bob", number: first, button: "not-needed" });
    await at.say("/outcome skip only a typo", { number: second });

    expect(at.gh.look.thread(first).check).toMatchObject({
      conclusion: "skipped",
      title: "Skipped by bob",
    });
    expect(at.gh.look.comments(first)).toEqual([]);
    expect(at.gh.look.thread(second).check?.title).toBe("Skipped by bob: only a typo");
    expect(at.gh.look.comments(second).map((comment) => comment.reactions[0]?.content)).toEqual(["+1"]);
  });

  it.each([
    ["null", null],
    ["empty", ""],
    ["65,536 characters", "x".repeat(65_536)],
    ["binary-looking", "\u0000\u0001\ufffd".repeat(500)],
  ])("survives a description that is %s", async (_, body) => {
    const at = await shop();

    await at.openPull({ body: body });

    expect(at.pull().check?.conclusion).toBe("neutral");
  });

  it("says nothing in an inactive repository", async () => {
    const at = await shop({ files: { ".github/pull_request_template.md": "## What changed\n" } });

    await at.openPull({ body: TEMPLATE });

    expect(at.pull().check).toBeNull();
    expect(at.pull().comments).toEqual([]);
  });
});

describe("the app, after the merge,", () => {
  it("asks 30 days later, quotes the promise, and creates the dashboard", async () => {
    const at = await shop().openPull().merge();
    const merged = at.takeCalls();
    const planned = at.check();

    await at.pass({ days: 29 });
    const early = at.questions();
    at.takeCalls();
    await at.pass({ days: 2 });

    expect(merged.slice(-2)).toEqual(["updateCheckRun", "createIssue"]);
    expect(planned).toBe("success: Follow-up on 2 Dec 2026");
    expect(at.check()).toBe("success: Asked on 3 Dec 2026");
    expect(early).toEqual([]);
    const [followUp] = at.questions();
    expect(followUp).toMatchObject({ title: "Did this work? Add a CSV export", state: "open", assignees: ["bob"] });
    expect(followUp?.body).toContain(PROBLEM);
    expect(followUp?.body).toContain(MEASURE);
    expect(at.gh.look.issues("outcome-dashboard")).toHaveLength(1);
    expect(at.takeCalls().toSorted()).toEqual(["createIssue", "updateCheckRun", "updateIssue"]);
  });

  it("asks nothing where no measure was stated, until one is added", async () => {
    const at = await shop().openPull({ body: TEMPLATE }).merge();
    const [comment] = at.pull().comments;

    await at.pass({ days: 3 });
    await at.edit({ body: FULL });
    const restated = at.pull();
    await at.pass({ days: 30 });

    expect(comment?.body).toContain("It's not too late: add one to the description before 2 Dec 2026");
    expect(restated.comments).toEqual([]);
    expect(restated.check?.title).toBe("Follow-up on 2 Dec 2026");
    expect(at.question().body).toContain("Added after the merge.");
  });

  it("keeps the promise as it was at the merge", async () => {
    const at = await shop().openPull().merge();

    await at.pass({ days: 1 });
    await at.edit({ body: FULL.replace("20", "1") }).pass({ days: 30 });

    expect(at.question().body).toContain("20 exports a week");
  });

  it.each([
    ["worked", "Worked"],
    ["missed", "Missed"],
  ])("takes the answer %s from a box", async (name, word) => {
    const at = await shop().openPull().merge().ask();
    at.takeCalls();

    await at.tick(word).pass({ minutes: 2 });

    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.question().body).toContain(`**${word}** – bob, 3 Dec 2026`);
    expect(at.takeCalls()).toEqual(["updateIssue", "updateCheckRun", "updateIssue"]);
    const [row] = await at.db.query("select state, verdict from outcome");
    expect(row).toEqual({ state: "answered", verdict: name });
  });

  it("takes an answer from a command, with its evidence", async () => {
    const at = await shop().openPull().merge().ask();
    at.takeCalls();

    await at.say("/outcome partly 12 a week, not 20");

    expect(at.takeCalls()).toEqual(["updateIssue", "addReaction", "updateCheckRun"]);
    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.question().body).toContain("> 12 a week, not 20");
    await at.pass({ minutes: 2 });
    expect(at.dashboard().body).toContain("12 a week, not 20");
  });

  it("takes an answer in one word, and the next comment as its evidence", async () => {
    const at = await shop().openPull().merge().ask();
    const { number } = at.question();

    await at.gh.people.replyByEmail({ by: "bob", number, body: "Teilweise" });
    await at.settle();
    await at.say("12 Exporte je Woche, nicht 20.");

    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.question().body).toContain("> 12 Exporte je Woche, nicht 20.");
    expect(at.question().comments.map((comment) => comment.reactions[0]?.content)).toEqual(["+1", "+1"]);
  });

  it("does not take conversation for an answer", async () => {
    const at = await shop().openPull().merge().ask();
    at.takeCalls();

    await at.say("No, not yet");

    expect(at.takeCalls()).toEqual([]);
    expect(at.question().state).toBe("open");
  });

  it("asks why and what next after an answer, each with boxes", async () => {
    const at = await shop().openPull().merge().ask();
    await at.tick("Missed");

    await at.tick("Idea", { by: "cleo" });
    await at.tick("Remove it", { by: "cleo" });

    const [row] = await at.db.query<{ answers: unknown[] }>(
      "select questions -> -1 -> 'answers' as answers from outcome",
    );
    expect(row?.answers).toMatchObject([{ verdict: "missed", why: "idea", next: "remove" }]);
    expect(at.question().body).toMatch(/- \[x\] .* <!-- box:\w+:why-idea -->/);
  });

  it("takes no command from somebody without the right, and asks GitHub once in ten minutes", async () => {
    const at = await shop().openPull().merge().ask();
    at.takeCalls();

    await at.say("/outcome worked", { by: "dan" });
    await at.say("/outcome missed", { by: "dan" });

    expect(at.question().state).toBe("open");
    expect(at.takeCalls().filter((call) => call === "readPermission")).toHaveLength(1);
    expect(at.question().comments.map((comment) => comment.reactions[0]?.content)).toEqual([
      "confused",
      undefined,
      "confused",
      undefined,
    ]);
  });

  it("reports a command it does not understand, once", async () => {
    const at = await shop().openPull().merge().ask();

    await at.say("/outcome wurked");

    const [, reply] = at.question().comments;
    expect(reply?.body).toContain("> /outcome wurked");
    expect(reply?.body).toContain("Did you mean `/outcome worked`?");
    expect(at.question().comments).toHaveLength(2);
  });

  it("reminds once, gives up as not planned, and takes a late answer", async () => {
    const at = await shop().openPull().merge().ask();
    at.takeCalls();

    await at.pass({ days: 8 });
    const reminded = at.takeCalls();
    await at.pass({ days: 14 });
    const silent = at.question();
    await at.say("/outcome worked");

    // The dashboard's write of that day does not belong to the reminder.
    expect(reminded.filter((call) => call !== "updateIssue")).toEqual(["readIssue", "listComments", "createComment"]);
    expect(silent).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(silent.body).toContain("**No answer**");
    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
  });

  it("takes an issue closed by hand as unanswered, and does not reopen it", async () => {
    const at = await shop().openPull().merge().ask();
    const { number } = at.question();

    await at.gh.people.closeIssue({ by: "bob", number });
    await at.settle();

    expect(at.question()).toMatchObject({ state: "closed", stateReason: "not_planned" });
  });

  it("asks the merger when the author cannot be assigned", async () => {
    const at = await shop();
    await at.openPull({ by: "mallory", title: "From outside", fork: true }).merge();

    await at.ask();

    expect(at.questions()[0]).toMatchObject({ assignees: ["cleo"] });
  });

  it("ends the outcome as not asked where issues are disabled", async () => {
    const at = await shop().openPull().merge();

    await at.gh.people.disableIssues();
    await at.pass({ days: 31 });

    const [row] = await at.db.query("select state, reason from outcome");
    expect(row).toEqual({ state: "not-asked", reason: "issues are switched off" });
  });

  it("does not count a merge twice, however often and in whatever order its deliveries come", async () => {
    const at = await shop().openPull().merge();
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
