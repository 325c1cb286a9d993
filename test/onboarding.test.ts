import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { parseConfigFile } from "../src/core/config/config-file.ts";
import { CONFIG_PATH } from "../src/core/repository/repository-files.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import type { NewRepository } from "../src/simulator/repository-people.ts";
import { countStatements } from "./support/counted-database.ts";
import { quietLog, useLoop } from "./support/loop.ts";

const loop = useLoop();
const PATH = ".github/pull_request_template.md";
const TEMPLATE = "## Summary\n\n<!-- What? -->\n\n## Testing\n";
const FIELDS = "## What problem does this solve?\n\n## How will we know it worked?\n";
const BOT = "did-this-work[bot]";

/** Adds a repository of acme; the app may already be installed there. */
function addRepository(name = "shop", given: Partial<NewRepository> = {}): Promise<number> {
  const collaborators = { ada: "admin", bob: "write", cleo: "write" } as const;
  return loop().gh.people.addRepository({ owner: "acme", name, files: { [PATH]: TEMPLATE }, collaborators, ...given });
}

async function addRepositories(count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `repo-${String(index + 1).padStart(2, "0")}`);
  for (const name of names) await addRepository(name);
  return names;
}

async function install(given: Parameters<ReturnType<typeof loop>["gh"]["people"]["install"]>[0] = {}): Promise<void> {
  await loop().gh.people.install({ owner: "acme", by: "ada", ...given });
  await loop().settle();
}

/** The pull requests and issues the app opened in a repository of acme, with their state. */
function asked(name = "shop"): readonly string[] {
  const threads = loop().gh.look.threads(`acme/${name}`);
  return threads.filter(({ author }) => author === BOT).map(({ kind, state }) => `${kind} ${state}`);
}

/** The names of the repositories that were asked. */
function listAsked(names: readonly string[]): readonly string[] {
  return names.filter((name) => asked(name).length > 0);
}

/** The files the app's branch changes. */
function proposedFiles(name = "shop"): Readonly<Record<string, string | null>> {
  const { branches } = loop().gh.look.repository(`acme/${name}`);
  return Object.values(branches)[0]?.changes ?? {};
}

async function merge(name = "shop", number = 1): Promise<void> {
  await loop().pass({ minutes: 5 });
  await loop().gh.people.merge({ by: "ada", number, repository: `acme/${name}` });
  await loop().settle();
}

async function close(name = "shop", number = 1): Promise<void> {
  await loop().pass({ minutes: 5 });
  await loop().gh.people.closePullRequest({ by: "ada", number, repository: `acme/${name}` });
  await loop().settle();
}

