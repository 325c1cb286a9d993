import type nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Call } from "../../src/github/connection.ts";
import type { CheckRun, GitHub } from "../../src/github/github.ts";
import { API, connect, disconnect, externalErrorOf, REPO } from "../support/github-api.ts";

const BOB = { id: 2, login: "bob", type: "User" };
const BOT = { id: 3, login: "did-this-work[bot]", type: "Bot" };
const CHECK: CheckRun = {
  headSha: "abc",
  externalId: "5:1",
  conclusion: "neutral",
  title: "Missing: how will we know",
  summary: "…",
  annotations: [],
  actions: [{ label: "Not needed", description: "Say that nothing is missing", identifier: "skip" }],
};
const ISSUE = {
  number: 9,
  title: "Did this work?",
  node_id: "I_9",
  body: "text",
  state: "open",
  state_reason: null,
  user: { ...BOT, avatar_url: "…" },
  performed_via_github_app: { id: 1 },
  assignees: [{ ...BOB, avatar_url: "…" }],
  locked: false,
  updated_at: "2026-11-21T00:00:00Z",
};
const OUR_ISSUE = {
  number: 9,
  nodeId: "I_9",
  title: "Did this work?",
  body: "text",
  state: "open",
  stateReason: null,
  author: BOT,
  appId: 1,
  assignees: [BOB],
  isLocked: false,
  closedBy: null,
  updatedAt: "2026-11-21T00:00:00Z",
};

let github: GitHub;
let api: nock.Scope;

beforeEach(() => {
  ({ github, api } = connect());
});
afterEach(disconnect);

function aPullRequest(values: object = {}) {
  return {
    number: 1,
    title: "Change",
    body: null,
    state: "open",
    draft: false,
    user: BOB,
    labels: [{ name: "ui" }],
    base: { ref: "main", repo: { id: 5 } },
    head: { ref: "patch", sha: "abc", repo: null },
    merged_at: null,
    merged_by: null,
    merge_commit_sha: "def",
    created_at: "2026-11-21T00:00:00Z",
    updated_at: "2026-11-21T00:00:00Z",
    html_url: "https://github.com/acme/shop/pull/1",
    ...values,
  };
}

describe("the app's identity", () => {
  test("is read once", async () => {
    const homepage = "https://example.com/did-this-work";
    const page = "https://acme.ghe.com/github-apps/did-this-work";
    api.get("/app").reply(200, { id: 1, slug: "did-this-work", external_url: homepage, html_url: page });

    const answers = await Promise.all([github.identity(), github.identity()]);

    expect(answers[0]).toEqual({
      appId: 1,
      slug: "did-this-work",
      botLogin: "did-this-work[bot]",
      about: homepage,
      site: "https://acme.ghe.com",
    });
    expect(answers[1]).toBe(answers[0]);
  });

  test("is read again after a failure", async () => {
    api.get("/app").reply(500).get("/app").reply(200, { id: 1, slug: "did-this-work" });

    await externalErrorOf(github.identity());

    expect(await github.identity()).toMatchObject({ slug: "did-this-work" });
  });
});

