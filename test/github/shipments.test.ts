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

const HEAD = "a".repeat(40);
const MERGE = "b".repeat(40);
const SINCE = "2026-11-01T00:00:00Z";

type Name = "readHistory" | "listReleases" | "listDeployments" | "listHeads";

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** GitHub answers one query of that name. What it was asked is noted. */
function answering(name: Name, answer: object, status = 200): Asked[] {
  const asked: Asked[] = [];
  const note = (body: unknown) => {
    const query = body as Asked;
    asked.push(query);
    return query.query.includes(`query ${name}(`);
  };
  api.post("/graphql", note).reply(status, answer);
  return asked;
}

const ofShop = (found: object) => ({ data: { repository: { databaseId: 5, ...found } } });

function aHistory(oids: readonly (string | null)[], endCursor: string | null = null) {
  const pageInfo = { hasNextPage: endCursor !== null, endCursor };
  return { oid: HEAD, history: { nodes: oids.map((oid) => oid && { oid }), pageInfo } };
}

const readHistory = (revision = HEAD, cursor: string | null = null) =>
  github.readHistory(REPO, { revision, since: SINCE, cursor });

/** Each query: its name, how it is asked, and an answer to it. */
const QUERIES: readonly [Name, () => Promise<unknown>, object][] = [
  ["readHistory", () => readHistory(), { object: aHistory([HEAD]) }],
  ["listReleases", () => github.listReleases(REPO), { latestRelease: null, releases: { nodes: [] } }],
  ["listDeployments", () => github.listDeployments(REPO), { deployments: { nodes: [] } }],
  ["listHeads", () => github.listHeads(REPO, { names: ["main"], others: true }), { branch0: null, others: null }],
];

describe.each(QUERIES)("%s", (name, ask, answer) => {
  const refusal = (type: string | undefined, message: string) => [
    { ...(type && { type }), path: ["repository"], message },
  ];

  test("is answered once", async () => {
    answering(name, ofShop(answer));

    await expect(ask()).resolves.toBeDefined();
  });

  test("is answered for a repository whose id is too large for GraphQL", async () => {
    answering(name, ofShop({ ...answer, databaseId: null }));

    await expect(ask()).resolves.toBeDefined();
  });

  test.each<[string, object]>([
    ["another repository has taken the name", { data: { repository: { ...answer, databaseId: 6 } } }],
    ["there is no repository of that name", { data: { repository: null } }],
    ["GitHub says so", { data: { repository: null }, errors: refusal("NOT_FOUND", "Could not resolve") }],
  ])("finds nothing when %s", async (_, response) => {
    answering(name, response);

    expect(await externalErrorOf(ask())).toMatchObject({ kind: "not-found", blocker: null });
  });

  test.each([null, { repository: null }, ofShop(answer).data])(
    "is blocked without the permission for it, whatever else GitHub shows (%j)",
    async (data) => {
      answering(name, { data, errors: refusal("FORBIDDEN", "Resource not accessible by integration") });

      expect(await externalErrorOf(ask())).toMatchObject({ kind: "forbidden", blocker: "permission" });
    },
  );

  test.each<[string, object, number, string]>([
    ["in part", { ...ofShop(answer), errors: refusal(undefined, "Something went wrong") }, 200, "unanswered"],
    ["not at all", { data: null, errors: refusal(undefined, "Something went wrong") }, 200, "unanswered"],
    ["with a limit", { data: null, errors: refusal("RATE_LIMITED", "API rate limit exceeded") }, 200, "limited"],
    ["by a server that is down", {}, 502, "unanswered"],
  ])("is to be asked again when it is answered %s", async (_, response, status, kind) => {
    answering(name, response, status);

    expect(await externalErrorOf(ask())).toMatchObject({ kind, blocker: null });
  });
});

describe("the history of a revision", () => {
  test("is a page of commits, and the cursor of the next", async () => {
    const asked = answering("readHistory", ofShop({ object: aHistory([HEAD, MERGE], "second") }));

    const page = await readHistory('refs/heads/a"b', "first");

    expect(page).toEqual({ head: HEAD, commits: [HEAD, MERGE], next: "second" });
    const variables = { owner: "acme", name: "shop", revision: 'refs/heads/a"b', since: SINCE, cursor: "first" };
    expect(asked[0]?.variables).toEqual(variables);
  });

  test("ends with a page that has no next one, and leaves out what GitHub cannot show", async () => {
    answering("readHistory", ofShop({ object: aHistory([HEAD, null, MERGE]) }));

    expect(await readHistory()).toEqual({ head: HEAD, commits: [HEAD, MERGE], next: null });
  });

  test.each([
    ["an annotated tag", { target: aHistory([MERGE]) }],
    ["a tag of an annotated tag", { target: { target: aHistory([MERGE]) } }],
  ])("is that of the commit behind %s", async (_, object) => {
    answering("readHistory", ofShop({ object }));

    expect(await readHistory("refs/tags/v1.2")).toEqual({ head: HEAD, commits: [MERGE], next: null });
  });

  test.each([
    ["nothing", null],
    ["a file", {}],
    ["a tag of a file", { target: {} }],
    ["a tag of nothing", { target: null }],
  ])("is undefined for a revision that names %s", async (_, object) => {
    answering("readHistory", ofShop({ object }));

    expect(await readHistory("refs/tags/gone")).toBeUndefined();
  });

  test("is empty when all of it is older", async () => {
    answering(
      "readHistory",
      ofShop({ object: { ...aHistory([]), history: { ...aHistory([]).history, nodes: null } } }),
    );

    expect(await readHistory()).toEqual({ head: HEAD, commits: [], next: null });
  });
});

