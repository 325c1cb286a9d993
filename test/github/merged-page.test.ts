import type nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GitHub } from "../../src/github/github.ts";
import { connect, disconnect, externalErrorOf, REPO } from "../support/github-api.ts";

let github: GitHub;
let api: nock.Scope;

beforeEach(() => {
  ({ github, api } = connect());
});
afterEach(disconnect);

const PERSON = { __typename: "User", login: "bob", databaseId: 3 };
const PULL = {
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
  mergedBy: PERSON,
  labels: { nodes: [{ name: "bug" }] },
};
const answering = (body: object) => api.post("/graphql", /readMergedPulls/).reply(200, body);
const page = (nodes: readonly (object | null)[], next: string | null) => ({
  data: {
    repository: {
      databaseId: 5,
      pullRequests: { pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes },
    },
  },
});

describe("merged pull requests", () => {
  test("are listed with their merger, bots under the name that webhooks use", async () => {
    answering(page([PULL], "more"));

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
        mergedAt: PULL.mergedAt,
        mergeCommitSha: "def",
        headSha: "abc",
        labels: ["bug"],
      }),
    ]);
  });

  test("are listed when their accounts and forks were deleted", async () => {
    answering(page([{ ...PULL, author: null, mergedBy: null, headRepository: null }], null));

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

    expect((await externalErrorOf(github.listMergedPullRequests(REPO, null))).kind).toBe(kind);
  });

  test("are not those of another repository of that name", async () => {
    answering({ data: { repository: { ...page([], null).data.repository, databaseId: 6 } } });

    expect((await externalErrorOf(github.listMergedPullRequests(REPO, null))).kind).toBe("not-found");
  });
});

/** A request for a page. */
interface Asked {
  readonly size: number;
  readonly after: string | null;
  readonly query: string;
}

/** Fails requests for more than `most` as GitHub fails heavy queries; answers smaller ones with one pull request. */
function bearing(most: number, [status, body]: readonly [number, object]): readonly Asked[] {
  const asked: Asked[] = [];
  const note = ({ query, variables }: { query: string; variables: { first: number; after: string | null } }) =>
    asked.push({ size: variables.first, after: variables.after, query }) > 0;
  const isBorne = () => (asked.at(-1)?.size ?? 0) <= most;
  api
    .persist()
    .post("/graphql", note)
    .reply(() => (isBorne() ? [200, page([PULL], "more")] : [status, body]));
  return asked;
}

const HEAVY: readonly (readonly [string, readonly [number, object]])[] = [
  ["502", [502, {}]],
  ["504", [504, {}]],
  ["RESOURCE_LIMITS_EXCEEDED", [200, { data: null, errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "no" }] }]],
  [
    "RESOURCE_LIMITS_EXCEEDED and half a page",
    [200, { ...page([PULL, null], "more"), errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "no" }] }],
  ],
  [
    "a time-out",
    [
      200,
      { data: null, errors: [{ message: "Something went wrong while executing your query. This may be a timeout" }] },
    ],
  ],
];

describe("a page that is too heavy for GitHub", () => {
  test.each(HEAVY)("answered with %s is requested again with half the size", async (_, answer) => {
    const asked = bearing(25, answer);

    const { pulls } = await github.listMergedPullRequests(REPO, null);

    expect(asked.map(({ size }) => size)).toEqual([100, 50, 25]);
    expect(pulls).toHaveLength(1);
  });

  test("keeps the next page small, which begins where it ended", async () => {
    const asked = bearing(25, [502, {}]);

    const { next } = await github.listMergedPullRequests(REPO, null);
    await github.listMergedPullRequests(REPO, next);

    expect(asked.slice(-1)).toMatchObject([{ size: 25, after: "more" }]);
  });

  test("with one heavy pull request does not limit all later pages to one", async () => {
    const asked = bearing(1, [502, {}]);

    const { next } = await github.listMergedPullRequests(REPO, null);
    await github.listMergedPullRequests(REPO, next);

    expect(asked.map(({ size }) => size)).toEqual([100, 50, 25, 12, 6, 3, 1, 10, 5, 2, 1]);
  });

  test.each(HEAVY.filter(([kind]) => !kind.includes("half")))(
    "is abandoned in the end, however small it is: %s",
    async (_, answer) => {
      const asked = bearing(0, answer);

      expect(await externalErrorOf(github.listMergedPullRequests(REPO, null))).toMatchObject({ kind: "too-heavy" });
      expect(asked).toHaveLength(7);
    },
  );

  test.each([[500], [503]])("is not assumed after a failure of GitHub: %i causes no retry", async (status) => {
    const asked = bearing(0, [status, {}]);

    expect(await externalErrorOf(github.listMergedPullRequests(REPO, null))).toMatchObject({ kind: "unanswered" });
    expect(asked).toHaveLength(1);
  });
});

test("the query requests no changed paths, no counts and no limit, which are not needed", async () => {
  const asked = bearing(100, [502, {}]);

  await github.listMergedPullRequests(REPO, null);

  expect(asked[0]?.query).not.toMatch(/files|search|rateLimit/);
  expect(asked[0]?.query).toContain("labels(first: 20)");
});

test("a pull request that GitHub does not show does not hide the others", async () => {
  const forbidden = { type: "FORBIDDEN", path: ["repository", "pullRequests", "nodes", 0], message: "no" };
  answering({ ...page([null, PULL], null), errors: [forbidden] });

  const { pulls } = await github.listMergedPullRequests(REPO, null);

  expect(pulls.map(({ number }) => number)).toEqual([7]);
});

test("a cursor that GitHub no longer knows is distinguished from a failure", async () => {
  answering({ data: { repository: null }, errors: [{ type: "INVALID_CURSOR_ARGUMENTS", message: "no" }] });

  expect(await externalErrorOf(github.listMergedPullRequests(REPO, "old"))).toMatchObject({ kind: "lost-place" });
});

test("a branch in the repository is recognized even if its id is too large for GraphQL", async () => {
  answering(page([{ ...PULL, isCrossRepository: false, headRepository: { databaseId: null } }], null));

  const { pulls } = await github.listMergedPullRequests(REPO, null);

  expect(pulls[0]?.headRepositoryId).toBe(5);
});