describe("the client reads", () => {
  test("a pull request", async () => {
    api.get("/repos/acme/shop/pulls/1").reply(200, aPullRequest());

    expect(await github.readPullRequest(REPO, 1)).toMatchObject({
      repositoryId: 5,
      body: "",
      author: BOB,
      labels: ["ui"],
      headSha: "abc",
      headRepositoryId: null,
    });
  });

  test("undefined for a pull request that is gone", async () => {
    api.get("/repos/acme/shop/pulls/1").reply(404, { message: "Not Found" });

    expect(await github.readPullRequest(REPO, 1)).toBeUndefined();
  });

  test("undefined for a pull request of another repository of that name", async () => {
    api.get("/repos/acme/shop/pulls/1").reply(200, aPullRequest({ base: { ref: "main", repo: { id: 6 } } }));

    expect(await github.readPullRequest(REPO, 1)).toBeUndefined();
  });

  test("an issue", async () => {
    api.get("/repos/acme/shop/issues/9").reply(200, ISSUE);

    expect(await github.readIssue(REPO, 9)).toEqual(OUR_ISSUE);
  });

  test("an issue with the minimum of fields", async () => {
    const sparse = { number: 9, title: "", body: null, state: "closed", state_reason: "new", user: null, locked: true };
    api.get("/repos/acme/shop/issues/9").reply(200, sparse);

    expect(await github.readIssue(REPO, 9)).toMatchObject({
      body: "",
      state: "closed",
      stateReason: null,
      author: { login: "ghost" },
      appId: null,
      assignees: [],
    });
  });

  test("undefined for an issue that was deleted", async () => {
    api.get("/repos/acme/shop/issues/9").reply(410, { message: "This issue was deleted" });

    expect(await github.readIssue(REPO, 9)).toBeUndefined();
  });

  test("undefined for an issue that was transferred", async () => {
    api.get("/repos/acme/shop/issues/9").reply(301, {}, { location: `${API}/repositories/6/issues/2` });
    api.get("/repositories/6/issues/2").reply(200, ISSUE);

    expect(await github.readIssue(REPO, 9)).toBeUndefined();
  });

  test("an issue of a repository that was renamed", async () => {
    api.get("/repos/acme/shop/issues/9").reply(301, {}, { location: `${API}/repositories/5/issues/9` });
    api.get("/repositories/5/issues/9").reply(200, ISSUE);

    expect(await github.readIssue(REPO, 9)).toEqual(OUR_ISSUE);
  });

  test("an issue where issues are switched off", async () => {
    api.get("/repos/acme/shop/issues/9").reply(410, { message: "Issues are disabled for this repo" });

    expect(await externalErrorOf(github.readIssue(REPO, 9))).toMatchObject({ kind: "gone" });
  });

  test.each([
    ["of a role of the organization's own", { permission: "read", user: { permissions: { triage: true } } }, "triage"],
    ["to maintain", { permission: "write", user: { permissions: { maintain: true, push: true } } }, "maintain"],
    ["of a person without a role", { permission: "none", user: null }, "none"],
    ["without flags", { permission: "write", user: {} }, "write"],
  ])("a permission %s", async (_, answer, permission) => {
    api.get("/repos/acme/shop/collaborators/bob/permission").reply(200, answer);

    expect(await github.readPermission(REPO, "bob")).toBe(permission);
  });

  test("the permission of an account that is no person", async () => {
    api.get("/repos/acme/shop/collaborators/ci%5Bbot%5D/permission").reply(404, { message: "ci[bot] is not a user" });

    expect(await github.readPermission(REPO, "ci[bot]")).toBe("none");
  });
});

