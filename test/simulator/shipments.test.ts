import { describe, expect, it } from "vitest";
import type { NewPullRequest } from "../../src/simulator/pull-request-people.ts";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import type { Withheld } from "../../src/simulator/world.ts";

const ada = { by: "ada" };
const LONG_AGO = "2020-01-01T00:00:00Z";

/** acme/shop with the app. The clock stands still until it is moved. */
async function aGitHub({ withhold = [] }: { readonly withhold?: readonly Withheld[] } = {}) {
  const clock = { now: new Date("2026-11-21T09:00:00.750Z") };
  const simulation = createSimulatedGitHub({ now: () => clock.now, deliver: () => {} });
  const { people, github, deliveries } = simulation;
  const id = await people.addRepository({
    owner: "acme",
    name: "shop",
    collaborators: { ada: "write", eve: "read", root: "admin" },
  });
  const installationId = await people.install({ withhold });
  const at = { id, installationId, owner: "acme", name: "shop" };
  const pass = (minutes: number) => {
    clock.now = new Date(clock.now.getTime() + minutes * 60_000);
  };
  const merge = async (given: Partial<NewPullRequest> & { method?: "merge" | "squash" } = {}) => {
    const { method, ...start } = given;
    const number = await people.openPullRequest({ title: "Change", ...ada, ...start });
    return people.merge({ ...ada, number, ...(method && { method }) });
  };
  const read = (revision: string, since = LONG_AGO, cursor: string | null = null) =>
    github.readHistory(at, { revision, since, cursor });
  const isContained = (commit: string, head: string) => github.isContained(at, { commit, head });
  const first = deliveries.length;
  /** The payloads of an event since the beginning. */
  const heard = (event: string) =>
    deliveries.slice(first).flatMap((one) => (one.event === event ? [one.payload as Record<string, unknown>] : []));
  return { ...simulation, at, pass, merge, read, isContained, heard };
}

describe("the history of a commit", () => {
  it("has the commit and what it descends from, newest first", async () => {
    const { people, merge, read } = await aGitHub();
    const first = await people.commitFile({ ...ada, files: { "a.md": "a" } });
    const second = await merge();

    const page = await read(second);

    expect(page).toMatchObject({ head: second, next: null });
    expect(page?.commits[0]).toBe(second);
    expect(page?.commits).toContain(first);
    expect(await read("refs/heads/main")).toEqual(page);
    expect((await read(first))?.commits).not.toContain(second);
  });

  it("has the commits of a branch that was merged, and not those of one that was squashed", async () => {
    const { people, github, at, isContained } = await aGitHub();
    for (const [index, method] of (["merge", "squash"] as const).entries()) {
      const number = await people.openPullRequest({ ...ada, title: method });
      const head = await people.push({ ...ada, number });
      const merged = await people.merge({ ...ada, number, method });

      expect(await isContained(head, merged), method).toBe(index === 0);
      expect(await isContained(merged, "refs/heads/main")).toBe(true);
      expect(await isContained(merged, head)).toBe(false);
    }
    expect(await github.readHistory(at, { revision: "refs/heads/gone", since: LONG_AGO, cursor: null })).toBe(
      undefined,
    );
  });

  it("leaves out what is older, to the second", async () => {
    const { pass, merge, read } = await aGitHub();
    await merge();
    pass(10);
    const merged = await merge();

    expect((await read(merged, "2026-11-21T09:10:00.999Z"))?.commits).toContain(merged);
    expect((await read(merged, "2026-11-21T09:10:00Z"))?.commits).toHaveLength(2);
    expect(await read(merged, "2026-11-21T09:10:01Z")).toEqual({ head: merged, commits: [], next: null });
  });

  it("is read in pages of a hundred", async () => {
    const { people, read } = await aGitHub();
    const shas: string[] = [];
    for (let index = 0; index < 150; index += 1) shas.unshift(await people.commitFile({ ...ada, files: {} }));

    const page = await read("refs/heads/main");
    const last = await read("refs/heads/main", LONG_AGO, page?.next ?? null);

    expect(page?.commits).toEqual(shas.slice(0, 100));
    expect(last?.commits.slice(0, 50)).toEqual(shas.slice(100));
    expect(last).toMatchObject({ head: shas[0], next: null });
  });

  it("is that of a tag, until the tag is deleted", async () => {
    const { people, merge, read } = await aGitHub();
    const merged = await merge();
    await people.publishRelease({ tag: "v1" });
    await merge();

    expect(await read("refs/tags/v1")).toMatchObject({ head: merged });
    await people.deleteTag({ tag: "v1" });
    expect(await read("refs/tags/v1")).toBeUndefined();
    expect(await read(merged)).toMatchObject({ head: merged });
  });

  it("is undefined for a commit that was never there, which nothing contains", async () => {
    const { merge, read, isContained } = await aGitHub();
    const merged = await merge();
    const unknown = "f".repeat(40);

    expect(await read(unknown)).toBeUndefined();
    expect(await isContained(merged, unknown)).toBe(false);
    expect(await isContained(unknown, merged)).toBe(false);
  });
});

