import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, expect, describe as group, test } from "vitest";
import { runAudit } from "../../src/cli/audit-command.ts";
import type { AuditOptions, AuditTools } from "../../src/cli/audit-tools.ts";
import { Interruption } from "../../src/cli/interruption.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { aMergedPull, aPage, describe, offerFiles, offerPage, offerTrouble } from "../support/github-graphql.ts";
import { aFolder, aTerminal, runCommand } from "./stage.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const STATED = describe("Customers ask for it.", "Fewer than 2 questions a month in #help.");
const NUMBERLESS = describe("Customers ask for it.", "People like the new page more.");
const EXEMPT = describe("Typo.", "N/A: only a typo");

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

/** In a wait of this length the user presses Ctrl-C. */
const STOPPED_MS = 59 * 60_000 + 59_000;

/** An audit whose waits take no time. */
function anAudit(given: Partial<AuditTools["env"]> = {}, cacheFolder = aFolder().path("cache")) {
  const stage = aTerminal();
  const waits: number[] = [];
  const stop = new AbortController();
  let now = NOW.getTime();
  const repo: AuditTools = {
    terminal: stage.terminal,
    env: { token: "a-token", gheHost: null, gheProtocol: "https", ...given },
    now: () => new Date(now),
    async wait(ms, signal) {
      waits.push(ms);
      if (ms === STOPPED_MS) stop.abort();
      now += ms;
      signal.throwIfAborted();
    },
    cacheFolder,
    signal: stop.signal,
  };
  const run = (options: Partial<AuditOptions> = {}, words = "acme/shop") =>
    runAudit(words, { since: "90d", ...options }, repo);
  const notes = () => readdirSync(cacheFolder).map((name) => join(cacheFolder, name));
  return { ...stage, run, waits, cacheFolder, notes };
}

/** Ten pull requests, at least one of each kind. */
const TEN = [
  aMergedPull(20, { body: STATED }),
  aMergedPull(19, { body: NUMBERLESS }),
  aMergedPull(18, { body: EXEMPT }),
  aMergedPull(17),
  aMergedPull(16, { body: "Adds it." }),
  aMergedPull(15, { body: null, author: null }),
  aMergedPull(14, { author: { __typename: "Bot", login: "dependabot", databaseId: 13 } }),
  aMergedPull(13, { body: "Reverts acme/shop#12" }),
  aMergedPull(12, { baseRefName: "release" }),
  aMergedPull(11, { baseRefName: "main", headRefName: "main", isCrossRepository: true }),
];