describe("the client lists", () => {
  const times = { created_at: "2026-11-21T00:00:00Z", updated_at: "2026-11-21T00:00:01Z" };
  const since = new Date("2026-11-20T00:00:00Z");
  const query = { since: "2026-11-20T00:00:00.000Z", per_page: "100" };

  test("comments, newest first", async () => {
    api
      .get("/repos/acme/shop/issues/9/comments")
      .query(query)
      .reply(200, [
        { id: 1, body: "one", user: BOB, ...times },
        { id: 2, body: null, user: null, performed_via_github_app: { id: 1 }, ...times },
      ]);

    expect(await github.listComments(REPO, 9, since)).toEqual([
      {
        id: 2,
        body: "",
        author: expect.anything(),
        appId: 1,
        createdAt: times.created_at,
        updatedAt: times.updated_at,
      },
      { id: 1, body: "one", author: BOB, appId: null, createdAt: times.created_at, updatedAt: times.updated_at },
    ]);
  });

  test("the end of a very long thread", async () => {
    const page = Array.from({ length: 100 }, (_, id) => ({ id, user: BOB, ...times }));
    const link = `<${API}/repositories/5/issues/9/comments?per_page=100&page=4>; rel="last"`;
    api.get("/repos/acme/shop/issues/9/comments").query(query).reply(200, page, { link });
    api
      .get("/repos/acme/shop/issues/9/comments")
      .query({ ...query, page: "4" })
      .reply(200, [{ id: 399, user: BOB, ...times }]);

    const comments = await github.listComments(REPO, 9, since);

    expect([comments.length, comments[0]?.id, comments[1]?.id]).toEqual([100, 399, 99]);
  });

  test("issues with a label, but no pull requests", async () => {
    const newest = { labels: "outcome", state: "all", sort: "created", direction: "desc", per_page: "100" };
    api
      .get("/repos/acme/shop/issues")
      .query(newest)
      .reply(200, [ISSUE, { ...ISSUE, number: 8, pull_request: {} }]);

    expect(await github.listIssues(REPO, "outcome")).toEqual([OUR_ISSUE]);
  });

  describe("when issues were opened", () => {
    const query = { labels: "bug,export", state: "all", sort: "created", direction: "desc", per_page: "100" };
    const request = { labels: ["bug", "export"], since: "2026-11-01T00:00:00Z", cursor: null };
    const opened = (number: number, day: string) => ({ ...ISSUE, number, created_at: `2026-${day}T08:00:00Z` });
    const more = { link: `<${API}/repositories/5/issues?page=3>; rel="next", <${API}/x>; rel="last"` };

    test("page by page, without pull requests", async () => {
      const page = [opened(4, "11-20"), { ...opened(3, "11-19"), pull_request: {} }, opened(2, "11-01")];
      api
        .get("/repos/acme/shop/issues")
        .query({ ...query, page: "2" })
        .reply(200, page, more);

      expect(await github.listIssueDates(REPO, { ...request, cursor: "2" })).toEqual({
        issues: [
          { number: 4, createdAt: "2026-11-20T08:00:00Z" },
          { number: 2, createdAt: "2026-11-01T08:00:00Z" },
        ],
        next: "3",
      });
    });

    test("until they are too old", async () => {
      api
        .get("/repos/acme/shop/issues")
        .query({ ...query, page: "1" })
        .reply(200, [opened(2, "11-01"), opened(1, "10-31")], more);

      expect(await github.listIssueDates(REPO, request)).toMatchObject({ issues: [{ number: 2 }], next: null });
    });

    test("until there are no more", async () => {
      api
        .get("/repos/acme/shop/issues")
        .query({ ...query, page: "1" })
        .reply(200, [opened(2, "11-01")]);

      expect(await github.listIssueDates(REPO, request)).toMatchObject({ issues: [{ number: 2 }], next: null });
    });

    test("unless GitHub refuses", async () => {
      api
        .get("/repos/acme/shop/issues")
        .query({ ...query, page: "1" })
        .reply(410, { message: "Issues are disabled for this repo" });

      expect(await externalErrorOf(github.listIssueDates(REPO, request))).toMatchObject({ kind: "gone" });
    });
  });

  test("the app's own check runs, newest first", async () => {
    const ours = { app_id: "1", check_name: "Outcome", filter: "all", per_page: "100" };
    const runs = [
      { id: 1, external_id: "5:1", conclusion: "success", output: { title: "Fine", summary: "All of it." } },
      { id: 2, external_id: null, conclusion: null, output: { title: null, summary: null } },
    ];
    api.get("/repos/acme/shop/commits/abc/check-runs").query(ours).reply(200, { total_count: 2, check_runs: runs });

    expect(await github.listCheckRuns(REPO, "abc")).toEqual([
      { id: 2, externalId: "", conclusion: "", title: "", summary: "" },
      { id: 1, externalId: "5:1", conclusion: "success", title: "Fine", summary: "All of it." },
    ]);
  });
});

describe("a check run that stands", () => {
  const standing = { id: 4, externalId: "5:1", title: "Fine", summary: "All of it." };

  test.each([
    ["success", "success"],
    ["stale", "neutral"],
  ])("is completed again as it is (%s)", async (conclusion, sent) => {
    const body = { status: "completed", conclusion: sent, output: { title: "Fine", summary: "All of it." } };
    api.patch("/repos/acme/shop/check-runs/4", body).reply(200, { id: 4 });

    await github.repeatCheckRun(REPO, { ...standing, conclusion });

    expect(api.isDone()).toBe(true);
  });
});