describe("a branch", () => {
  it("has what it was made from, and no more until it is moved on", async () => {
    const { people, merge, isContained, heard } = await aGitHub();
    const first = await merge();
    await people.createBranch({ ...ada, branch: "production" });
    const second = await merge();
    expect(await isContained(first, "refs/heads/production")).toBe(true);
    expect(await isContained(second, "refs/heads/production")).toBe(false);

    await people.moveBranch({ ...ada, branch: "production", to: "main" });

    expect(await isContained(second, "refs/heads/production")).toBe(true);
    const [made, moved] = heard("push").filter(({ ref }) => ref === "refs/heads/production");
    expect(made).toMatchObject({ before: "0".repeat(40), after: first, created: true, forced: false, commits: [] });
    expect(moved).toMatchObject({
      before: first,
      after: second,
      created: false,
      deleted: false,
      forced: false,
      head_commit: { id: second, message: expect.stringMatching(/^Merge pull request #2/) },
      repository: { pushed_at: Date.parse("2026-11-21T09:00:00Z") / 1_000 },
    });
    const commits = (moved?.commits ?? []) as { readonly id: string }[];
    expect(commits.at(-1)?.id).toBe(second);
  });

  it("loses commits only by force", async () => {
    const { people, merge, isContained, heard } = await aGitHub();
    const first = await merge();
    const second = await merge();
    await expect(people.moveBranch({ ...ada, branch: "main", to: first })).rejects.toThrow("no fast-forward");

    await people.moveBranch({ ...ada, branch: "main", to: first, force: true });

    expect(await isContained(second, "refs/heads/main")).toBe(false);
    expect(heard("push").at(-1)).toMatchObject({ before: second, after: first, forced: true, commits: [] });
  });

  it("gets the commits of a pull request from another branch", async () => {
    const { people, merge, isContained } = await aGitHub();
    await people.createBranch({ ...ada, branch: "production" });
    const merged = await merge();

    const squashed = await merge({ branch: "main", base: "production", method: "squash" });
    expect(await isContained(merged, squashed)).toBe(false);

    const promoted = await merge({ branch: "main", base: "production" });
    expect(await isContained(merged, promoted)).toBe(true);
    expect(await isContained(promoted, "refs/heads/main")).toBe(false);
  });

  it("takes commits of its own", async () => {
    const { people, isContained, look } = await aGitHub();
    await people.createBranch({ ...ada, branch: "next" });

    const sha = await people.commitFile({ ...ada, branch: "next", files: { "a.md": "a" } });

    expect(await isContained(sha, "refs/heads/next")).toBe(true);
    expect(await isContained(sha, "refs/heads/main")).toBe(false);
    expect(look.repository().files).toEqual({});
  });

  it("is listed by name, or with all others until it is deleted", async () => {
    const { people, github, at, look } = await aGitHub();
    const main = { branch: "main", sha: look.repository().headSha };
    const next = { branch: "next", sha: await people.createBranch({ ...ada, branch: "next" }) };
    await people.openPullRequest({ ...ada, title: "Change", branch: "a-change" });
    const change = { branch: "a-change", sha: look.thread(1).headSha };

    expect(await github.listHeads(at, { names: ["next", "gone"], others: false })).toEqual([next]);
    expect(await github.listHeads(at, { names: [], others: true })).toEqual([change, main, next]);
    await people.deleteBranch({ ...ada, branch: "next" });
    expect(await github.listHeads(at, { names: ["next"], others: false })).toEqual([]);
  });
});

describe("a release", () => {
  it("is listed newest first, and a draft has no date", async () => {
    const { people, github, at, pass } = await aGitHub();
    await people.publishRelease({ tag: "v1" });
    pass(60);
    await people.publishRelease({ tag: "v2-rc", prerelease: true });
    await people.publishRelease({ tag: "v3", draft: true });

    expect(await github.listReleases(at)).toEqual([
      { tag: "v3", isDraft: true, isPrerelease: false, publishedAt: null },
      { tag: "v2-rc", isDraft: false, isPrerelease: true, publishedAt: "2026-11-21T10:00:00Z" },
      { tag: "v1", isDraft: false, isPrerelease: false, publishedAt: "2026-11-21T09:00:00Z" },
    ]);
  });

  it("contains what its target does", async () => {
    const { people, merge, isContained, read } = await aGitHub();
    const first = await merge();
    const second = await merge();

    await people.publishRelease({ tag: "v1", target: first });
    await people.createBranch({ ...ada, branch: "next", from: "v1" });

    expect(await isContained(second, (await read("refs/tags/v1"))?.head ?? "")).toBe(false);
    expect(await read("refs/heads/next")).toMatchObject({ head: first });
  });

  it("is published from its draft, and gets its tag only then", async () => {
    const { people, merge, read, heard } = await aGitHub();
    await people.publishRelease({ tag: "v1", draft: true });
    const merged = await merge();
    expect(await read("refs/tags/v1")).toBeUndefined();

    await people.publishRelease({ tag: "v1" });

    expect(await read("refs/tags/v1")).toMatchObject({ head: merged });
    expect(heard("release").map(({ action }) => action)).toEqual(["created", "published", "released"]);
    await expect(people.publishRelease({ tag: "v1" })).rejects.toThrow("already");
  });

  it("that was a prerelease keeps its date when it is promoted", async () => {
    const { people, pass, heard } = await aGitHub();
    await people.publishRelease({ tag: "v1", prerelease: true });
    pass(60);

    await people.promoteRelease({ tag: "v1" });

    expect(
      heard("release")
        .slice(-2)
        .map(({ action }) => action),
    ).toEqual(["edited", "released"]);
    expect(heard("release").at(-1)).toMatchObject({
      release: {
        tag_name: "v1",
        draft: false,
        prerelease: false,
        published_at: "2026-11-21T09:00:00Z",
        updated_at: "2026-11-21T10:00:00Z",
      },
      installation: { id: expect.any(Number) },
    });
    await expect(people.promoteRelease({ tag: "v1" })).rejects.toThrow("no prerelease");
  });

  it("takes write access", async () => {
    const { people } = await aGitHub();

    await expect(people.publishRelease({ by: "eve", tag: "v1" })).rejects.toThrow("may not publish a release");
  });
});

describe("a deployment", () => {
  it("is sent with its environment, commit and state", async () => {
    const { people, merge, heard } = await aGitHub();
    const sha = await merge();

    const id = await people.deploy({ environment: "staging", ref: "main", state: "in_progress", transient: true });

    const named = { environment: "staging", created_at: "2026-11-21T09:00:00Z" };
    expect(heard("deployment_status")).toMatchObject([
      {
        action: "created",
        deployment: { ...named, id, sha, ref: "main", transient_environment: true, production_environment: false },
        deployment_status: { ...named, id: expect.any(Number), state: "in_progress" },
      },
    ]);
  });

  it("succeeded when it was first reported so", async () => {
    const { people, github, at, pass, merge, heard } = await aGitHub();
    const sha = await merge();
    const id = await people.deploy({ state: "queued" });
    expect(await github.listDeployments(at)).toMatchObject([{ sha, succeededAt: null }]);

    for (const state of ["success", "success", "inactive"] as const) {
      pass(10);
      await people.reportDeployment({ id, state });
    }

    const createdAt = "2026-11-21T09:00:00Z";
    const seen = { environment: "production", sha, createdAt, succeededAt: "2026-11-21T09:10:00Z" };
    expect(await github.listDeployments(at)).toEqual([seen]);
    expect(heard("deployment_status").at(-1)).toMatchObject({
      deployment: { id, created_at: createdAt, production_environment: true },
      deployment_status: { state: "inactive", created_at: "2026-11-21T09:30:00Z" },
    });
  });

  it("of an older commit is one like any other", async () => {
    const { people, github, at, merge } = await aGitHub();
    const first = await merge();
    const second = await merge();
    await people.deploy();
    await people.deploy({ sha: first });

    expect((await github.listDeployments(at)).map(({ sha }) => sha)).toEqual([first, second]);
  });

  it("is hidden from an app without the permission, and everything else is not", async () => {
    const { people, github, at, heard, isContained, merge } = await aGitHub({ withhold: ["deployments"] });
    const merged = await merge();
    await people.deploy();
    await people.publishRelease({ tag: "v1" });

    await expect(github.listDeployments(at)).rejects.toMatchObject({ kind: "forbidden", blocker: "permission" });
    expect(heard("deployment_status")).toEqual([]);
    expect(await github.listReleases(at)).toHaveLength(1);
    expect(await isContained(merged, "refs/tags/v1")).toBe(true);
    await people.grantPermissions();
    expect(await github.listDeployments(at)).toHaveLength(1);
  });
});

it("what reached users is asked for with reads", async () => {
  const { people, github, at, calls, merge } = await aGitHub();
  const commit = await merge();
  await people.publishRelease({ tag: "v1" });
  calls.length = 0;

  await github.readHistory(at, { revision: commit, since: LONG_AGO, cursor: null });
  await github.isContained(at, { commit, head: commit });
  await github.listReleases(at);
  await github.listDeployments(at);
  await github.listHeads(at, { names: ["main"], others: true });

  expect(calls.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(Array.from({ length: 5 }, () => "read done"));
});

it("a reader sees what each release and deployment brought", async () => {
  const { people, look, merge } = await aGitHub();
  await merge();
  await people.publishRelease({ tag: "v1" });
  await people.deploy({ environment: "staging" });
  await merge();
  await merge();
  await people.publishRelease({ tag: "v2" });
  await people.deploy({ state: "failure" });
  await people.deploy();

  expect(look.releases().map(({ tag, ships }) => [tag, ships])).toEqual([
    ["v2", [2, 3]],
    ["v1", [1]],
  ]);
  expect(look.deployments().map(({ environment, state, ships }) => [environment, state, ships])).toEqual([
    ["production", "success", [1, 2, 3]],
    ["production", "failure", []],
    ["staging", "success", [1]],
  ]);
});
