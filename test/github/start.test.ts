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

const NAMES = ["PULL_REQUEST_TEMPLATE.md"];
const merged = {
  number: 7,
  title: "Add a CSV export",
  body: "Because.",
  url: "https://github.com/acme/shop/pull/7",
  createdAt: "2026-10-01T10:00:00Z",
  updatedAt: "2026-10-03T10:00:00Z",
  mergedAt: "2026-10-02T10:00:00Z",
  baseRefName: "main",
  headRefName: "csv",
  headRefOid: "abc",
  headRepository: { databaseId: 5 },
  author: { __typename: "Bot", login: "dependabot", databaseId: 9 },
  labels: { nodes: [{ name: "chore" }, null] },
};
const start = {
  databaseId: 5,
  isTemplate: false,
  isArchived: false,
  isFork: true,
  isEmpty: false,
  defaultBranchRef: { name: "trunk" },
  pullRequests: { nodes: [merged, null, { ...merged, number: 8, mergedAt: "2026-10-09T10:00:00Z", author: null }] },
};

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
}

function answering(answer: (asked: Asked) => object): void {
  let asked: Asked = { query: "", variables: {} };
  const note = (body: unknown) => {
    asked = body as Asked;
    return asked.query.includes("readStart");
  };
  api.post("/graphql", note).reply(200, () => answer(asked));
}

/** The alias of an expression in the query. */
function aliasOf({ variables }: Asked, expression: string): string {
  return Object.entries(variables).find(([, value]) => value === expression)?.[0] ?? "nothing";
}

describe("the read before onboarding", () => {
  test("gets in one call the templates with their paths, byte for byte, and the last merged pull requests", async () => {
    answering((asked) => {
      const at = aliasOf(asked, "HEAD:docs/PULL_REQUEST_TEMPLATE.md");
      return { data: { repository: { ...start, [at]: { text: "## What\r\n", isTruncated: false } } } };
    });

    const read = await github.readStart(REPO, NAMES);

    expect(read).toMatchObject({ isFork: true, isTemplate: false, isEmpty: false, defaultBranch: "trunk" });
    expect(read?.templates).toEqual([{ path: "docs/PULL_REQUEST_TEMPLATE.md", body: "## What\r\n" }]);
    expect(read?.merged.map(({ number, author, labels }) => [number, author.login, labels])).toEqual([
      [8, "ghost", ["chore"]],
      [7, "dependabot[bot]", ["chore"]],
    ]);
  });

  test("passes template names as variables, and searches the folders of collections", async () => {
    const name = 'bug"fix\n.md';
    let asked: Asked | undefined;
    answering((body) => {
      asked = body;
      return { data: { repository: start } };
    });

    await github.readStart(REPO, [name]);

    expect(asked?.query).not.toContain(name);
    expect(Object.values(asked?.variables ?? {})).toEqual([
      "acme",
      "shop",
      `HEAD:.github/PULL_REQUEST_TEMPLATE/${name}`,
      `HEAD:PULL_REQUEST_TEMPLATE/${name}`,
      `HEAD:docs/PULL_REQUEST_TEMPLATE/${name}`,
      `HEAD:.github/pull_request_template/${name}`,
      `HEAD:pull_request_template/${name}`,
      `HEAD:docs/pull_request_template/${name}`,
    ]);
  });

  test("gets the text of AGENTS.md with the same call, where it can be written back", async () => {
    const answers = [{ text: "# Agents\r\n", isTruncated: false }, { text: "# Ag", isTruncated: true }, null];
    for (const agents of answers) answering(() => ({ data: { repository: { ...start, agents } } }));

    const read = [];
    for (const _ of answers) read.push((await github.readStart(REPO, []))?.agents);

    expect(read).toEqual(["# Agents\r\n", null, null]);
  });

  test("works without templates, and without access to pull requests", async () => {
    const errors = [{ type: "FORBIDDEN", path: ["repository", "pullRequests"], message: "Resource not accessible" }];
    answering(() => ({ data: { repository: { ...start, pullRequests: null } }, errors }));

    expect(await github.readStart(REPO, [])).toMatchObject({ templates: [], merged: [], defaultBranch: "trunk" });
  });

  test("leaves out templates that cannot be written back unchanged", async () => {
    answering((asked) => {
      const [cutOff, broken] = ["HEAD:.github/PULL_REQUEST_TEMPLATE.md", "HEAD:PULL_REQUEST_TEMPLATE.md"];
      const blobs = {
        [aliasOf(asked, cutOff)]: { text: "## W", isTruncated: true },
        [aliasOf(asked, broken)]: { text: "Gr\uFFFD\uFFFDe", isTruncated: false },
      };
      return { data: { repository: { ...start, ...blobs } } };
    });

    expect((await github.readStart(REPO, NAMES))?.templates).toEqual([]);
  });

  test("is undefined when the repository is gone, or another one has its name", async () => {
    answering(() => ({
      data: { repository: null },
      errors: [{ type: "NOT_FOUND", path: ["repository"], message: "" }],
    }));
    expect(await github.readStart(REPO, NAMES)).toBeUndefined();

    answering(() => ({ data: { repository: { ...start, databaseId: 6 } } }));
    expect(await github.readStart(REPO, NAMES)).toBeUndefined();
  });

  test.each([
    ["FORBIDDEN", "forbidden"],
    ["RATE_LIMITED", "limited"],
    [undefined, "unanswered"],
  ])("throws when GitHub answers %s", async (type, kind) => {
    answering(() => ({ data: null, errors: [{ type, message: "no" }] }));

    expect(await externalErrorOf(github.readStart(REPO, NAMES))).toMatchObject({ kind });
  });

  const HEAVY: readonly [string, number, object][] = [
    ["answers 502", 502, { message: "We couldn't respond to your request in time." }],
    ["answers 504", 504, {}],
    ["has a type for it", 200, { data: null, errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "too much" }] }],
    ["has only words for it", 200, { errors: [{ message: "Something went wrong while executing your query." }] }],
  ];

  test.each(HEAVY)("asks for half as many pull requests when GitHub %s", async (_, status, body) => {
    api.post("/graphql", /first: 30/).reply(status, body);
    api.post("/graphql", /first: 15/).reply(status, body);
    api.post("/graphql", /first: 7/).reply(200, { data: { repository: start } });

    expect((await github.readStart(REPO, NAMES))?.merged).toHaveLength(2);
  });

  test("does without them when not even one can be had", async () => {
    const { pullRequests: _, ...bare } = start;
    api
      .post("/graphql", /first: /)
      .times(5)
      .reply(502, {});
    api.post("/graphql", ({ query }) => !query.includes("pullRequests")).reply(200, { data: { repository: bare } });

    expect(await github.readStart(REPO, NAMES)).toMatchObject({ defaultBranch: "trunk", merged: [] });
  });

  test("fails when GitHub gives up on all of it", async () => {
    api.post("/graphql").times(6).reply(502, {});

    expect(await externalErrorOf(github.readStart(REPO, NAMES))).toMatchObject({ kind: "unanswered" });
  });
});
