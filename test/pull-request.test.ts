import { describe, expect, it } from "vitest";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

const loop = useLoop();

function install(at: Loop, config?: string): Promise<number> {
  return installShop(at, { template: TEMPLATE, config });
}

async function open(at: Loop, body: string, more: { base?: string; headSha?: string } = {}): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body, ...more });
  await at.settle();
  return number;
}

const checkOf = (at: Loop, number: number) => {
  const check = at.gh.look.thread(number).check;
  return check && `${check.conclusion}: ${check.title}`;
};

describe("the check", () => {
  it("fails where the team requires a statement, and authors do not excuse themselves there", async () => {
    const at = loop();
    await install(at, "enforcement: require\n");
    const number = await open(at, TEMPLATE);
    const before = checkOf(at, number);

    await at.gh.people.comment({ by: "bob", number, body: "/outcome skip I am in a hurry" });
    await at.settle();
    const refused = checkOf(at, number);
    await at.gh.people.comment({ by: "cleo", number, body: "/outcome skip a hotfix" });
    await at.settle();

    expect(before).toMatch(/^failure: Missing/);
    expect(refused).toBe(before);
    expect(checkOf(at, number)).toBe("skipped: Left alone: a hotfix (cleo)");
  });

  it("is not created where enforcement is off, but outcomes are still asked", async () => {
    const at = loop();
    await install(at, "enforcement: off\n");
    const number = await open(at, FULL);

    await at.gh.people.merge({ by: "cleo", number });
    await at.pass({ days: 31 });

    expect(checkOf(at, number)).toBeNull();
    expect(at.gh.look.issues("outcome")).toHaveLength(1);
  });

  it("shows the worst of several pull requests at one commit, with a section for each", async () => {
    const at = loop();
    await install(at);
    const first = await open(at, FULL);
    const { headSha } = at.gh.look.thread(first);

    await open(at, TEMPLATE, { base: "main", ...(headSha === null ? {} : { headSha }) });

    expect(checkOf(at, first)).toMatch(/^neutral: Missing/);
    expect(at.gh.look.checkRuns(headSha ?? "")).toHaveLength(1);
    expect(at.gh.look.checkRuns(headSha ?? "")[0]?.summary).toMatch(/### Pull request 2[\s\S]*### Pull request 1/);
  });

  it("is updated when a person re-runs it", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, FULL);
    at.takeCalls();

    await at.gh.people.rerequestCheck({ by: "bob", number });
    await at.settle();
    const run = at.takeCalls();
    await at.gh.people.rerequestSuite({ by: "bob", number });
    await at.settle();

    expect(run).toEqual(["readFiles", "updateCheckRun"]);
    expect(at.takeCalls()).toEqual(["readFiles", "updateCheckRun"]);
  });

  it("passes in a merge queue", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, FULL);
    await at.pass({ seconds: 5 });
    at.takeCalls();

    const sha = await at.gh.people.enqueue({ by: "cleo", number });
    await at.settle();

    expect(at.takeCalls()).toEqual(["createCheckRun"]);
    expect(at.gh.look.checkRuns(sha).map((check) => check.conclusion)).toEqual(["success"]);
  });

  it("is based on a new read of everything on request", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, FULL);
    at.takeCalls();

    await at.gh.people.comment({ by: "bob", number, body: "/outcome recheck" });
    await at.settle();

    expect(at.takeCalls()).toEqual(["readFiles", "readPullRequest", "updateCheckRun", "addReaction"]);
  });

  it("ignores other bases, and evaluates again after retargeting", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, TEMPLATE, { base: "release" });
    const elsewhere = { check: checkOf(at, number), comments: at.gh.look.comments(number).length };

    await at.pass({ seconds: 5 });
    await at.gh.people.editPullRequest({ by: "bob", number, base: "main" });
    await at.settle();

    expect(elsewhere).toEqual({ check: "skipped: Left alone: merges into release", comments: 0 });
    expect(checkOf(at, number)).toMatch(/^neutral: Missing/);
    expect(at.gh.look.comments(number)).toHaveLength(1);
  });
});

describe("a change of the configuration", () => {
  it("evaluates open pull requests again, and writes no new comment", async () => {
    const at = loop();
    await install(at, "enforcement: off\n");
    const number = await open(at, TEMPLATE);
    at.takeCalls();

    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "enforcement: remind\n" } });
    await at.settle();

    expect(checkOf(at, number)).toMatch(/^neutral: Missing/);
    expect(at.gh.look.comments(number)).toEqual([]);
    expect(at.takeCalls()).toEqual(["readFiles", "createCheckRun"]);
  });

  it("deletes a comment that is no longer wanted", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, TEMPLATE);

    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "comment: false\n" } });
    await at.settle();

    expect(at.gh.look.comments(number)).toEqual([]);
  });
});

