import { setImmediate as otherEvents } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ExternalError } from "../../src/core/external-error.ts";
import type { RepositoryAddress } from "../../src/core/repository/repository-files.ts";
import { countCalls } from "../../src/simulator/calls.ts";
import type { SentDelivery } from "../../src/simulator/hook-log.ts";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";

const TEMPLATE = "## What problem does this solve?\n";

async function aGitHub({ install = true } = {}) {
  const clock = { now: new Date("2026-11-21T09:00:00.750Z") };
  const taken: SentDelivery[] = [];
  const simulation = createSimulatedGitHub({
    now: () => clock.now,
    deliver: (delivery) => {
      taken.push(delivery);
    },
  });
  const { people } = simulation;
  const id = await people.addRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/pull_request_template.md": TEMPLATE, "README.md": "# Shop" },
    collaborators: { ada: "write", bob: "triage", root: "admin" },
  });
  const installationId = install ? await people.install({ owner: "acme" }) : 0;
  const address: RepositoryAddress = { id, installationId, owner: "acme", name: "shop" };
  taken.length = 0;
  /** The deliveries since the last call, as "event.action". */
  const heard = () =>
    taken.splice(0).map(({ event, payload }) => `${event}.${(payload as { action?: string }).action}`);
  return { ...simulation, clock, taken, address, heard };
}

const aCheck = (headSha: string) => ({
  headSha,
  externalId: "1:1",
  conclusion: "neutral" as const,
  title: "Missing: how will we know",
  summary: "…",
  annotations: [],
  actions: [{ label: "Not needed", description: "This one needs no outcome", identifier: "not-needed" }],
});

describe("people on the simulated GitHub", () => {
  it("open a pull request, and the app gets GitHub's payload", async () => {
    const { people, taken, address } = await aGitHub();

    await people.openPullRequest({ by: "ada", title: "Faster search", branch: "faster" });

    expect(taken).toHaveLength(1);
    expect(taken[0]?.event).toBe("pull_request");
    expect(taken[0]?.payload).toMatchObject({
      action: "opened",
      number: 1,
      pull_request: {
        number: 1,
        title: "Faster search",
        body: null,
        state: "open",
        draft: false,
        merged: false,
        user: { login: "ada", type: "User" },
        base: { ref: "main" },
        head: { ref: "faster", repo: { id: address.id } },
        updated_at: "2026-11-21T09:00:00Z",
      },
      repository: { id: address.id, full_name: "acme/shop", owner: { login: "acme", type: "Organization" } },
      sender: { login: "ada" },
      installation: { id: address.installationId },
    });
  });

  it("merge, and a push to the base branch follows", async () => {
    const { people, heard, github, address } = await aGitHub();
    await people.openPullRequest({ by: "ada", title: "Faster search" });
    heard();

    const sha = await people.merge({ by: "ada", number: 1 });

    expect(heard()).toEqual(["pull_request.closed", "push.undefined"]);
    expect(await github.readPullRequest(address, 1)).toMatchObject({
      state: "closed",
      mergedBy: { login: "ada" },
      mergeCommitSha: sha,
    });
  });

  it("tick a box of an issue by words in its line, and the event includes the old body", async () => {
    const { people, taken, github, address } = await aGitHub();
    const body = "```\n- [ ] no box\n```\n\n- [ ] It worked\n- [ ] <!-- key --> It did not\n";
    await github.createIssue(address, { title: "Did this work?", body, labels: ["outcome"], assignees: ["ada"] });
    taken.length = 0;

    await people.tick({ by: "ada", number: 1, box: "did not" });

    expect(taken[0]?.payload).toMatchObject({
      action: "edited",
      sender: { login: "ada", type: "User" },
      issue: { body: body.replace("[ ] <!-- key", "[x] <!-- key") },
      changes: { body: { from: body } },
    });
  });

  it("can do only what GitHub allows", async () => {
    const { people, github, address } = await aGitHub();
    await github.createIssue(address, { title: "Did this work?", body: "- [ ] Yes", labels: [], assignees: [] });

    await expect(people.tick({ by: "stranger", number: 1, box: 0 })).rejects.toThrow(
      "stranger may not tick boxes of #1",
    );
    await expect(people.closeIssue({ by: "stranger", number: 1 })).rejects.toThrow("it takes triage, not read");
    await expect(people.closeIssue({ by: "bob", number: 1 })).resolves.toBeUndefined();
  });

  it("reply by e-mail with the quoted text below", async () => {
    const { people, github, address, look } = await aGitHub();
    await github.createIssue(address, {
      title: "Did this work?",
      body: "- [ ] Yes\n\nSay so.",
      labels: [],
      assignees: [],
    });

    await people.replyByEmail({ by: "ada", number: 1, body: "worked" });

    expect(look.comments(1)[0]?.body).toBe(
      "worked\n\nOn Sat, 21 Nov 2026 at 09:00, did-this-work[bot] <notifications@github.com> wrote:\n\n> - [ ] Yes\n>\n> Say so.",
    );
  });

  it("commit files to the default branch, and the push event names them", async () => {
    const { people, taken, github, address } = await aGitHub();

    const files = { ".github/outcomes.yml": "active: always\n", "README.md": "# The shop" };
    const sha = await people.commitFile({ by: "ada", files });

    expect(taken[0]).toMatchObject({
      event: "push",
      payload: {
        ref: "refs/heads/main",
        after: sha,
        commits: [{ added: [".github/outcomes.yml"], modified: ["README.md"], removed: [] }],
      },
    });
    expect(await github.readFiles(address)).toMatchObject({
      commit: sha,
      config: "active: always\n",
      templates: [{ path: ".github/pull_request_template.md", body: TEMPLATE }],
    });
  });

  it("press a button of the check", async () => {
    const { people, taken, github, address, look } = await aGitHub();
    await people.openPullRequest({ by: "ada", title: "Faster search" });
    await github.createCheckRun(address, aCheck(look.thread(1).headSha ?? ""));
    taken.length = 0;

    await people.pressButton({ by: "ada", number: 1, button: "Not needed" });

    expect(taken[0]).toMatchObject({
      event: "check_run",
      payload: { action: "requested_action", requested_action: { identifier: "not-needed" }, sender: { login: "ada" } },
    });
  });
});

