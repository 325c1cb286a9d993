import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, expect, describe as group, test } from "vitest";
import { runAudit } from "../../src/cli/audit-command.ts";
import type { AuditOptions, AuditTools } from "../../src/cli/audit-tools.ts";
import { Interruption } from "../../src/cli/interruption.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import {
  aListed,
  aMergedPull,
  describe,
  offerFiles,
  offerPage,
  offerRepositories,
  offerTrouble,
} from "../support/github-graphql.ts";
import { aFolder, aTerminal, runCommand } from "./stage.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const STATED = describe("Customers ask for it.", "Fewer than 2 questions a month in #help.");
/** A template that asks for nothing. */
const SILENT = { pullRequestTemplates: [{ filename: "pull_request_template.md", body: "## Notes\n" }] };

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

/** An audit of acme whose waits take no time. */
function anAudit(given: Partial<AuditTools> = {}, cacheFolder = aFolder().path("cache")) {
  const stage = aTerminal();
  const waits: number[] = [];
  let now = NOW.getTime();
  const tools: AuditTools = {
    terminal: stage.terminal,
    env: { token: "a-token", gheHost: null, gheProtocol: "https" },
    now: () => new Date(now),
    async wait(ms) {
      waits.push(ms);
      now += ms;
    },
    cacheFolder,
    signal: new AbortController().signal,
    ...given,
  };
  const run = (options: Partial<AuditOptions> = {}, words?: string) =>
    runAudit(words, { since: "90d", ...(words === undefined && { org: "acme" }), ...options }, tools);
  const notes = () => readdirSync(cacheFolder).map((name) => join(cacheFolder, name));
  return { ...stage, run, waits, cacheFolder, notes };
}

/** One repository: its files, and merged pull requests, the first so many with a measure. */
function offerRepository(merged: number, { stated = 0, files = {} }: { stated?: number; files?: object } = {}): void {
  offerFiles(files);
  const pulls = Array.from({ length: merged }, (_, index) =>
    aMergedPull(index + 1, index < stated ? { body: STATED } : {}),
  );
  offerPage({ pulls, total: merged });
}