describe("when GitHub does not answer", () => {
  it.each(["createCheckRun", "createComment"] as const)("%s is not made twice", async (method) => {
    const at = loop();
    await install(at);
    at.gh.faults.next({ method, mode: "apply-then-fail" });

    const number = await open(at, TEMPLATE);
    await at.pass({ seconds: 15 });
    await at.pass({ seconds: 15 });

    expect(at.gh.look.comments(number)).toHaveLength(1);
    expect(at.gh.look.checkRuns()).toHaveLength(1);
  });

  it.each(["createCheckRun", "createComment"] as const)(
    "%s is not made twice, if its echo never comes",
    async (method) => {
      const at = loop();
      await install(at);
      at.gh.faults.next({ method, mode: "apply-then-fail" });
      const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: TEMPLATE });
      await at.gh.settled();
      at.gh.hooks.isAway = true;
      at.takeCalls();

      // GitHub may take a while to list what it accepted: the app does not search for it yet, let alone repeat it.
      await at.pass({ seconds: 5 });
      await at.pass({ seconds: 4 });
      const early = at.takeCalls();
      for (let times = 0; times < 3; times++) await at.pass({ seconds: 15 });

      expect(early.filter((call) => call === method || call.startsWith("list"))).toEqual([method]);
      expect(at.takeCalls()).not.toContain(method);
      expect(at.gh.look.comments(number)).toHaveLength(1);
      expect(at.gh.look.checkRuns()).toHaveLength(1);
    },
  );

  it("an update that may still arrive delays the next one, which it would undo", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, TEMPLATE);
    at.gh.faults.next({ method: "updateCheckRun", mode: "fail" });
    await at.gh.people.editPullRequest({ by: "bob", number, body: FULL });
    await at.settle();
    at.takeCalls();

    await at.gh.people.editPullRequest({ by: "bob", number, body: `${TEMPLATE}\n` });
    await at.pass({ seconds: 9 });
    const early = at.takeCalls();
    await at.pass({ seconds: 2 });

    expect(early).not.toContain("updateCheckRun");
    expect(at.takeCalls()).toContain("updateCheckRun");
    expect(at.gh.look.checkRuns()[0]?.conclusion).toBe("neutral");
  });

  it("a follow-up is not made twice, even if its own event never arrives", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, FULL);
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();
    at.gh.faults.next({ method: "createIssue", mode: "apply-then-fail" });
    at.gh.hooks.isAway = true;

    await at.pass({ days: 31 });
    await at.pass({ seconds: 15 });
    await at.pass({ seconds: 15 });

    expect(at.gh.look.issues("outcome")).toHaveLength(1);
    expect((await at.db.query("select state from outcome"))[0]).toEqual({ state: "asked" });
  });

  it("the app waits as long as GitHub asks, and then continues", async () => {
    const at = loop();
    await install(at);
    const retryAt = new Date(at.now().getTime() + 60_000);
    at.gh.faults.next({ method: "createCheckRun", mode: "refuse", kind: "limited", retryAt });

    const number = await open(at, FULL);
    await at.pass({ seconds: 30 });
    const early = checkOf(at, number);
    await at.pass({ seconds: 31 });

    expect(early).toBeNull();
    expect(checkOf(at, number)).toMatch(/^success/);
  });
});

