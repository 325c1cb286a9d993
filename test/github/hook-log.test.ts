import type nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Call } from "../../src/github/client.ts";
import type { GitHub } from "../../src/github/github.ts";
import { connect, disconnect, REPO, refusalOf } from "../support/github-api.ts";

let github: GitHub;
let api: nock.Scope;
let calls: readonly Call[];

beforeEach(() => {
  ({ github, api, calls } = connect());
});
afterEach(disconnect);

const attempt = {
  id: 12,
  guid: "a-guid",
  delivered_at: "2026-11-02T10:00:00Z",
  redelivery: false,
  duration: 0.3,
  status: "OK",
  status_code: 200,
  event: "issues",
  action: "edited",
  installation_id: 7,
  repository_id: 5,
};
const seen = { id: 12, guid: "a-guid", event: "issues", action: "edited", deliveredAt: attempt.delivered_at };

describe("the app's webhook log", () => {
  test("is read as the app, failures alone, and names its next page", async () => {
    const link = '<https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_11%3D>; rel="next"';
    api
      .get("/app/hook/deliveries")
      .query({ per_page: 100, status: "failure" })
      .matchHeader("authorization", /^bearer ey/i)
      .reply(200, [{ ...attempt, status_code: 502 }], { link });

    const page = await github.listDeliveries({ cursor: null, isFailedOnly: true });

    expect(page).toEqual({ attempts: [{ ...seen, isFailed: true }], next: "v1_11=" });
    expect(calls).toHaveLength(1);
  });

  test("goes on at a page, and ends", async () => {
    api.get("/app/hook/deliveries").query({ per_page: 100, cursor: "v1_11=" }).reply(200, [attempt]);

    const page = await github.listDeliveries({ cursor: "v1_11=", isFailedOnly: false });

    expect(page).toEqual({ attempts: [{ ...seen, isFailed: false }], next: null });
  });

  test.each([
    [0, true],
    [202, false],
    [304, false],
    [404, true],
    [503, true],
  ])("knows an attempt that was answered with %i", async (status_code, isFailed) => {
    api
      .get("/app/hook/deliveries")
      .query(true)
      .reply(200, [{ ...attempt, status_code }]);

    expect((await github.listDeliveries({ cursor: null, isFailedOnly: false })).attempts).toEqual([
      { ...seen, isFailed },
    ]);
  });

  test.each([400, 422])("refuses a filter it does not know with %i", async (status) => {
    api.get("/app/hook/deliveries").query(true).reply(status, { message: "Validation Failed" });

    expect(await refusalOf(github.listDeliveries({ cursor: null, isFailedOnly: true }))).toMatchObject({
      kind: "invalid",
    });
  });

  test("makes an attempt again", async () => {
    api.post("/app/hook/deliveries/12/attempts").reply(202, {});

    await github.redeliver(12);

    expect(calls.map(({ route, status }) => `${route} ${status}`)).toEqual([
      "/app/hook/deliveries/{delivery_id}/attempts 202",
    ]);
  });

  test("has forgotten old attempts", async () => {
    api.post("/app/hook/deliveries/12/attempts").reply(404, { message: "Not Found" });

    expect((await refusalOf(github.redeliver(12))).kind).toBe("not-found");
  });
});

describe("merged pull requests", () => {
  const person = { __typename: "User", login: "bob", databaseId: 3 };
  const pull = {
    number: 7,
    title: "Add a CSV export",
    body: "Why\u0000",
    url: "https://github.com/acme/shop/pull/7",
    isDraft: false,
    createdAt: "2026-11-01T10:00:00Z",
    updatedAt: "2026-11-02T10:00:00Z",
    mergedAt: "2026-11-02T09:00:00Z",
    baseRefName: "main",
    headRefName: "csv-export",
    headRefOid: "abc",
    headRepository: { databaseId: 5 },
    mergeCommit: { oid: "def" },
    author: { __typename: "Bot", login: "renovate", databaseId: 9 },
    mergedBy: person,
    labels: { nodes: [{ name: "bug" }] },
  };
  const answering = (body: object) => api.post("/graphql", /listMerged/).reply(200, body);
  const page = (nodes: readonly object[], next: string | null) => ({
    data: {
      repository: {
        databaseId: 5,
        pullRequests: { pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes },
      },
    },
  });

  test("are listed with who merged them, bots by the name webhooks give them", async () => {
    answering(page([pull], "more"));

    const { pulls, next } = await github.listMergedPullRequests(REPO, null);

    expect(next).toBe("more");
    expect(pulls).toEqual([
      expect.objectContaining({
        repositoryId: 5,
        number: 7,
        body: "Why",
        state: "closed",
        author: { id: 9, login: "renovate[bot]", type: "Bot" },
        mergedBy: { id: 3, login: "bob", type: "User" },
        mergedAt: pull.mergedAt,
        mergeCommitSha: "def",
        headSha: "abc",
        labels: ["bug"],
      }),
    ]);
  });

  test("of accounts and forks that were deleted", async () => {
    answering(page([{ ...pull, author: null, mergedBy: null, headRepository: null }], null));

    const { pulls, next } = await github.listMergedPullRequests(REPO, null);

    expect(next).toBeNull();
    expect(pulls[0]).toMatchObject({ author: { login: "ghost" }, mergedBy: null, headRepositoryId: null });
  });

  test.each([
    ["NOT_FOUND", "not-found"],
    ["FORBIDDEN", "forbidden"],
    ["RATE_LIMITED", "limited"],
  ])("are refused with %s", async (type, kind) => {
    answering({ data: { repository: null }, errors: [{ type, path: ["repository"], message: "No" }] });

    expect((await refusalOf(github.listMergedPullRequests(REPO, null))).kind).toBe(kind);
  });

  test("are not those of another repository that has the name by now", async () => {
    answering({ data: { repository: { ...page([], null).data.repository, databaseId: 6 } } });

    expect((await refusalOf(github.listMergedPullRequests(REPO, null))).kind).toBe("not-found");
  });
});