group("the audit of an owner's repositories", () => {
  test("ranks them by where to start, sums them up, and says what it would cost", async () => {
    offerRepositories([
      aListed("busy"),
      aListed("shop"),
      aListed("asks"),
      aListed("on"),
      aListed("idle"),
      aListed("old", { isArchived: true }),
      aListed("older", { isArchived: true }),
      aListed("copy", { isFork: true }),
      aListed("start-here", { isTemplate: true }),
      aListed("new", { isEmpty: true, pushedAt: null }),
      aListed(".github"),
      aListed("asleep", { pushedAt: "2026-08-22T10:00:00Z" }),
    ]);
    const asksOne = { pullRequestTemplates: [{ filename: "p.md", body: "## How will we know it worked?\n" }] };
    offerRepository(60, { files: SILENT });
    offerRepository(8, { stated: 6, files: SILENT });
    offerRepository(5, { files: asksOne });
    offerRepository(9, { stated: 9 });
    offerRepository(0, { files: SILENT });
    const audit = anAudit();

    expect(await audit.run()).toBe(0);
    expect(audit.text()).toMatchInlineSnapshot(`
      "acme: 15 of 82 merged pull requests (18%) had a success measure.

      5 of 12 repositories audited: 82 pull requests merged from 23 Aug 2026 to 21 Nov
      2026. Left out: 2 archived, 1 fork, 1 template repository, 1 empty, the .github
      repository, 1 without a push in that time.

           repository  success measure  questions  comments
        1  shop        6 of 8 (75%)     2          1
        2  asks        0 of 5 (0%)      0          2         asks
        3  busy        0 of 60 (0%)     0          20
        4  on          9 of 9 (100%)    3          0         active

      Nothing was merged in 1 other repository.

      Ranked by where to start: first where authors already write the most success
      measures, so that there is something to ask; then where the template asks for
      one (“asks”); then where most is merged. Questions and comments are per month.
      People are never ranked.

      Start with shop, asks and busy.

      What it would cost
        To start with these 3: about 2 questions and about 22 comments a month.
        In all (5 repositories): about 5 questions and about 22 comments a month, as
          people write today.
        Once every pull request has a success measure: no comments, and at most about
          27 questions a month, within the limits per day and person.

      Judged by today's templates and settings.
      Run it again: npm run --silent did-this-work -- audit --org acme"
    `);
  });

  test("has the same numbers in JSON, with each repository and each pull request counted once", async () => {
    offerRepositories([aListed("a"), aListed("b"), aListed("c", { isFork: true }), null]);
    offerRepository(4, { files: SILENT });
    offerRepository(8, { stated: 6, files: SILENT });
    const audit = anAudit();

    await audit.run({ json: true });

    expect(audit.json()).toMatchObject({
      owner: "acme",
      since: "2026-08-23",
      until: "2026-11-21",
      repositories: { listed: 4, audited: 2, failed: 0, leftOut: { fork: 1, hidden: 1 } },
      merged: 12,
      read: 12,
      measure: { filled: 6, missing: 6, notApplicable: 0, percent: 50 },
      reminders: 6,
      questions: 6,
      perMonth: { reminders: 2, questions: 2 },
      start: ["acme/b", "acme/a"],
      ranked: [
        { repository: "acme/b", merged: 8, questions: 6, templateAsks: false, active: false, issues: true },
        { repository: "acme/a", merged: 4, questions: 0 },
      ],
      failed: [],
    });
  });

  test("has the same content in Markdown", async () => {
    offerRepositories([aListed("shop")]);
    offerRepository(8, { stated: 6, files: SILENT });
    const audit = anAudit();

    await audit.run({ markdown: true });

    expect(audit.text()).toContain("| 1 | shop | 6 of 8 (75%) | 2 | 1 |  |");
    expect(audit.text()).toContain("Start with shop.");
  });

  test("names no person, and fits 80 columns", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `a-repository-with-a-very-long-name-indeed-${index}`);
    offerRepositories(names.map((name) => aListed(name)));
    for (const _ of names) offerRepository(100, { stated: 50, files: SILENT });
    const audit = anAudit();

    await audit.run();

    expect(audit.text()).not.toMatch(/bob|cleo/);
    expect(
      audit
        .text()
        .split("\n")
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  test("lists hundreds of repositories page by page", async () => {
    offerRepositories([aListed("a", { isArchived: true })], { next: "two" });
    offerRepositories([aListed("b")], { after: "two" });
    offerRepository(1, { files: SILENT });
    const audit = anAudit();

    await audit.run({ json: true });

    expect(audit.json()).toMatchObject({ repositories: { listed: 2, audited: 1 } });
  });
});

group("a repository that cannot be read", () => {
  const forbidden = { type: "FORBIDDEN", path: ["repository", "pullRequests"], message: "Resource not accessible" };
  const offerForbidden = () => {
    offerFiles();
    offerTrouble(200, { data: { repository: { pullRequests: null } }, errors: [forbidden] });
  };

  test("is listed with the reason, and the others are audited", async () => {
    offerRepositories([aListed("closed"), aListed("shop")]);
    offerForbidden();
    offerRepository(8, { stated: 6, files: SILENT });
    const audit = anAudit();

    expect(await audit.run()).toBe(0);
    expect(audit.text()).toMatch(/1 of 2 repositories audited/);
    expect(audit.text()).toMatch(/Not read\n {2}acme\/closed: GITHUB_TOKEN can't read acme\/closed \(Resource not/);
  });

  test("is the only one that the next run reads again", async () => {
    offerRepositories([aListed("closed"), aListed("shop")]);
    offerForbidden();
    offerRepository(8, { stated: 6, files: SILENT });
    const first = anAudit();
    await first.run();

    offerRepositories([aListed("closed"), aListed("shop")]);
    offerRepository(2, { files: SILENT });
    const second = anAudit({}, first.cacheFolder);
    await second.run({ json: true });

    expect(second.json()).toMatchObject({ repositories: { audited: 2, failed: 0 }, merged: 10 });
    expect(second.notes()).toEqual([]);
  });

  test("ends the audit when three in a row have no answer: then it is GitHub that fails", async () => {
    offerRepositories(["a", "b", "c", "d"].map((name) => aListed(name)));
    for (const _ of ["a", "b", "c"]) {
      offerFiles();
      for (let tries = 0; tries < 5; tries++) offerTrouble(500, {});
    }
    const run = anAudit().run();

    await expect(run).rejects.toThrow(/github\.com doesn't answer.* Run the same command again to continue\.$/);
  });
});

group("an interrupted audit of many repositories", () => {
  test("continues where it stopped: no repository and no page is read twice", async () => {
    const listed = [aListed("a"), aListed("b"), aListed("c")];
    const stop = new AbortController();
    offerRepositories(listed);
    offerRepository(3, { stated: 1, files: SILENT });
    offerFiles(SILENT);
    offerPage({ pulls: [aMergedPull(4), aMergedPull(3)], next: "two", total: 4, remaining: 0 });
    const first = anAudit({
      signal: stop.signal,
      async wait() {
        stop.abort();
        stop.signal.throwIfAborted();
      },
    });
    const run = first.run();
    await expect(run).rejects.toThrow(Interruption);
    await expect(run).rejects.toThrow(
      "Stopped after 1 of 3 repositories and 5 pull requests. Run the same command again to continue.",
    );

    offerRepositories(listed);
    offerFiles(SILENT);
    offerPage({ pulls: [aMergedPull(2), aMergedPull(1)] }, { after: "two" });
    offerPage({ pulls: [aMergedPull(4)] });
    offerRepository(2, { files: SILENT });
    const second = anAudit({}, first.cacheFolder);
    await second.run({ json: true });

    expect(second.json()).toMatchObject({ repositories: { audited: 3 }, merged: 9, questions: 1 });
    expect(second.notes()).toEqual([]);
  });

  test.each([
    ["are garbage", () => "garbage\n{}\n"],
    ["are a day old", (text: string) => text.replace("2026-11-21T12", "2026-11-20T11")],
    ["have a line that cannot be read", (text: string) => `${text}{}\n`],
  ])("notes that %s are ignored, and it starts again", async (_, spoil) => {
    offerRepositories([aListed("a"), aListed("b")]);
    offerRepository(3, { files: SILENT });
    offerFiles();
    nock("https://api.github.com").post("/graphql").reply(401, { message: "Bad credentials" });
    const first = anAudit();
    await expect(first.run()).rejects.toThrow(/does not accept GITHUB_TOKEN.*continue\.$/s);
    for (const file of first.notes()) {
      const text = readFileSync(file, "utf8");
      if (text.includes("startedAt")) writeFileSync(file, spoil(text));
    }

    offerRepositories([aListed("a"), aListed("b")]);
    offerRepository(3, { files: SILENT });
    offerRepository(1, { files: SILENT });
    const second = anAudit({}, first.cacheFolder);
    await second.run({ json: true });

    expect(second.json()).toMatchObject({ merged: 4 });
  });

  test("waits for the hourly limit, and says so", async () => {
    offerRepositories([aListed("a"), aListed("b")]);
    offerFiles(SILENT);
    offerPage({ pulls: [aMergedPull(1)], total: 1, remaining: 49, resetAt: "2026-11-21T12:20:00Z" });
    offerRepository(1, { files: SILENT });
    const audit = anAudit();

    await audit.run();

    expect(audit.waits).toEqual([20 * 60_000]);
    expect(audit.warned).toEqual([expect.stringMatching(/continuing at/)]);
  });

  test("runs without notes when they cannot be saved, and says so once", async () => {
    offerRepositories([aListed("a"), aListed("b")]);
    offerRepository(1, { files: SILENT });
    offerRepository(1, { files: SILENT });
    const audit = anAudit({}, aFolder({ file: "" }).path("file"));

    expect(await audit.run()).toBe(0);
    expect(audit.warned).toEqual([expect.stringContaining("will have to start again")]);
  });
});

test("progress shows repositories, and pull requests beside them", async () => {
  offerRepositories([aListed("a"), aListed("b")]);
  offerRepository(3, { files: SILENT });
  offerRepository(2, { files: SILENT });
  const shown: string[] = [];
  const { terminal } = aTerminal();
  let at = 0;
  const startProgress = (total: number) => ({
    advance(by = 1, beside = "") {
      at += by;
      shown.push(`${at} of ${total}${beside}`);
    },
    stop() {},
  });

  await anAudit({ terminal: { ...terminal, startProgress } }).run();

  expect(shown).toContain("0 of 2 repositories, 3 pull requests");
  expect(shown.at(-1)).toBe("2 of 2 repositories, 5 pull requests");
});

group("wrong usage is one clear line", () => {
  const graphql = () => nock("https://api.github.com").post("/graphql");

  test.each<[string, Partial<AuditOptions>, string | undefined, RegExp]>([
    ["both", { org: "acme" }, "acme/shop", /either a repository, as owner\/repo, or --org/],
    ["a repository for --org", { org: "acme/shop" }, undefined, /invalid owner "acme\/shop"/],
    ["two formats", { json: true, markdown: true }, undefined, /choose one of/],
    ["no span", { since: "soon" }, undefined, /--since takes a length/],
  ])("%s", async (_, options, words, line) => {
    await expect(anAudit().run(options, words)).rejects.toThrow(line);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      "no such organization",
      () => graphql().reply(200, { data: { repositoryOwner: null } }),
      /^no organization or person named acme on github\.com$/,
    ],
    ["a token that sees nothing", () => offerRepositories([]), /can't see the repositories of acme.*\n.*“Contents”/],
    [
      "single sign-on",
      () =>
        graphql().reply(200, {
          data: { repositoryOwner: null },
          errors: [{ type: "FORBIDDEN", path: ["repositoryOwner"], message: "protected by organization SAML" }],
        }),
      /authorized for single sign-on/,
    ],
  ])("%s", async (_, offer, line) => {
    offer();
    const run = anAudit().run();

    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(line);
  });

  test("neither a repository nor an owner", () => {
    const { status, stderr } = runCommand(["audit"]);

    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "error: audit takes either a repository, as owner/repo, or --org <owner> for all of an owner's\n",
    });
  });

  test("no token: how to get one", async () => {
    const run = anAudit({ env: { token: null, gheHost: null, gheProtocol: "https" } }).run();

    await expect(run).rejects.toThrow(/did-this-work -- audit --org acme/);
  });
});
