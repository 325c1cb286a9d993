import { describe, expect, it } from "vitest";
import { useShop } from "./support/shop.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

const shop = useShop();

describe("the check", () => {
  it("fails where the team requires a statement, and authors do not excuse themselves there", async () => {
    const at = await shop({ config: "enforcement: require\n" }).openPull({ body: TEMPLATE });
    const { number } = at.pull();
    const before = at.check();

    await at.say("/outcome skip I am in a hurry", { number });
    const refused = at.check();
    await at.say("/outcome skip a hotfix", { by: "cleo", number });

    expect(before).toMatch(/^failure: Missing/);
    expect(refused).toBe(before);
    expect(at.check()).toBe("skipped: Skipped by cleo: a hotfix");
  });

  it.each<[string, { body?: string; branch?: string }]>([
    ["a line about a pull request that was never merged", { body: `Reverts #999\n\n${TEMPLATE}` }],
    ["a hidden line", { body: `<!-- Reverts #1 -->\n\n${TEMPLATE}` }],
    ["a commit that is none", { body: `This reverts commit 0000000.\n\n${TEMPLATE}` }],
    ["the name of another branch", { branch: "revert-1-x" }],
    ["the branch of a dependency bot", { branch: "renovate/x" }],
  ])("fails where the team requires a statement, whatever %s says", async (_, more) => {
    const at = await shop({ config: "enforcement: require\n" }).openPull({ body: TEMPLATE, ...more });

    expect(at.check()).toMatch(/^failure: Missing/);
  });

  it("is skipped for a revert of what was merged, also where the team requires a statement", async () => {
    const at = await shop({ config: "enforcement: require\n" }).openPull().merge().openPull({ body: "Reverts #1" });

    expect(at.check()).toMatch(/^skipped: /);
  });

  it("is not created where enforcement is off, but outcomes are still asked", async () => {
    const at = await shop({ config: "enforcement: off\n" }).openPull();

    await at.merge().pass({ days: 31 });

    expect(at.check()).toBeNull();
    expect(at.questions()).toHaveLength(1);
  });

  it("shows the worst of several pull requests at one commit, with a section for each", async () => {
    const at = await shop().openPull();
    const { number: first, headSha } = at.pull();

    await at.openPull({ body: TEMPLATE, base: "main", ...(headSha === null ? {} : { headSha }) });

    expect(at.check(first)).toMatch(/^neutral: Missing/);
    expect(at.gh.look.checkRuns(headSha ?? "")).toHaveLength(1);
    expect(at.gh.look.checkRuns(headSha ?? "")[0]?.summary).toMatch(/### Pull request 2[\s\S]*### Pull request 1/);
  });

  it("is updated when a person re-runs it", async () => {
    const at = await shop().openPull();
    const { number } = at.pull();
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
    const at = await shop().openPull();
    const { number } = at.pull();
    await at.pass({ seconds: 5 });
    at.takeCalls();

    const sha = await at.gh.people.enqueue({ by: "cleo", number });
    await at.settle();

    expect(at.takeCalls()).toEqual(["createCheckRun"]);
    expect(at.gh.look.checkRuns(sha).map((check) => check.conclusion)).toEqual(["success"]);
  });

  it("is based on a new read of everything on request", async () => {
    const at = await shop().openPull();
    const { number } = at.pull();
    at.takeCalls();

    await at.say("/outcome recheck", { number });

    expect(at.takeCalls()).toEqual(["readFiles", "readPullRequest", "updateCheckRun", "addReaction"]);
  });

  it("ignores other bases, and evaluates again after retargeting", async () => {
    const at = await shop().openPull({ body: TEMPLATE, base: "release" });
    const elsewhere = { check: at.check(), comments: at.pull().comments.length };

    await at.pass({ seconds: 5 });
    await at.edit({ base: "main" });

    expect(elsewhere).toEqual({ check: "skipped: Skipped: merges into release", comments: 0 });
    expect(at.check()).toMatch(/^neutral: Missing/);
    expect(at.pull().comments).toHaveLength(1);
  });
});

describe("a change of the configuration", () => {
  it("evaluates open pull requests again, and writes no new comment", async () => {
    const at = await shop({ config: "enforcement: off\n" }).openPull({ body: TEMPLATE });
    at.takeCalls();

    await at.configure("enforcement: remind\n");

    expect(at.check()).toMatch(/^neutral: Missing/);
    expect(at.pull().comments).toEqual([]);
    expect(at.takeCalls()).toEqual(["readFiles", "createCheckRun"]);
  });

  it("deletes a comment that is no longer wanted", async () => {
    const at = await shop().openPull({ body: TEMPLATE });

    await at.configure("comment: false\n");

    expect(at.pull().comments).toEqual([]);
  });
});

describe("when GitHub does not answer", () => {
  it.each(["createCheckRun", "createComment"] as const)("%s is not made twice", async (method) => {
    const at = await shop();
    at.gh.faults.next({ method, mode: "apply-then-fail" });

    await at.openPull({ body: TEMPLATE });
    await at.pass({ seconds: 15 });
    await at.pass({ seconds: 15 });

    expect(at.pull().comments).toHaveLength(1);
    expect(at.gh.look.checkRuns()).toHaveLength(1);
  });

  it.each(["createCheckRun", "createComment"] as const)(
    "%s is not made twice, if its echo never comes",
    async (method) => {
      const at = await shop();
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
    const at = await shop().openPull({ body: TEMPLATE });
    at.gh.faults.next({ method: "updateCheckRun", mode: "fail" });
    await at.edit({ body: FULL });
    at.takeCalls();

    await at.edit({ body: `${TEMPLATE}\n` }).pass({ seconds: 9 });
    const early = at.takeCalls();
    await at.pass({ seconds: 2 });

    expect(early).not.toContain("updateCheckRun");
    expect(at.takeCalls()).toContain("updateCheckRun");
    expect(at.gh.look.checkRuns()[0]?.conclusion).toBe("neutral");
  });

  it("a follow-up is not made twice, even if its own event never arrives", async () => {
    const at = await shop().openPull().merge();
    at.gh.faults.next({ method: "createIssue", mode: "apply-then-fail" });
    at.gh.hooks.isAway = true;

    await at.pass({ days: 31 });
    await at.pass({ seconds: 15 });
    await at.pass({ seconds: 15 });

    expect(at.questions()).toHaveLength(1);
    expect((await at.db.query("select state from outcome"))[0]).toEqual({ state: "asked" });
  });

  it("the app waits as long as GitHub asks, and then continues", async () => {
    const at = await shop();
    const retryAt = new Date(at.now().getTime() + 60_000);
    at.gh.faults.next({ method: "createCheckRun", mode: "refuse", kind: "limited", retryAt });

    await at.openPull();
    await at.pass({ seconds: 30 });
    const early = at.check();
    await at.pass({ seconds: 31 });

    expect(early).toBeNull();
    expect(at.check()).toMatch(/^success/);
  });
});

describe("becoming an active repository", () => {
  it("gives open pull requests a check and no comment, for two reads", async () => {
    const at = await shop.without().openPull({ body: TEMPLATE });

    await at.gh.people.install();
    await at.settle();

    expect(at.check()).toMatch(/^neutral: Missing/);
    expect(at.pull().comments).toEqual([]);
    expect(at.takeCalls()).toEqual(["readFiles", "listOpenPullRequests", "createCheckRun"]);
  });

  it("by a file on the default branch takes effect from then on: earlier merges get no outcome", async () => {
    const at = await shop({ template: undefined }).openPull().merge();
    const { number: early } = at.pull();
    await at.openPull();
    const { number: late } = at.pull();

    await at.configure("enforcement: remind\n").pass({ minutes: 1 });
    await at.gh.people.editPullRequest({ by: "bob", number: early, body: `${FULL}\nMore.` });
    await at.merge({ number: late });

    expect(await at.db.query("select number from outcome")).toEqual([{ number: late }]);
  });

  it("is not for forks, unless their own file says so", async () => {
    const at = await shop({ fork: true });

    await at.openPull({ body: TEMPLATE });

    expect(at.check()).toBeNull();
  });

  it("is also caused by the owner's template, which is read again when it changes", async () => {
    const files = { ".github/pull_request_template.md": TEMPLATE };
    const others = [{ owner: "acme", name: ".github", files, collaborators: { ada: "admin" } }] as const;
    const at = await shop({ template: undefined, others }).openPull({ body: TEMPLATE });
    const before = at.check();

    await at.gh.people.commitFile({
      repository: "acme/.github",
      by: "ada",
      files: { ".github/outcomes.yml": "enforcement: require\n" },
    });
    await at.settle();

    expect(before).toMatch(/^neutral: /);
    expect(at.check()).toMatch(/^failure: /);
  });
});

describe("a broken configuration", () => {
  it("is annotated on the lines of the pull request that proposes it, for one read per push", async () => {
    const at = await shop().openPull().pass({ seconds: 5 });
    at.takeCalls();

    await at.push({ config: "comment: true\nenforcment: require\n" });

    expect(at.takeCalls()).toEqual(["readConfigFile", "createCheckRun"]);
    const [check] = at.gh.look.checkRuns(at.pull().headSha ?? "");
    expect(check?.conclusion).toBe("success");
    expect(check?.summary).toMatch(/line 2, column 1.*did you mean/i);
    await at.edit({ body: TEMPLATE }).pass({ seconds: 5 });
    expect(at.gh.look.checkRuns(at.pull().headSha ?? "")[0]?.annotations).toHaveLength(1);
  });

  it("leaves the last good one in force, and the dashboard says so", async () => {
    const at = await shop({ config: "enforcement: require\n" }).openPull().merge();

    await at.configure("enforcement: perhaps\n").pass({ minutes: 2 });
    await at.openPull({ body: TEMPLATE });

    expect(at.check()).toMatch(/^failure: Missing/);
    expect(at.dashboard().body).toContain("Fix `.github/outcomes.yml`");
    expect(at.dashboard().body).not.toContain("perhaps");
  });
});

describe("ignored paths of a pull request", () => {
  it("skip a pull request that touches nothing else, for one read per push", async () => {
    const at = await shop({ config: "skip:\n  paths: ['docs/**', '*.md']\n" });
    at.takeCalls();

    await at.openPull({ title: "Docs", body: TEMPLATE, touches: ["docs/a/b.md", "README.md"] });
    const opened = { calls: at.takeCalls(), check: at.check() };
    await at.pass({ seconds: 5 });
    await at.push({ touches: ["src/shop.ts"] });

    expect(opened.calls).toEqual(["listChangedPaths", "createCheckRun"]);
    expect(opened.check).toBe("skipped: Skipped: only touches docs/**, *.md");
    expect(at.check()).toMatch(/^neutral/);
    expect(at.takeCalls()).toEqual(["listChangedPaths", "createCheckRun", "createComment"]);
  });
});