describe("a commit", () => {
  const compare = () => api.get(`/repos/acme/shop/compare/${MERGE}...${HEAD}`).query({ per_page: "1" });
  const isContained = () => github.isContained(REPO, { commit: MERGE, head: HEAD });

  test.each([
    ["ahead", true],
    ["identical", true],
    ["behind", false],
    ["diverged", false],
  ])("compared with a head that is %s is contained: %s", async (status, expected) => {
    compare().reply(200, { status });

    expect(await isContained()).toBe(expected);
  });

  test("that GitHub no longer has, or that has no common ancestor, is not contained", async () => {
    compare().reply(404, { message: "No common ancestor between them" });

    expect(await isContained()).toBe(false);
  });

  test("is asked about again when GitHub does not answer", async () => {
    compare().reply(500, { message: "Server Error" });

    expect(await externalErrorOf(isContained())).toMatchObject({ kind: "unanswered" });
  });
});

describe("releases", () => {
  const release = (tagName: string, given: object = {}) => ({
    tagName,
    isDraft: false,
    isPrerelease: false,
    publishedAt: "2026-11-20T10:00:00Z",
    ...given,
  });
  const seen = { isDraft: false, isPrerelease: false, publishedAt: "2026-11-20T10:00:00Z" };

  test("are listed with the one that GitHub calls the latest, each once", async () => {
    const draft = { isDraft: true, publishedAt: null };
    const nodes = [release("v3", draft), null, release("v2"), release("v1", { isPrerelease: true })];
    answering("listReleases", ofShop({ latestRelease: release("v2"), releases: { nodes } }));

    expect(await github.listReleases(REPO)).toEqual([
      { tag: "v2", ...seen },
      { tag: "v3", ...seen, ...draft },
      { tag: "v1", ...seen, isPrerelease: true },
    ]);
  });

  test("are none where GitHub shows none", async () => {
    answering("listReleases", ofShop({ latestRelease: null, releases: { nodes: null } }));

    expect(await github.listReleases(REPO)).toEqual([]);
  });
});

describe("deployments", () => {
  const status = (state: string, createdAt: string) => ({ state, createdAt });
  const deployment = (given: object) => ({
    environment: "production",
    latestEnvironment: "production",
    commitOid: HEAD,
    createdAt: "2026-11-20T10:00:00Z",
    statuses: { nodes: [] },
    ...given,
  });
  const seen = { environment: "production", sha: HEAD, createdAt: "2026-11-20T10:00:00Z" };

  test("succeeded when they were first reported so, whatever came after", async () => {
    const nodes = [
      status("INACTIVE", "2026-11-20T12:00:00Z"),
      null,
      status("SUCCESS", "2026-11-20T11:00:00Z"),
      status("SUCCESS", "2026-11-20T10:30:00Z"),
      status("IN_PROGRESS", "2026-11-20T10:00:00Z"),
    ];
    answering("listDeployments", ofShop({ deployments: { nodes: [deployment({ statuses: { nodes } }), null] } }));

    expect(await github.listDeployments(REPO)).toEqual([{ ...seen, succeededAt: "2026-11-20T10:30:00Z" }]);
  });

  test.each([
    ["that failed", { statuses: { nodes: [status("FAILURE", "2026-11-20T11:00:00Z")] } }],
    ["without a status", {}],
    ["whose statuses GitHub does not show", { statuses: null }],
    ["whose statuses are null", { statuses: { nodes: null } }],
  ])("%s did not succeed", async (_, given) => {
    answering("listDeployments", ofShop({ deployments: { nodes: [deployment(given)] } }));

    expect(await github.listDeployments(REPO)).toEqual([{ ...seen, succeededAt: null }]);
  });

  test.each([
    ["the environment they are in now", { environment: "staging", latestEnvironment: "production" }, "production"],
    ["the one they were made for", { environment: "staging", latestEnvironment: null }, "staging"],
    ["none", { environment: null, latestEnvironment: null }, ""],
  ])("have %s", async (_, given, environment) => {
    answering("listDeployments", ofShop({ deployments: { nodes: [deployment(given)] } }));

    expect(await github.listDeployments(REPO)).toMatchObject([{ environment }]);
  });

  test("are none where GitHub shows none", async () => {
    answering("listDeployments", ofShop({ deployments: { nodes: null } }));

    expect(await github.listDeployments(REPO)).toEqual([]);
  });
});

describe("the heads of branches", () => {
  const head = (name: string, oid = HEAD) => ({ name, target: { oid } });

  test("are looked up by name, with the names as variables", async () => {
    const asked = answering("listHeads", ofShop({ branch0: head("main"), branch1: null }));

    const heads = await github.listHeads(REPO, { names: ["main", 'release"}'], others: false });

    expect(heads).toEqual([{ branch: "main", sha: HEAD }]);
    const variables = { branch0: "refs/heads/main", branch1: 'refs/heads/release"}' };
    expect(asked[0]?.variables).toEqual({ owner: "acme", name: "shop", ...variables });
    expect(asked[0]?.query).not.toMatch(/release|others/);
  });

  test("are listed with a hundred others where that is wanted", async () => {
    const nodes = [head("release/1", MERGE), null, { name: "broken", target: null }];
    answering("listHeads", ofShop({ branch0: head("main"), others: { nodes } }));

    expect(await github.listHeads(REPO, { names: ["main"], others: true })).toEqual([
      { branch: "main", sha: HEAD },
      { branch: "release/1", sha: MERGE },
    ]);
  });

  test("are asked for by at most fifty names", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `release/${index}`);
    const asked = answering("listHeads", ofShop({ others: { nodes: [] } }));

    await github.listHeads(REPO, { names, others: true });

    expect(Object.keys(asked[0]?.variables ?? {})).toHaveLength(2 + 50);
  });
});