group("the audit's report", () => {
  test("shows the share with a measure, the skipped pull requests and the questions that would have been asked", async () => {
    offerFiles();
    offerPage({ pulls: TEN, total: 10 });
    const audit = anAudit();

    const code = await audit.run();

    expect(code).toBe(0);
    expect(audit.text()).toMatchInlineSnapshot(`
      "acme/shop: 2 of 6 merged pull requests (33%) had a success measure.

      10 pull requests merged from 23 Aug 2026 to 21 Nov 2026; 3 skipped (1 into other
      branches, 1 by bots, 1 revert), 7 read.

        what problem this solves          5 of 7 (71%)  ██████████████░░░░░░
        how we'll know it worked          2 of 6 (33%)  ███████░░░░░░░░░░░░░
        … naming a number, date or place  1 of 2

      Counted separately: 1 said there's nothing to measure.

      What the app would have done
        Left one comment on 4 of 7 pull requests, naming what's missing; merging isn't
          blocked.
        Asked “did this work?” twice, 30 days after the merge: about 1 a month.
        Its limits (10 a day and 5 open per person) would let 2 of 2 through even
          without a single answer.

      The template
        pull_request_template.md asks “Why?” and “How will we know it worked?”.

      Good measures from this repository
        PR 20: “Fewer than 2 questions a month in #help.”

      Judged by today's template and settings; people are never ranked.
      Run it again: npm run --silent did-this-work -- audit acme/shop"
    `);
  });

  test("has the same numbers in JSON, with each pull request counted once", async () => {
    offerFiles();
    offerPage({ pulls: TEN, total: 10 });
    const audit = anAudit();

    await audit.run({ json: true });

    expect(audit.json()).toMatchObject({
      repository: "acme/shop",
      since: "2026-08-23",
      until: "2026-11-21",
      merged: 10,
      skipped: { base: 1, bot: 1, revert: 1 },
      read: 7,
      problem: { filled: 5, missing: 2, notApplicable: 0, percent: 71 },
      measure: { filled: 2, missing: 4, notApplicable: 1, percent: 33, checkable: 1 },
      reminders: 4,
      questions: { due: 2, askedIfNobodyAnswers: 2, perMonth: 0.7 },
      configuration: { own: false, active: true },
      examples: [{ number: 20 }],
    });
  });

  test("has the same content in Markdown, without references that GitHub would act on", async () => {
    offerFiles();
    offerPage({ pulls: TEN, total: 10 });
    const audit = anAudit();

    await audit.run({ markdown: true });

    expect(audit.text()).toContain("| how we'll know it worked | 2 of 6 (33%) |");
    expect(audit.text()).toContain("https://redirect.github.com/acme/shop/pull/20");
  });

  test("names no person", async () => {
    offerFiles();
    offerPage({ pulls: TEN, total: 10 });
    const audit = anAudit();

    await audit.run({ json: true });

    expect(audit.text()).not.toMatch(/bob|cleo|dependabot/);
  });

  test("fits 80 columns", async () => {
    offerFiles();
    const long = describe("x", `${"Weekly exports in the dashboard go from 0 to 20. ".repeat(4)}`);
    offerPage({ pulls: Array.from({ length: 100 }, (_, index) => aMergedPull(index + 1, { body: long })), total: 100 });
    const audit = anAudit();

    await audit.run();

    const lines = audit.text().split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test("neutralizes text that would control the terminal", async () => {
    const template = { filename: "\u001B[31mt.md", body: "## Why\u001B[31m?\n\n## How will we know it worked?\n" };
    offerFiles({ pullRequestTemplates: [template] });
    offerPage({ pulls: [aMergedPull(1, { body: STATED.replace("Fewer", "Fewer\u001B[31m\u202E") })] });
    const audit = anAudit();

    await audit.run();

    for (const character of ["\u001B", "\u202E"]) expect(audit.text()).not.toContain(character);
  });

  test("says that nothing was merged", async () => {
    offerFiles();
    offerPage({ pulls: [aMergedPull(1, { mergedAt: "2026-08-22T23:59:59Z" })], total: 0 });
    const audit = anAudit();

    await audit.run();

    expect(audit.text()).toContain("acme/shop: nothing was merged since 23 Aug 2026.");
  });

  test("applies the repository's configuration, and reads changed files only where that needs them", async () => {
    const config = "skip: { paths: ['docs/**'] }\nenforcement: require\nfollow-up: { enabled: false }";
    offerFiles({ object: { text: config, isBinary: false } });
    const files = (paths: readonly string[], totalCount = paths.length) => ({
      files: { totalCount, nodes: paths.map((path) => ({ path })) },
    });
    offerPage({
      pulls: [
        aMergedPull(3, files(["docs/a.md"])),
        aMergedPull(2, files(["docs/a.md", "src/a.ts"])),
        aMergedPull(1, files(["docs/a.md"], 200)),
      ],
    });
    const audit = anAudit();

    await audit.run();

    expect(audit.text()).toMatch(/1 skipped \(1 with\s+only\s+skipped\s+paths\),\s+2\s+read/);
    expect(audit.text()).toContain("Held back 2 of 2 pull requests");
    expect(audit.text()).toContain("Asked nothing: follow-ups are off.");
  });

  test("names a template of the owner, and a question that it does not ask", async () => {
    const owner = {
      visibility: "PUBLIC",
      defaultBranchRef: { name: "main", target: { oid: "abc" } },
      pullRequestTemplates: [{ filename: "pull_request_template.md", body: "## Why?\n" }],
      object: null,
    };
    offerFiles({ pullRequestTemplates: [] }, owner);
    offerPage({ pulls: [aMergedPull(1)] });
    const audit = anAudit();

    await audit.run();

    expect(audit.text()).toContain(
      "pull_request_template.md of acme/.github asks “Why?”, but not how we'll know\n    it worked.",
    );
    expect(audit.text()).toContain("add “## How will we know it worked?”");
    expect(audit.text()).toContain("As things stand it stays silent here");
  });

  test("counts separately what GitHub did not show", async () => {
    offerFiles();
    const forbidden = { type: "FORBIDDEN", path: ["repository", "pullRequests", "nodes", 1], message: "no" };
    offerTrouble(200, { data: aPage({ pulls: [aMergedPull(1), null] }), errors: [forbidden] });
    const audit = anAudit();

    await audit.run();

    expect(audit.text()).toMatch(/^1 pull request merged from .* GitHub did not show 1\s+more\.$/m);
  });

  test("is also made for a GitHub Enterprise Server", async () => {
    offerFiles({}, null, "http://ghe.example.com/api");
    offerPage({ pulls: TEN }, { api: "http://ghe.example.com/api" });
    const audit = anAudit({ gheHost: "ghe.example.com", gheProtocol: "http" });

    expect(await audit.run({}, "https://ghe.example.com/acme/shop/pulls")).toBe(0);
  });
});

group("page by page", () => {
  test("the audit reads everything since the first day, and again what changed meanwhile", async () => {
    offerFiles();
    const old = aMergedPull(1, { mergedAt: "2026-07-01T10:00:00Z" });
    offerPage({ pulls: [aMergedPull(4), aMergedPull(3)], next: "two", total: 3 });
    // An old pull request with a comment of yesterday: it is listed among the new ones and must not count.
    offerPage(
      { pulls: [{ ...old, updatedAt: "2026-11-20T10:00:00Z" }, aMergedPull(2), old], next: "three" },
      { after: "two" },
    );
    // Meanwhile 3 was edited and 5 merged.
    const edited = aMergedPull(3, { body: STATED, updatedAt: "2026-11-21T12:00:01Z" });
    offerPage({ pulls: [aMergedPull(5, { mergedAt: "2026-11-21T12:00:02Z" }), edited, aMergedPull(4)], next: "two" });
    const audit = anAudit();

    await audit.run({ json: true });

    expect(audit.json()).toMatchObject({ merged: 4, measure: { filled: 1 } });
  });

  test("an interrupted audit resumes where it stopped", async () => {
    offerFiles();
    offerPage({ pulls: [aMergedPull(4, { body: STATED }), aMergedPull(3)], next: "two", total: 4 });
    offerTrouble(500, {}).persist();
    const first = anAudit();
    await expect(first.run()).rejects.toThrow(/doesn't answer.*\. Run the same command again to continue\.$/s);
    nock.cleanAll();

    offerFiles();
    offerPage({ pulls: [aMergedPull(2), aMergedPull(1)] }, { after: "two" });
    offerPage({ pulls: [aMergedPull(4, { body: STATED })], next: "two" });
    const second = anAudit({}, first.cacheFolder);
    await second.run({ json: true });

    expect(second.json()).toMatchObject({ merged: 4, measure: { filled: 1 } });
    expect(second.notes()).toEqual([]);
  });

  test("the notes are readable by the user only, and contain no names and no descriptions", async () => {
    offerFiles();
    offerPage({ pulls: [aMergedPull(2, { body: STATED }), aMergedPull(1)], next: "two", total: 4 });
    offerTrouble(404, {});
    const audit = anAudit();
    await expect(audit.run()).rejects.toThrow(UsageError);

    const [file = ""] = audit.notes();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).not.toMatch(/bob|Customers ask/);
  });

  test.each([
    ["are cut off", (text: string) => text.slice(0, text.lastIndexOf("{") + 5)],
    ["are garbage", () => "garbage\n{}\n"],
    ["are a day old", (text: string) => text.replace("2026-11-21T12", "2026-11-20T11")],
    ["were judged by other rules", (text: string) => text.replace(/"rules":"../, '"rules":"zz')],
  ])("notes that %s are ignored, and the audit starts again", async (_, spoil) => {
    offerFiles();
    offerPage({ pulls: [aMergedPull(2)], next: "two", total: 4 });
    offerTrouble(404, {});
    const first = anAudit();
    await expect(first.run()).rejects.toThrow(UsageError);
    const [file = ""] = first.notes();
    writeFileSync(file, spoil(readFileSync(file, "utf8")));

    offerFiles();
    offerPage({ pulls: [aMergedPull(2), aMergedPull(1)] });
    const second = anAudit({}, first.cacheFolder);
    await second.run({ json: true });

    expect(second.json()).toMatchObject({ merged: 2 });
  });

  test("the audit runs without notes when they cannot be saved", async () => {
    const { folder, path } = aFolder({ file: "" });
    mkdirSync(join(folder, "x"));
    offerFiles();
    offerPage({ pulls: [aMergedPull(1)] });
    const audit = anAudit({}, path("file"));

    expect(await audit.run()).toBe(0);
    expect(audit.warned.join()).toContain("an interrupted audit will have to start again");
  });

  test("Ctrl-C prints how to resume", async () => {
    offerFiles();
    offerPage({ pulls: [aMergedPull(1)], next: "two", total: 40, remaining: 0, resetAt: "2026-11-21T12:59:59Z" });
    const audit = anAudit();

    const run = audit.run();

    await expect(run).rejects.toThrow(Interruption);
    await expect(run).rejects.toThrow("Stopped after 1 of 40 pull requests. Run the same command again to continue.");
  });
});

group("an audit under GitHub's limits", () => {
  test("pauses until the hour ends, announces it, and leaves the remaining calls to others", async () => {
    offerFiles();
    offerPage({ pulls: [aMergedPull(2)], next: "two", remaining: 49, resetAt: "2026-11-21T12:20:00Z" });
    offerPage({ pulls: [aMergedPull(1)] }, { after: "two" });
    offerPage({ pulls: [aMergedPull(2)] });
    const audit = anAudit();

    await audit.run({ json: true });

    expect(audit.waits).toEqual([20 * 60_000]);
    expect(audit.warned).toEqual([expect.stringMatching(/continuing at \d\d:\d\d, in 20 minutes\. Ctrl-C stops/)]);
    expect(audit.json()).toMatchObject({ merged: 2 });
  });

  test.each<[string, number, object, Record<string, string>]>([
    ["a secondary limit", 403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "60" }],
    ["too many requests", 429, { message: "slow down" }, { "retry-after": "60" }],
    ["GraphQL's own limit", 200, { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] }, {}],
  ])("pauses for as long as %s lasts", async (_, status, body, headers) => {
    offerFiles();
    for (let times = 0; times < 7; times += 1) offerTrouble(status, body, headers);
    offerPage({ pulls: [aMergedPull(1)] });
    const audit = anAudit();

    expect(await audit.run()).toBe(0);
    expect(audit.waits).toHaveLength(7);
    expect(audit.warned[0]).toContain("Rate limited by GitHub");
  });

  test("does not wait on a server without limits", async () => {
    offerFiles();
    offerTrouble(200, { data: { ...aPage({ pulls: [aMergedPull(1)] }), rateLimit: null } });
    const audit = anAudit();

    expect(await audit.run()).toBe(0);
    expect(audit.waits).toEqual([]);
  });

  test("requests smaller pages when a query is too heavy", async () => {
    const sizes: number[] = [];
    offerFiles();
    const remember = (body: { query: string; variables: { first: number } }) =>
      body.query.includes("readMergedPulls") && sizes.push(body.variables.first) > 0;
    nock("https://api.github.com").post("/graphql", remember).reply(502, "Bad Gateway");
    const timeout = { data: null, errors: [{ message: "Something went wrong while executing your query" }] };
    nock("https://api.github.com").post("/graphql", remember).reply(200, timeout);
    nock("https://api.github.com")
      .post("/graphql", remember)
      .reply(200, { data: aPage({ pulls: [aMergedPull(1)] }) });
    const audit = anAudit();

    expect(await audit.run()).toBe(0);
    expect(sizes.filter((size, index) => size !== sizes[index - 1])).toEqual([100, 50, 25]);
  });

  test("retries after a broken connection", async () => {
    offerFiles();
    nock("https://api.github.com").post("/graphql").replyWithError("socket hang up");
    offerPage({ pulls: [aMergedPull(1)] });
    const audit = anAudit();

    expect(await audit.run()).toBe(0);
    expect(audit.waits).toEqual([1_000]);
  });
});

group("a failing audit gives one clear answer", () => {
  const graphql = () => nock("https://api.github.com").post("/graphql");

  test.each<[string, () => unknown, RegExp]>([
    ["a bad token", () => graphql().reply(401, { message: "Bad credentials" }), /does not accept GITHUB_TOKEN: it is/],
    [
      "single sign-on",
      () =>
        graphql().reply(
          403,
          { message: "SAML" },
          { "x-github-sso": "required; url=https://github.com/orgs/acme/sso?x=1" },
        ),
      /single sign-on: https:\/\/github\.com\/orgs\/acme\/sso\?x=1/,
    ],
    [
      "single sign-on, said by GraphQL",
      () =>
        graphql().reply(200, {
          data: { repository: null, owner: null },
          errors: [
            {
              type: "FORBIDDEN",
              path: ["repository"],
              message: "Resource protected by organization SAML enforcement.",
            },
          ],
        }),
      /authorized for single sign-on: https:\/\/github\.com\/settings\/tokens/,
    ],
    [
      "no such repository",
      () =>
        graphql().reply(200, {
          data: { repository: null, owner: null },
          errors: [{ type: "NOT_FOUND", path: ["repository"], message: "Could not resolve to a Repository" }],
        }),
      /no repository acme\/shop on github\.com/,
    ],
    [
      "a token without the permission",
      () => {
        offerFiles();
        const message = "Resource not accessible by personal access token";
        offerTrouble(200, {
          data: { repository: { pullRequests: null } },
          errors: [{ type: "FORBIDDEN", path: ["repository", "pullRequests"], message }],
        });
      },
      /can't read acme\/shop \(Resource not accessible by personal access token\)\.\n.*“Pull requests”/,
    ],
    [
      "an old server",
      () =>
        graphql().reply(200, {
          errors: [
            {
              path: ["query readFiles", "fragment files", "pullRequestTemplates"],
              extensions: { code: "undefinedField" },
              message: "Field 'pullRequestTemplates' doesn't exist on type 'Repository'",
            },
          ],
        }),
      /too old .*Field 'pullRequestTemplates' doesn't exist/,
    ],
    ["a host that is no GitHub", () => graphql().reply(404, "<html>"), /no GitHub found at github\.com/],
    [
      "no network",
      () => graphql().replyWithError("getaddrinfo ENOTFOUND api.github.com"),
      /cannot reach github\.com: getaddr/,
    ],
  ])("%s", async (_, offer, line) => {
    offer();
    const audit = anAudit();

    const run = audit.run();

    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(line);
  });

  test("without a token: how to create one, and the permissions it needs", async () => {
    const run = anAudit({ token: null }).run();

    await expect(run).rejects.toThrow(
      /GITHUB_TOKEN=\$\(gh auth token\) npm run --silent did-this-work -- audit acme\/shop/,
    );
    await expect(run).rejects.toThrow(/read access to “Contents” and “Pull requests”/);
  });

  test.each<[string, Partial<AuditOptions>, RegExp]>([
    ["shop", {}, /invalid repository "shop": expected owner\/repo/],
    ["acme/shop", { since: "soon" }, /--since takes a length/],
    ["acme/shop", { since: "2026-13-01" }, /--since takes a length/],
    ["acme/shop", { since: "0 days" }, /at least a day ago/],
    ["acme/shop", { since: "2027-01-01" }, /at least a day ago/],
    ["acme/shop", { json: true, markdown: true }, /choose one of/],
  ])("%s with %j", async (words, options, line) => {
    await expect(anAudit().run(options, words)).rejects.toThrow(line);
  });

  test("for a token with a line break, before it is sent", () => {
    const { status, stderr } = runCommand(["audit", "acme/shop"], { env: { GITHUB_TOKEN: "a\nb" } });

    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "error: GITHUB_TOKEN holds no token: it has spaces or line breaks in it\n",
    });
  });
});
