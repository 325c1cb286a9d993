import type nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GitHub, Proposal } from "../../src/github/github.ts";
import { connect, disconnect, externalErrorOf, REPO } from "../support/github-api.ts";

const BOT = { id: 3, login: "did-this-work[bot]", type: "Bot" };
const BOB = { id: 2, login: "bob", type: "User" };
const GITHUB = { id: 19_864_447, login: "web-flow", type: "User" };

const PROPOSAL: Proposal = {
  branch: "did-this-work/ledger",
  base: "main",
  onto: null,
  title: "Add October 2026",
  body: "text",
  commitMessage: "docs: add October 2026",
  files: { "outcomes/2026-10.csv": "a\r\n" },
};

let github: GitHub;
let api: nock.Scope;

beforeEach(() => {
  ({ github, api } = connect());
});
afterEach(disconnect);

type Sent = { [Part in "tree" | "commit" | "ref" | "pull" | "labels"]?: object };

function note(sent: Sent, part: keyof Sent) {
  return (body: object) => {
    sent[part] = body;
    return true;
  };
}

/** Answers the first requests of a proposal. Returns the bodies sent. */
function offerCommit({ repositoryId = 5 } = {}) {
  const sent: Sent = {};
  api.get("/repos/acme/shop").reply(200, { id: repositoryId, default_branch: "main", permissions: { push: false } });
  api
    .get("/repos/acme/shop/commits")
    .query({ sha: "main", per_page: "1" })
    .reply(200, [{ sha: "base", commit: { tree: { sha: "base-tree" } } }]);
  api.post("/repos/acme/shop/git/trees", note(sent, "tree")).reply(201, () => ({ sha: "tree" }));
  api.post("/repos/acme/shop/git/commits", note(sent, "commit")).reply(201, { sha: "commit" });
  return sent;
}

function showBranch(pull: number | null, isThere = true) {
  const edges = pull === null ? [] : [{ node: { id: "PR_1", number: pull, url: "…" } }];
  const ref = isThere ? { associatedPullRequests: { edges } } : null;
  api.post("/graphql").reply(200, { data: { repository: { ref } } });
}

describe("the head of a branch", () => {
  test.each([
    ["ours", BOT, BOT, true],
    ["ours where GitHub signed it", BOT, GITHUB, true],
    ["a person's", BOB, GITHUB, false],
    ["a person's where they amended ours", BOT, BOB, false],
    ["not ours where the account is unknown", null, null, false],
  ])("is %s", async (_, author, committer, isOurs) => {
    api.get("/app").reply(200, { id: 1, slug: "did-this-work" });
    api
      .get("/repos/acme/shop/branches/did-this-work%2Fledger")
      .reply(200, { name: "did-this-work/ledger", commit: { sha: "abc", author, committer } });

    expect(await github.readBranch(REPO, "did-this-work/ledger")).toEqual({ sha: "abc", isOurs });
  });

  test("is undefined when there is no such branch", async () => {
    api.get("/app").reply(200, { id: 1, slug: "did-this-work" });
    api.get("/repos/acme/shop/branches/gone").reply(404, { message: "Branch not found" });

    expect(await github.readBranch(REPO, "gone")).toBeUndefined();
  });
});

test("pull requests from a branch are listed with their state, without those of forks", async () => {
  const pull = {
    number: 4,
    title: "Add October 2026",
    state: "closed",
    user: BOT,
    base: { ref: "main" },
    head: { ref: "ledger", sha: "abc", repo: { id: 5 } },
    merged_at: "2026-11-21T00:00:00Z",
    created_at: "2026-11-20T00:00:00Z",
    updated_at: "2026-11-21T00:00:00Z",
    html_url: "…",
  };
  const query = { head: "acme:ledger", state: "all", sort: "created", direction: "desc", per_page: "100" };
  const fork = { ...pull, number: 5, head: { ...pull.head, repo: { id: 6 } } };
  api.get("/repos/acme/shop/pulls").query(query).reply(200, [fork, pull]);

  const listed = await github.listPullRequestsFrom(REPO, "ledger");

  expect(listed.map(({ number, state, mergedAt }) => [number, state, mergedAt])).toEqual([
    [4, "closed", "2026-11-21T00:00:00Z"],
  ]);
});