describe("the app on the simulated GitHub", () => {
  it("gets events of its own writes, sent by a bot", async () => {
    const { people, github, address, taken } = await aGitHub();
    await people.openPullRequest({ by: "ada", title: "Faster search" });
    taken.length = 0;

    await github.createComment(address, 1, "Something is missing.");

    expect(taken[0]).toMatchObject({
      event: "issue_comment",
      payload: {
        action: "created",
        issue: { number: 1, pull_request: {} },
        comment: { body: "Something is missing.", performed_via_github_app: { slug: "did-this-work" } },
        sender: { login: "did-this-work[bot]", type: "Bot" },
      },
    });
  });

  it("gets no events where it is not installed or is suspended, and can do nothing there", async () => {
    const { people, github, address, heard } = await aGitHub({ install: false });

    await people.openPullRequest({ by: "ada", title: "Faster search" });

    expect(heard()).toEqual([]);
    await expect(github.createComment(address, 1, "Hello")).rejects.toMatchObject({ kind: "not-found" });
    expect(await github.readFiles(address)).toBeUndefined();
  });

  it("has people who cannot be assigned dropped silently, or refused", async () => {
    const { github, address, options } = await aGitHub();
    const issue = { title: "Did this work?", body: "", labels: [], assignees: ["stranger", "ada"] };

    const made = await github.createIssue(address, issue);
    options.unassignable = "refuse";

    expect(made.assignees.map(({ login }) => login)).toEqual(["ada"]);
    await expect(github.createIssue(address, issue)).rejects.toMatchObject({ kind: "invalid" });
  });

  it("gets the reason when it cannot write", async () => {
    const { people, github, address } = await aGitHub();
    const issue = { title: "Did this work?", body: "x".repeat(65_537), labels: [], assignees: [] };
    await people.openPullRequest({ by: "ada", title: "Faster search" });
    const { id } = await github.createComment(address, 1, "Hello");
    await people.deleteComment({ by: "ada", id });

    await expect(github.updateComment(address, id, "Again")).rejects.toMatchObject({ kind: "not-found" });
    await expect(github.createIssue(address, issue)).rejects.toMatchObject({ kind: "invalid" });
    await people.disableIssues();
    await expect(github.createIssue(address, { ...issue, body: "" })).rejects.toMatchObject({ kind: "gone" });
    await expect(github.createComment(address, 1, "On a pull request")).resolves.toHaveProperty("id");
    await people.archive();
    await expect(github.createComment(address, 1, "Too late")).rejects.toMatchObject({ kind: "forbidden" });
  });

  it("edits and closes an issue in one call", async () => {
    const { github, address, heard, calls } = await aGitHub();
    await github.createIssue(address, { title: "Did this work?", body: "", labels: ["outcome"], assignees: [] });
    heard();
    calls.length = 0;

    const issue = await github.updateIssue(address, 1, {
      body: "It worked.",
      state: "closed",
      stateReason: "completed",
    });

    expect(issue).toMatchObject({ state: "closed", stateReason: "completed", body: "It worked." });
    expect(heard()).toEqual(["issues.edited", "issues.closed"]);
    expect(countCalls(calls)).toEqual({ reads: 0, writes: 1 });
  });

  it("lists newest first, and comments only since a time", async () => {
    const { people, github, address, clock } = await aGitHub();
    await people.openIssue({ by: "ada", title: "One", labels: ["outcome"] });
    await people.openIssue({ by: "ada", title: "Two", labels: ["outcome"] });
    await people.comment({ by: "ada", number: 1, body: "early" });
    clock.now = new Date("2026-11-21T10:00:00Z");
    await people.comment({ by: "ada", number: 1, body: "late" });

    const comments = await github.listComments(address, 1, new Date("2026-11-21T09:30:00Z"));
    const issues = await github.listIssues(address, "outcome");

    expect(comments.map(({ body }) => body)).toEqual(["late"]);
    expect(issues.map(({ title }) => title)).toEqual(["Two", "One"]);
  });
});