describe("an installation on an inactive repository", () => {
  it("offers three lines for AGENTS.md only where such a file stands and does not name the app", async () => {
    await addRepository("with", { files: { [PATH]: TEMPLATE, "AGENTS.md": "# Agents\r\n\r\nBe kind." } });
    await addRepository("knowing", { files: { [PATH]: TEMPLATE, "AGENTS.md": "Run `did-this-work check`.\n" } });
    await addRepository("without");
    await install();

    const agents = proposedFiles("with")["AGENTS.md"] ?? "";
    expect(agents.startsWith("# Agents\r\n\r\nBe kind.\r\n\r\n## Pull requests: did this work?\r\n\r\n- ")).toBe(true);
    expect(agents.match(/^- /gm)).toHaveLength(3);
    expect(agents.replaceAll("\r\n", "")).not.toContain("\n");
    expect(Object.keys(proposedFiles("knowing"))).not.toContain("AGENTS.md");
    expect(Object.keys(proposedFiles("without"))).not.toContain("AGENTS.md");
  });

  it("is followed by one pull request: the fields in the template, and a configuration that sets nothing", async () => {
    await addRepository();
    await install();

    expect(asked()).toEqual(["pull-request open"]);
    const files = proposedFiles();
    expect(Object.keys(files)).toEqual([PATH, CONFIG_PATH]);
    expect(files[PATH]).toContain("\n## What problem does this solve?\n");
    expect(files[PATH]?.replace(/## What problem[\s\S]*-->\n\n(?=## Testing)/, "")).toBe(TEMPLATE);
    expect(parseConfigFile(files[CONFIG_PATH] ?? "-").config).toEqual({});
    const [pull] = loop().gh.look.threads();
    expect(pull).toMatchObject({ comments: [], check: null, base: "main" });
    expect(pull?.body).toContain("How will we know it worked?");
  });

  it("costs two reads at first sight of the repository, and one proposal", async () => {
    await addRepository();
    await install();

    expect(loop().takeCalls()).toEqual(["readFiles", "readStart", "proposeFiles"]);
    await loop().pass({ days: 3 });
    expect(loop().takeCalls()).toEqual([]);
  });

  it("makes the repository active once a person merges the pull request: open ones get a check and no comment", async () => {
    await addRepository();
    const body = "## Summary\n\nFaster.\n";
    await loop().gh.people.openPullRequest({ by: "bob", title: "Cache it", body });
    await install();
    loop().takeCalls();

    await merge("shop", 2);

    expect(loop().takeCalls()).toEqual(["readFiles", "listOpenPullRequests", "createCheckRun"]);
    expect(loop().gh.look.thread(1)).toMatchObject({ comments: [], check: { conclusion: "neutral" } });
    expect(loop().gh.look.thread(2)).toMatchObject({ comments: [], state: "merged" });
    await loop().pass({ days: 40 });
    expect(await loop().db.query("select number from outcome")).toEqual([]);
    expect(asked()).toEqual(["pull-request merged"]);
    expect(await state()).toEqual(["accepted"]);
  });

  it("shows how recently merged pull requests would have been evaluated, without names", async () => {
    await addRepository();
    const bodies = ["Why: it is slow.\n", "## Why\n\nIt takes four hours.\n", "## Summary\n\nFaster.\n"];
    for (const [index, body] of [...bodies, ...bodies].entries()) {
      await loop().gh.people.openPullRequest({ by: "bob", title: `Change ${index}`, body });
      await loop().gh.people.merge({ by: "cleo", number: index + 1 });
    }
    await loop().gh.people.openPullRequest({ by: "dependabot[bot]", title: "Bump", body: "" });
    await loop().gh.people.merge({ by: "cleo", number: 7 });
    await install();

    const { body } = loop().gh.look.thread(8);
    expect(body).toContain("Of the last 7 merged pull requests, 1 would have been skipped (by a bot).");
    expect(body).toContain("| what problem it solves | 4 of 6 (67%) |");
    expect(body).toContain("| how we'll know it worked | 0 of 6 (0%) |");
    expect(body).toMatch(/- \[Change \d\]\(https:\/\/redirect\.github\.com\/acme\/shop\/pull\/\d\): /);
    expect(body).not.toMatch(/bob|cleo|#\d/);
  });

  it("creates a template where there is none, from the owner's where that one applied", async () => {
    await addRepository("bare", { files: { "README.md": "Hello" } });
    await install();
    expect(Object.keys(proposedFiles("bare"))).toEqual([PATH, CONFIG_PATH]);
    expect(proposedFiles("bare")[PATH]).toMatch(/^## What does this change\?/);

    await addRepository(".github", { files: { "PULL_REQUEST_TEMPLATE.md": "## Notes of acme\n" } });
    await addRepository("next", { files: {} });
    await loop().settle();
    expect(proposedFiles("next")[PATH]).toMatch(/## What problem[\s\S]*\n## Notes of acme\n$/);
    expect(loop().gh.look.thread(1, "acme/next").body).toContain("a copy of the template this repository inherits now");
  });

  it("does not copy a private owner's template into a public repository", async () => {
    await addRepository(".github", { private: true, files: { "pull_request_template.md": "## Project Falcon\n" } });
    await addRepository("shop", { files: {} });
    await install();

    expect(JSON.stringify(proposedFiles())).not.toContain("Falcon");
    expect(loop().gh.look.threads("acme/shop")[0]?.body).not.toContain("Falcon");
  });

  it("adds the fields to each of several templates, in any folder", async () => {
    const collection = ".github/PULL_REQUEST_TEMPLATE";
    await addRepository("shop", {
      files: {
        [`${collection}/bug.md`]: "## Bug\n\n## Fix\n",
        [`${collection}/feature.md`]: "**Feature**\r\n\r\n**Docs**\r\n",
      },
    });
    await install();

    const files = proposedFiles();
    expect(Object.keys(files)).toEqual([`${collection}/bug.md`, `${collection}/feature.md`, CONFIG_PATH]);
    const feature = files[`${collection}/feature.md`];
    expect(feature).toMatch(/^\*\*What problem does this solve\?\*\*\r\n\r\n/);
    expect(feature).toMatch(/\r\n\r\n\*\*Feature\*\*\r\n\r\n\*\*Docs\*\*\r\n$/);
  });
});

async function state(): Promise<readonly string[]> {
  const rows = await loop().db.query<{ state: string }>("select state from onboarding order by repository_id");
  return rows.map((row) => row.state);
}

describe("a repository is never asked", () => {
  it.each<[string, string, Partial<NewRepository>]>([
    ["a fork", "shop", { fork: true }],
    ["archived", "shop", { archived: true }],
    ["a template repository", "shop", { template: true }],
    ["empty", "shop", { empty: true, files: {} }],
    ["the owner's .github repository", ".github", {}],
    ["active already", "shop", { files: { [PATH]: FIELDS } }],
    ["switched off by its own file", "shop", { files: { [CONFIG_PATH]: "active: never\n" } }],
  ])("that is %s", async (_, name, given) => {
    await addRepository(name, given);
    await install();
    await loop().pass({ days: 2 });

    expect(asked(name)).toEqual([]);
    expect(await state()).toEqual([]);
  });

  it.each(["onboarding: false\n", "active: never\n"])("whose owner's configuration is %j", async (config) => {
    await addRepository(".github", { files: { [CONFIG_PATH]: config } });
    await addRepository();
    await install();

    expect(asked()).toEqual([]);

    await loop().gh.people.commitFile({ by: "ada", repository: "acme/.github", files: { [CONFIG_PATH]: "{}\n" } });
    await loop().settle();
    expect(asked()).toEqual(["pull-request open"]);
  });

  it("again after its pull request was closed, even after a reinstallation, a rename, or a change of the template", async () => {
    await addRepository();
    await install();
    await close();
    expect(await state()).toEqual(["declined"]);

    await loop().gh.people.uninstall({ by: "ada" });
    await loop().settle();
    await install();
    await loop().gh.people.rename({ by: "ada", to: "store" });
    await loop().settle();
    await loop().gh.people.commitFile({ by: "ada", files: { [PATH]: "## Other\n" } });
    await loop().pass({ days: 50 });

    expect(asked("store")).toEqual(["pull-request closed"]);
  });

  it("again when a person reopens the closed pull request and merges it", async () => {
    await addRepository();
    await install();
    await close();

    await loop().gh.people.reopenPullRequest({ by: "ada", number: 1 });
    await loop().settle();
    await merge();

    expect(await state()).toEqual(["accepted"]);
    expect((await loop().db.query<{ is_active: boolean }>("select is_active from repository"))[0]?.is_active).toBe(
      true,
    );
  });
});

describe("an installation on many repositories", () => {
  it("of at most ten asks all of them at once", async () => {
    const names = await addRepositories(10);
    await install();

    expect(listAsked(names)).toEqual(names);
  });

  it("of more asks one, and three others a day after a person merged that one", async () => {
    const names = await addRepositories(11);
    await install();
    await loop().pass({ days: 5 });
    expect(listAsked(names)).toEqual(["repo-01"]);

    await merge("repo-01");
    expect(listAsked(names)).toHaveLength(4);
    await loop().pass({ minutes: 60 });
    expect(listAsked(names)).toHaveLength(4);

    // 09:00 on the next morning, in the owner's time zone.
    await loop().pass({ minutes: 23 * 60 });
    expect(listAsked(names)).toHaveLength(7);
    await loop().pass({ days: 1 });
    expect(listAsked(names)).toHaveLength(10);
    await loop().pass({ days: 1 });
    expect(listAsked(names)).toEqual(names);
  });

  it("of more asks another the next day when one is closed, and none after three were", async () => {
    const names = await addRepositories(11);
    await install();

    await close("repo-01");
    expect(listAsked(names)).toEqual(["repo-01"]);
    await loop().pass({ days: 1 });
    expect(listAsked(names)).toEqual(["repo-01", "repo-02"]);
    await loop().pass({ days: 5 });
    await close("repo-02");
    expect(listAsked(names)).toEqual(["repo-01", "repo-02", "repo-03"]);
    await close("repo-03");
    await loop().pass({ days: 30 });
    expect(listAsked(names)).toEqual(["repo-01", "repo-02", "repo-03"]);

    // One that starts without having been asked is enough.
    await loop().gh.people.commitFile({ by: "ada", repository: "acme/repo-11", files: { [CONFIG_PATH]: "" } });
    await loop().settle();
    expect(listAsked(names)).toHaveLength(6);
  });

  it("of more asks a second one when the first gets no response for two weeks", async () => {
    const names = await addRepositories(11);
    await install();

    await loop().pass({ days: 13 });
    expect(listAsked(names)).toEqual(["repo-01"]);
    await loop().pass({ days: 2 });
    expect(listAsked(names)).toEqual(["repo-01", "repo-02"]);
  });

  it("keeps to the limits its owner sets, whatever its size", async () => {
    const config = "onboarding: { per-day: 2, open: 3 }\n";
    await addRepository(".github", { files: { [CONFIG_PATH]: config } });
    const names = await addRepositories(6);
    await install();

    expect(listAsked(names)).toHaveLength(2);
    await loop().pass({ days: 1 });
    expect(listAsked(names)).toHaveLength(3);
    await loop().pass({ days: 3 });
    expect(listAsked(names)).toHaveLength(3);

    const files = { [CONFIG_PATH]: "onboarding: { per-day: 2, open: 50 }\n" };
    await loop().gh.people.commitFile({ by: "ada", repository: "acme/.github", files });
    await loop().settle();
    expect(listAsked(names)).toHaveLength(5);
  });

  it("has at most ten open proposals at a time", async () => {
    const names = await addRepositories(15);
    await install();
    await merge("repo-01");
    for (let day = 0; day < 10; day++) await loop().pass({ days: 1 });
    expect(listAsked(names)).toHaveLength(11);

    await close("repo-02");
    await close("repo-03");
    await loop().pass({ days: 1 });
    expect(listAsked(names)).toHaveLength(13);
  });

  it("passes over what turns out not to be asked, the same day", async () => {
    const names = await addRepositories(12);
    for (const repository of ["acme/repo-02", "acme/repo-03"]) {
      await loop().gh.people.commitFile({ by: "ada", repository, files: { [CONFIG_PATH]: "active: never\n" } });
    }
    await install();
    await merge("repo-01");

    expect(listAsked(names)).toEqual(["repo-01", "repo-04", "repo-05"]);
  });

  it("goes on after the app was away", async () => {
    const names = await addRepositories(12);
    await install();
    await merge("repo-01");
    await loop().gh.people.uninstall({ by: "ada" });
    await loop().pass({ days: 2 });
    await install();

    expect(listAsked(names)).toHaveLength(6);
    await loop().pass({ days: 1 });
    expect(listAsked(names)).toHaveLength(9);
  });

  it("reads nothing of repositories that wait", async () => {
    await addRepository(".github", { files: { [CONFIG_PATH]: "time-zone: Asia/Tokyo\n" } });
    await addRepositories(15);
    await install();
    await merge("repo-01");
    loop().takeCalls();

    await loop().pass({ minutes: 30 });
    const calls = loop().takeCalls();

    expect(calls).toEqual([]);
  });

  it("costs few statements a day, however many wait", async () => {
    const names = await addRepositories(60);
    const { db, gh, now } = loop();
    await install();
    const counted = countStatements(db);
    const app = createApp({ db: counted.db, github: gh.github, log: quietLog, now });

    // Nothing was decided on the first.
    loop().advance({ days: 1 });
    await runUntilQuiet({ db, now, reconcile: app.reconcile });

    expect(listAsked(names)).toHaveLength(1);
    expect(counted.statements.texts.length).toBeLessThanOrEqual(15);
  });
});

describe("without the permission to propose files", () => {
  it.each(["contents", "pull_requests"] as const)(
    "(%s) one issue says the same, with links that do the work",
    async (permission) => {
      await addRepository();
      await install({ withhold: [permission] });
      await loop().pass({ days: 3 });

      expect(asked()).toEqual(["issue open"]);
      const [issue] = loop().gh.look.issues();
      expect(issue?.labels).toEqual(["outcome-onboarding"]);
      expect(issue?.body).toContain(
        "](https://github.com/acme/shop/new/main?filename=.github/outcomes.yml&value=%23%20yaml-language-server",
      );
      expect(issue?.body).toContain("](https://github.com/acme/shop/edit/main/.github/pull_request_template.md)");
      expect(loop().takeCalls()).toEqual(["readFiles", "readStart", "proposeFiles", "createIssue"]);
    },
  );

  it("the issue is closed when people did what it asks, and the next repositories are asked", async () => {
    await addRepository();
    await install({ withhold: ["contents"] });

    await loop().gh.people.commitFile({ by: "ada", files: { [CONFIG_PATH]: "" } });
    await loop().settle();
    await loop().pass({ minutes: 2 });

    expect(loop().gh.look.issues()[0]).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(loop().gh.look.issues()[0]?.body).toContain("No longer needed");
    expect(await state()).toEqual(["accepted"]);
  });

  it("a closed issue is final", async () => {
    await addRepository();
    await install({ withhold: ["contents"] });
    await loop().gh.people.closeIssue({ by: "ada", number: 1 });
    await loop().settle();
    expect(await state()).toEqual(["declined"]);

    await loop().gh.people.grantPermissions({ by: "ada" });
    await loop().gh.people.commitFile({ by: "ada", files: { [PATH]: "## Other\n" } });
    await loop().pass({ days: 3 });

    expect(asked()).toEqual(["issue closed"]);
  });

  it("and with issues disabled nothing is said, and the next repository is asked", async () => {
    const names = await addRepositories(11);
    await loop().gh.people.disableIssues({ by: "ada", repository: "acme/repo-01" });
    await install({ withhold: ["contents"] });

    expect(asked("repo-01")).toEqual([]);
    expect(listAsked(names)).toEqual(["repo-02"]);
    await loop().pass({ days: 3 });
    expect(asked("repo-01")).toEqual([]);
    expect((await state())[0]).toBe("impossible");
  });
});

describe("an open onboarding pull request", () => {
  it("follows a change of the template", async () => {
    await addRepository();
    await install();
    await loop().gh.people.commitFile({ by: "bob", files: { [PATH]: `${TEMPLATE}\n## Screenshots\n` } });
    await loop().settle();

    expect(proposedFiles()[PATH]).toMatch(/## What problem[\s\S]*## Screenshots\n$/);
    expect(asked()).toEqual(["pull-request open"]);
    await merge();
    expect(await state()).toEqual(["accepted"]);
  });

  it("is not updated after a person pushed to its branch", async () => {
    await addRepository();
    await install();
    await loop().gh.people.push({ by: "ada", number: 1, files: { [PATH]: "## Our own words\n" } });
    await loop().settle();
    const { headSha } = loop().gh.look.thread(1);

    await loop().gh.people.commitFile({ by: "bob", files: { [PATH]: `${TEMPLATE}\n## Screenshots\n` } });
    await loop().settle();

    expect(loop().gh.look.thread(1).headSha).toBe(headSha);
    expect(proposedFiles()[PATH]).toBe("## Our own words\n");
    await merge();
    expect(loop().gh.look.repository().files[PATH]).toBe("## Our own words\n");
  });

  it("is closed with a comment when the repository becomes active in another way, unless a person pushed to it", async () => {
    await addRepository("one");
    await addRepository("two");
    await install();
    await loop().gh.people.push({ by: "ada", number: 1, repository: "acme/two", files: { [PATH]: "## Mine\n" } });
    for (const repository of ["acme/one", "acme/two"]) {
      await loop().gh.people.commitFile({ by: "ada", repository, files: { [CONFIG_PATH]: "" } });
    }
    await loop().settle();
    await loop().pass({ minutes: 2 });

    expect(loop().gh.look.thread(1, "acme/one")).toMatchObject({ state: "closed", comments: [] });
    expect(loop().gh.look.thread(1, "acme/one").body).toContain("No longer needed");
    expect(loop().gh.look.thread(1, "acme/two")).toMatchObject({ state: "open", comments: [] });
    expect(await state()).toEqual(["superseded", "superseded"]);
  });

  it("closes when a person deletes its branch, and is not recreated", async () => {
    await addRepository();
    await install();
    const [branch = ""] = Object.keys(loop().gh.look.repository().branches);
    await loop().gh.people.deleteBranch({ by: "ada", branch });
    await loop().settle();
    await loop().pass({ days: 2 });

    expect(asked()).toEqual(["pull-request closed"]);
    expect(await state()).toEqual(["declined"]);
  });
});

describe("a connection that breaks", () => {
  it.each(["fail", "apply-then-fail"] as const)("(%s) leaves one pull request", async (mode) => {
    await addRepository();
    loop().gh.faults.next({ method: "proposeFiles", mode });
    await install();
    await loop().pass({ seconds: 30 });
    await loop().pass({ minutes: 10 });

    expect(asked()).toEqual(["pull-request open"]);
    expect(await state()).toEqual(["open"]);
  });

  it("(apply-then-fail) leaves one issue", async () => {
    await addRepository();
    loop().gh.faults.next({ method: "createIssue", mode: "apply-then-fail" });
    await install({ withhold: ["contents"] });
    await loop().pass({ minutes: 10 });

    expect(asked()).toEqual(["issue open"]);
    expect(await state()).toEqual(["open"]);
  });
});