describe("proposing files", () => {
  test("creates a branch and a pull request", async () => {
    const sent = offerCommit();
    showBranch(null, false);
    api.post("/repos/acme/shop/git/refs", note(sent, "ref")).reply(201, {});
    api.post("/repos/acme/shop/pulls", note(sent, "pull")).reply(201, { number: 8 });
    api.post("/repos/acme/shop/issues/8/labels", note(sent, "labels")).reply(200, []);

    const proposed = await github.proposeFiles(REPO, { ...PROPOSAL, labels: ["outcome-report"] });

    expect(proposed).toEqual({ number: 8, headSha: "commit" });
    expect(sent.tree).toEqual({
      base_tree: "base-tree",
      tree: [{ path: "outcomes/2026-10.csv", mode: "100644", content: "a\r\n" }],
    });
    expect(sent.commit).toMatchObject({ message: "docs: add October 2026", tree: "tree", parents: ["base"] });
    // Without an author: GitHub makes the app the author and signs the commit.
    expect(sent.commit).not.toHaveProperty("author");
    expect(sent.ref).toEqual({ ref: "refs/heads/did-this-work/ledger", sha: "commit" });
    expect(sent.pull).toMatchObject({ title: "Add October 2026", body: "text", base: "main" });
    expect(sent.labels).toEqual({ labels: ["outcome-report"] });
  });

  test("moves a branch only forward from the known head, and updates its pull request", async () => {
    const sent = offerCommit();
    showBranch(8);
    api.patch("/repos/acme/shop/git/refs/heads%2Fdid-this-work%2Fledger", note(sent, "ref")).reply(200, {});
    api.patch("/repos/acme/shop/pulls/8", note(sent, "pull")).reply(200, { number: 8 });

    const proposed = await github.proposeFiles(REPO, { ...PROPOSAL, onto: "head" });

    expect(proposed).toEqual({ number: 8, headSha: "commit" });
    expect(sent.commit).toMatchObject({ parents: ["head", "base"] });
    expect(sent.ref).toEqual({ sha: "commit", force: false });
    expect(sent.pull).toEqual({ title: "Add October 2026", body: "text", base: "main" });
  });

  test("creates the pull request when an earlier attempt created only the branch", async () => {
    const sent = offerCommit();
    showBranch(null);
    api.patch("/repos/acme/shop/git/refs/heads%2Fdid-this-work%2Fledger").reply(200, {});
    api.post("/repos/acme/shop/pulls", note(sent, "pull")).reply(201, { number: 8 });

    const proposed = await github.proposeFiles(REPO, { ...PROPOSAL, onto: "head" });

    expect(proposed).toEqual({ number: 8, headSha: "commit" });
    expect(sent.commit).toMatchObject({ parents: ["head", "base"] });
  });

  test("is refused when somebody pushed meanwhile, and leaves everything as it is", async () => {
    offerCommit();
    showBranch(8);
    api
      .patch("/repos/acme/shop/git/refs/heads%2Fdid-this-work%2Fledger")
      .reply(422, { message: "Update is not a fast forward" });

    const error = await externalErrorOf(github.proposeFiles(REPO, { ...PROPOSAL, onto: "head" }));

    expect(error).toMatchObject({ kind: "invalid", message: expect.stringContaining("fast forward") });
  });

  test("is refused when a person created the branch meanwhile", async () => {
    offerCommit();
    showBranch(null);

    expect(await externalErrorOf(github.proposeFiles(REPO, PROPOSAL))).toMatchObject({ kind: "invalid" });
  });

  test("does nothing when the base has all changes", async () => {
    api.get("/repos/acme/shop").reply(200, { id: 5, permissions: {} });
    api
      .get("/repos/acme/shop/commits")
      .query(true)
      .reply(200, [{ sha: "base", commit: { tree: { sha: "base-tree" } } }]);
    api.post("/repos/acme/shop/git/trees").reply(201, { sha: "base-tree" });
    api.post("/repos/acme/shop/git/commits").reply(201, { sha: "commit" });

    expect(await github.proposeFiles(REPO, PROPOSAL)).toBeUndefined();
    expect(api.pendingMocks().filter((mock) => !mock.includes("access_tokens"))).toEqual([]);
  });

  test("removes an existing file", async () => {
    const sent = offerCommit();
    api.head("/repos/acme/shop/contents/old.csv").query({ ref: "base" }).reply(200);
    showBranch(null, false);
    api.post("/repos/acme/shop/git/refs").reply(201, {});
    api.post("/repos/acme/shop/pulls").reply(201, { number: 8 });

    await github.proposeFiles(REPO, { ...PROPOSAL, files: { "old.csv": null } });

    expect(sent.tree).toMatchObject({ tree: [{ path: "old.csv", mode: "100644", sha: null }] });
  });

  test("is not done in another repository of that name", async () => {
    api.get("/repos/acme/shop").reply(200, { id: 6, permissions: {} });

    expect(await externalErrorOf(github.proposeFiles(REPO, PROPOSAL))).toMatchObject({ kind: "not-found" });
  });

  test("is refused without the permission before anything is written", async () => {
    api.get("/repos/acme/shop").reply(200, { id: 5, permissions: {} });
    api
      .get("/repos/acme/shop/commits")
      .query(true)
      .reply(200, [{ sha: "base", commit: { tree: { sha: "base-tree" } } }]);
    api.post("/repos/acme/shop/git/trees").reply(403, { message: "Resource not accessible by integration" });

    expect(await externalErrorOf(github.proposeFiles(REPO, PROPOSAL))).toMatchObject({ kind: "forbidden" });
  });

  test.each([
    ["RATE_LIMITED", "limited"],
    ["FORBIDDEN", "forbidden"],
    [undefined, "unanswered"],
  ])("classifies GraphQL's %s", async (type, kind) => {
    offerCommit();
    api.post("/graphql").reply(200, { data: null, errors: [{ type, message: "no" }] });

    expect(await externalErrorOf(github.proposeFiles(REPO, PROPOSAL))).toMatchObject({ kind });
  });
});