describe("when issues were opened", () => {
  it("is listed for all labels together, newest first, a hundred on a page", async () => {
    const { people, github, address, clock } = await aGitHub();
    await people.openIssue({ by: "ada", title: "Too early", labels: ["bug"] });
    clock.now = new Date("2026-11-22T09:00:00Z");
    for (let number = 2; number <= 102; number++) await people.openIssue({ by: "ada", title: "Bug", labels: ["Bug"] });
    await people.openIssue({ by: "ada", title: "A wish", labels: ["wish"] });
    await people.openPullRequest({ by: "ada", title: "A fix", labels: ["bug"] });
    const request = { labels: ["bug"], since: "2026-11-22T00:00:00.000Z", cursor: null };

    const first = await github.listIssueDates(address, request);
    const second = await github.listIssueDates(address, { ...request, cursor: first.next });
    const none = await github.listIssueDates(address, { ...request, labels: ["bug", "wish"] });

    expect(first.issues).toHaveLength(100);
    expect(first.issues[0]).toEqual({ number: 102, createdAt: "2026-11-22T09:00:00Z" });
    expect(second).toEqual({ issues: [{ number: 2, createdAt: "2026-11-22T09:00:00Z" }], next: null });
    expect(none).toEqual({ issues: [], next: null });
  });
});

describe("faults of the simulated GitHub", () => {
  it("refuse a write, which then does not happen", async () => {
    const { people, github, address, faults, look } = await aGitHub();
    await people.openPullRequest({ by: "ada", title: "Faster search" });
    faults.next({
      method: "createComment",
      mode: "refuse",
      kind: "limited",
      retryAt: new Date("2026-11-21T09:05:00Z"),
    });

    const refused = github.createComment(address, 1, "Hello");

    await expect(refused).rejects.toMatchObject({ kind: "limited", retryAt: new Date("2026-11-21T09:05:00Z") });
    expect(look.comments(1)).toEqual([]);
  });

  it("break the connection once, after the write happened", async () => {
    const { people, github, address, faults, look, calls, heard } = await aGitHub();
    await people.openPullRequest({ by: "ada", title: "Faster search" });
    heard();
    faults.next({ method: "createComment", mode: "apply-then-fail" });

    await expect(github.createComment(address, 1, "Hello")).rejects.toThrow(ExternalError);
    await github.createComment(address, 1, "Hello again");

    expect(look.comments(1).map(({ body }) => body)).toEqual(["Hello", "Hello again"]);
    expect(heard()).toEqual(["issue_comment.created", "issue_comment.created"]);
    expect(calls.map(({ method, outcome }) => `${method} ${outcome}`)).toEqual([
      "createComment unanswered",
      "createComment done",
    ]);
  });
});

describe("deliveries of the simulated GitHub", () => {
  it("come one after the other, and a user action ends when they were taken", async () => {
    const taken: string[] = [];
    const { people } = createSimulatedGitHub({
      now: () => new Date("2026-11-21T09:00:00Z"),
      deliver: async ({ event, payload }) => {
        await otherEvents();
        taken.push(`${event}.${(payload as { action?: string }).action}`);
      },
    });
    await people.addRepository({ owner: "acme", name: "shop", collaborators: { ada: "admin" } });
    await people.install();

    await people.openPullRequest({ by: "ada", title: "Faster search", labels: ["search"] });

    expect(taken).toEqual(["installation.created", "pull_request.opened", "pull_request.labeled"]);
  });

  it("show the state at the time of sending, in the shape that the app parses", async () => {
    const { people, deliveries } = await aGitHub();
    await people.openPullRequest({ by: "ada", title: "Before" });

    await people.editPullRequest({ by: "ada", number: 1, title: "After" });

    const titles = deliveries.slice(-2).map(({ payload }) => payload as { pull_request: { title: string } });
    expect(titles.map(({ pull_request }) => pull_request.title)).toEqual(["Before", "After"]);
  });

  it("make the user action that caused them throw what the receiver throws", async () => {
    const { people } = createSimulatedGitHub({
      now: () => new Date("2026-11-21T09:00:00Z"),
      deliver: () => Promise.reject(new Error("the inbox is full")),
    });
    await people.addRepository({ owner: "acme", name: "shop", collaborators: { ada: "admin" } });

    await expect(people.install()).rejects.toThrow("the inbox is full");
  });
});