describe("becoming active", () => {
  it("gives open pull requests a check and no comment, for two reads", async () => {
    const at = loop();
    await at.gh.people.addRepository({
      owner: "acme",
      name: "shop",
      files: { ".github/pull_request_template.md": TEMPLATE },
      collaborators: { ada: "admin", bob: "write", cleo: "write" },
    });
    const number = await at.gh.people.openPullRequest({ by: "bob", title: "Already open", body: TEMPLATE });

    await at.gh.people.install();
    await at.settle();

    expect(checkOf(at, number)).toMatch(/^neutral: Missing/);
    expect(at.gh.look.comments(number)).toEqual([]);
    expect(at.takeCalls()).toEqual(["readFiles", "listOpenPullRequests", "createCheckRun"]);
  });

  it("by a file on the default branch takes effect from then on: earlier merges get no outcome", async () => {
    const at = loop();
    await at.gh.people.addRepository({
      owner: "acme",
      name: "shop",
      collaborators: { ada: "admin", bob: "write", cleo: "write" },
    });
    await at.gh.people.install();
    const early = await open(at, FULL);
    await at.gh.people.merge({ by: "cleo", number: early });
    await at.settle();
    const late = await open(at, FULL);

    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "enforcement: remind\n" } });
    await at.settle();
    await at.pass({ minutes: 1 });
    await at.gh.people.editPullRequest({ by: "bob", number: early, body: `${FULL}\nMore.` });
    await at.gh.people.merge({ by: "cleo", number: late });
    await at.settle();

    expect(await at.db.query("select number from outcome")).toEqual([{ number: late }]);
  });

  it("is not for forks, unless their own file says so", async () => {
    const at = loop();
    await at.gh.people.addRepository({
      owner: "acme",
      name: "shop",
      fork: true,
      files: { ".github/pull_request_template.md": TEMPLATE },
      collaborators: { bob: "write" },
    });
    await at.gh.people.install();

    const number = await open(at, TEMPLATE);

    expect(checkOf(at, number)).toBeNull();
  });

  it("is also caused by the owner's template, which is read again when it changes", async () => {
    const at = loop();
    await at.gh.people.addRepository({
      owner: "acme",
      name: ".github",
      files: { ".github/pull_request_template.md": TEMPLATE },
      collaborators: { ada: "admin" },
    });
    await at.gh.people.addRepository({ owner: "acme", name: "shop", collaborators: { ada: "admin", bob: "write" } });
    await at.gh.people.install();
    await at.settle();
    const number = await at.gh.people.openPullRequest({
      repository: "acme/shop",
      by: "bob",
      title: "A",
      body: TEMPLATE,
    });
    await at.settle();
    const before = at.gh.look.thread(number, "acme/shop").check?.conclusion;

    await at.gh.people.commitFile({
      repository: "acme/.github",
      by: "ada",
      files: { ".github/outcomes.yml": "enforcement: require\n" },
    });
    await at.settle();

    expect(before).toBe("neutral");
    expect(at.gh.look.thread(number, "acme/shop").check?.conclusion).toBe("failure");
  });
});

describe("a broken configuration", () => {
  it("is annotated on the lines of the pull request that proposes it, for one read per push", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, FULL);
    await at.pass({ seconds: 5 });
    at.takeCalls();

    await at.gh.people.push({ by: "bob", number, config: "comment: true\nenforcment: require\n" });
    await at.settle();

    expect(at.takeCalls()).toEqual(["readConfigFile", "createCheckRun"]);
    const [check] = at.gh.look.checkRuns(at.gh.look.thread(number).headSha ?? "");
    expect(check?.conclusion).toBe("success");
    expect(check?.summary).toMatch(/line 2, column 1.*did you mean/i);
    await at.gh.people.editPullRequest({ by: "bob", number, body: TEMPLATE });
    await at.pass({ seconds: 5 });
    expect(at.gh.look.checkRuns(at.gh.look.thread(number).headSha ?? "")[0]?.annotations).toHaveLength(1);
  });

  it("leaves the last good one in force, and the dashboard says so", async () => {
    const at = loop();
    await install(at, "enforcement: require\n");
    const number = await open(at, FULL);
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();

    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "enforcement: perhaps\n" } });
    await at.pass({ minutes: 2 });
    const second = await open(at, TEMPLATE);

    expect(checkOf(at, second)).toMatch(/^failure: Missing/);
    const [dashboard] = at.gh.look.issues("outcome-dashboard");
    expect(dashboard?.body).toContain("The configuration has problems");
    expect(dashboard?.body).not.toContain("perhaps");
  });
});

describe("ignored paths", () => {
  it("skip a pull request that touches nothing else, for one read per push", async () => {
    const at = loop();
    await install(at, "skip:\n  paths: ['docs/**', '*.md']\n");
    at.takeCalls();

    const number = await at.gh.people.openPullRequest({
      by: "bob",
      title: "Docs",
      body: TEMPLATE,
      touches: ["docs/a/b.md", "README.md"],
    });
    await at.settle();
    const opened = { calls: at.takeCalls(), check: checkOf(at, number) };
    await at.pass({ seconds: 5 });
    await at.gh.people.push({ by: "bob", number, touches: ["src/shop.ts"] });
    await at.settle();

    expect(opened.calls).toEqual(["listChangedPaths", "createCheckRun"]);
    expect(opened.check).toBe("skipped: Left alone: touches only docs/**, *.md");
    expect(checkOf(at, number)).toMatch(/^neutral/);
    expect(at.takeCalls()).toEqual(["listChangedPaths", "createCheckRun", "createComment"]);
  });
});