describe("the client writes", () => {
  const presented = {
    name: "Outcome",
    external_id: "5:1",
    status: "completed",
    conclusion: "neutral",
    output: { title: "Missing: how will we know", summary: "…", annotations: [] },
    actions: [{ ...CHECK.actions[0] }],
  };

  test("a check run", async () => {
    api.post("/repos/acme/shop/check-runs", { ...presented, head_sha: "abc" }).reply(201, { id: 4 });

    expect(await github.createCheckRun(REPO, CHECK)).toEqual({ id: 4 });
  });

  test("an update of a check run", async () => {
    api.patch("/repos/acme/shop/check-runs/4", presented).reply(200, { id: 4 });

    await github.updateCheckRun(REPO, 4, CHECK);
  });

  test("a comment: creation, update, reaction and deletion", async () => {
    api.post("/repos/acme/shop/issues/1/comments", { body: "one" }).reply(201, { id: 6 });
    api.patch("/repos/acme/shop/issues/comments/6", { body: "two" }).reply(200, { id: 6 });
    api.post("/repos/acme/shop/issues/comments/6/reactions", { content: "eyes" }).reply(200, { id: 1 });
    api.delete("/repos/acme/shop/issues/comments/6").reply(204);

    const { id } = await github.createComment(REPO, 1, "one");
    await github.updateComment(REPO, id, "two");
    await github.addReaction(REPO, id, "eyes");
    await github.deleteComment(REPO, id);

    expect(api.isDone()).toBe(true);
  });

  test("an issue, and returns it as GitHub created it", async () => {
    const asked = { title: "Did this work?", body: "text", labels: ["outcome"], assignees: ["bob", "eve"] };
    api.post("/repos/acme/shop/issues", asked).reply(201, ISSUE);

    expect(await github.createIssue(REPO, asked)).toEqual(OUR_ISSUE);
  });

  test("only the changes of an issue", async () => {
    api.patch("/repos/acme/shop/issues/9", { state: "closed", state_reason: "not_planned" }).reply(200, ISSUE);

    expect(await github.updateIssue(REPO, 9, { state: "closed", stateReason: "not_planned" })).toEqual(OUR_ISSUE);
  });
});

describe("the text of a file", () => {
  const file = () => api.get("/repos/acme/shop/contents/outcomes%2FTRIED.md");

  test("is read as it stands, with or without a character set", async () => {
    file()
      .matchHeader("accept", /raw/)
      .reply(200, "# Grün\n", { "content-type": "application/vnd.github.raw; charset=utf-8" });
    file().reply(200, "# Grün\n", { "content-type": "application/vnd.github.raw" });

    expect(await github.readText(REPO, "outcomes/TRIED.md")).toBe("# Grün\n");
    expect(await github.readText(REPO, "outcomes/TRIED.md")).toBe("# Grün\n");
  });

  test("is undefined where there is none", async () => {
    file().reply(404, { message: "Not Found" });

    expect(await github.readText(REPO, "outcomes/TRIED.md")).toBeUndefined();
  });
});

describe("what is told of calls", () => {
  const kinds = (calls: readonly Call[]) => calls.map(({ kind, outcome, status }) => `${kind} ${outcome} ${status}`);

  test("tells reads, writes and tokens apart, and how each ended", async () => {
    const { github, api, calls } = connect();
    const path = "/repos/acme/shop/issues/3";
    api.get(path).reply(404, { message: "Not Found" });
    api.patch(path).reply(422, { message: "Validation Failed" });
    api.patch(path).reply(403, { message: "You have exceeded a secondary rate limit" });
    api.patch(path).reply(502);
    api.patch(path).replyWithError("ECONNRESET");

    await github.readIssue(REPO, 3);
    for (let tries = 0; tries < 4; tries++) await externalErrorOf(github.updateIssue(REPO, 3, { state: "closed" }));

    expect(kinds(calls)).toEqual([
      "token ok 201",
      "read refused 404",
      "write refused 422",
      "write limited 403",
      "write unanswered 502",
      "write unanswered 0",
    ]);
  });

  test("keeps GitHub's id of a request that failed, and what was asked", async () => {
    const { github, api } = connect();
    const headers = { "x-github-request-id": "8F0C:2D3E:1" };
    api.patch("/repos/acme/shop/issues/3").reply(403, { message: "Resource not accessible by integration" }, headers);

    const error = await externalErrorOf(github.updateIssue(REPO, 3, { state: "closed" }));

    expect(error).toMatchObject({ status: 403, requestId: "8F0C:2D3E:1", call: expect.stringContaining("acme/shop") });
  });
});
