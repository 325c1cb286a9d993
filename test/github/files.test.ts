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

describe("reading templates and configuration", () => {
  const files = {
    databaseId: 5,
    visibility: "INTERNAL",
    defaultBranchRef: { name: "trunk", target: { oid: "abc" } },
    pullRequestTemplates: [{ filename: "pull_request_template.md", body: "## Why?" }],
    object: { text: "active: always", isBinary: false },
  };
  const own = { ...files, isArchived: false, isFork: true, hasIssuesEnabled: true };
  const read = {
    defaultBranch: "trunk",
    commit: "abc",
    visibility: "internal",
    isFork: true,
    isArchived: false,
    hasIssues: true,
    templates: [{ path: "pull_request_template.md", body: "## Why?" }],
    config: "active: always",
    owner: null,
  };
  const noOwner = { type: "NOT_FOUND", path: ["owner"], message: "Could not resolve to a Repository" };

  function answering(body: object, headers: Record<string, string> = {}): void {
    api.post("/graphql", /readFiles/).reply(200, body, headers);
  }

  test("covers those of the repository and of its owner in one call", async () => {
    answering({ data: { repository: own, owner: { ...files, visibility: "PUBLIC", object: null } } });

    expect(await github.readFiles(REPO)).toEqual({
      ...read,
      owner: { visibility: "public", commit: "abc", templates: read.templates, config: null },
    });
  });

  test("finds what is meant as the configuration under another name, and nothing else", async () => {
    const folder = {
      entries: ["outcomes.yaml", "Outcomes.yml", "outcome.yml", "workflows", "my-outcomes.yml"].map((name) => ({
        name,
      })),
    };
    const rootYml = { text: "comment: false\n" };
    const rootYaml = { text: "results: [1, 2]\n" };
    answering({ data: { repository: { ...own, folder, rootYml, rootYaml }, owner: null }, errors: [noOwner] });

    expect(await github.readFiles(REPO)).toEqual({
      ...read,
      misnamed: [".github/outcomes.yaml", ".github/Outcomes.yml", ".github/outcome.yml", "outcomes.yml"],
    });
  });

  test.each([["NOT_FOUND"], ["FORBIDDEN"]])("works where the owner's are %s", async (type) => {
    answering({ data: { repository: own, owner: null }, errors: [{ ...noOwner, type }] });

    expect(await github.readFiles(REPO)).toEqual(read);
  });

  describe("of the owner's `.github` repository, which GitHub lists for a repository without any", () => {
    const elsewhere = { databaseId: 9, nameWithOwner: "acme/.github", visibility: "PUBLIC" };
    const inherited = { filename: "pull_request_template.md", body: "## What?", repository: elsewhere };
    const here = { ...inherited, repository: { databaseId: 5, nameWithOwner: "Acme/shop", visibility: "INTERNAL" } };
    const given = { ...own, nameWithOwner: "acme/shop" };
    const template = { path: "pull_request_template.md", body: "## What?" };

    test("are not taken for the repository's own", async () => {
      const owner = { ...files, databaseId: 9, visibility: "PUBLIC", pullRequestTemplates: [inherited] };
      answering({ data: { repository: { ...given, pullRequestTemplates: [inherited] }, owner } });

      const found = await github.readFiles(REPO);

      expect(found).toMatchObject({ templates: [], owner: { visibility: "public", templates: [template] } });
    });

    test("apply where the app may not see that repository", async () => {
      const repository = { ...given, pullRequestTemplates: [inherited] };
      answering({ data: { repository, owner: null }, errors: [noOwner] });

      const found = await github.readFiles(REPO);

      const owner = { visibility: "public", commit: null, templates: [template], config: null };
      expect(found).toMatchObject({ templates: [], owner });
    });

    test("are told by their name where an id is too large for GraphQL", async () => {
      const nameless = (repository: object) => ({ ...inherited, repository: { ...repository, databaseId: null } });
      const pullRequestTemplates = [nameless(elsewhere), nameless(here.repository)];
      answering({ data: { repository: { ...given, databaseId: null, pullRequestTemplates }, owner: null } });

      expect(await github.readFiles(REPO)).toMatchObject({ templates: [template], owner: { templates: [template] } });
    });

    test("are no others than those: its own stay its own", async () => {
      answering({ data: { repository: { ...given, pullRequestTemplates: [here] }, owner: null } });

      expect(await github.readFiles(REPO)).toMatchObject({ templates: [template], owner: null });
    });
  });

  test("works for an empty repository", async () => {
    const empty = { ...own, defaultBranchRef: null, pullRequestTemplates: null, object: null };
    answering({ data: { repository: empty, owner: null }, errors: [noOwner] });

    expect(await github.readFiles(REPO)).toMatchObject({ commit: null, templates: [], config: null });
  });

  test("takes a binary configuration as invalid, not as missing", async () => {
    answering({ data: { repository: { ...own, object: { text: null, isBinary: true } }, owner: null } });

    expect(await github.readFiles(REPO)).toMatchObject({ config: "\uFFFD" });
  });

  test("returns undefined for a repository that is gone", async () => {
    const problem = { type: "NOT_FOUND", path: ["repository"], message: "Could not resolve to a Repository" };
    answering({ data: { repository: null, owner: null }, errors: [problem, noOwner] });

    expect(await github.readFiles(REPO)).toBeUndefined();
  });

  test("returns undefined for another repository of that name", async () => {
    answering({ data: { repository: { ...own, databaseId: 6 }, owner: null } });

    expect(await github.readFiles(REPO)).toBeUndefined();
  });

  test("works for a repository whose id is too large for GraphQL", async () => {
    answering({ data: { repository: { ...own, databaseId: null }, owner: null }, errors: [noOwner] });

    expect(await github.readFiles(REPO)).toEqual(read);
  });

  test.each<[string, object[], object]>([
    ["may not be read", [{ type: "FORBIDDEN", path: ["repository", "object"], message: "no" }], { kind: "forbidden" }],
    ["cannot be read right now", [{ path: ["repository"], message: "timeout" }], { kind: "unanswered" }],
    ["cannot be read at all", [{ message: "Something went wrong" }], { kind: "unanswered" }],
    ["are found, but the owner's are unknown", [{ path: ["owner"], message: "timeout" }], { kind: "unanswered" }],
  ])("throws for files that %s", async (_, errors, error) => {
    answering({ data: { repository: own, owner: null }, errors });

    expect(await externalErrorOf(github.readFiles(REPO))).toMatchObject(error);
  });

  test("throws for a server that does not know a field, which is no missing repository", async () => {
    const problem = {
      path: ["query readFiles", "repository", "visibility"],
      message: "Field 'visibility' doesn't exist",
    };
    answering({ errors: [problem] });

    expect(await externalErrorOf(github.readFiles(REPO))).toMatchObject({ kind: "too-old" });
  });

  test("throws for an answer that is not JSON, which is no missing repository", async () => {
    api.post("/graphql").reply(200, "<html>Back soon</html>");

    expect(await externalErrorOf(github.readFiles(REPO))).toMatchObject({ kind: "unanswered" });
  });

  test("throws when the URL is not GitHub, which is no missing repository", async () => {
    api.post("/graphql").reply(404, "<html>No such page</html>");

    expect(await externalErrorOf(github.readFiles(REPO))).toMatchObject({
      kind: "no-api",
      retryAt: null,
      blocker: null,
    });
  });

  test("throws while the rate limit is exceeded", async () => {
    const reset = Math.floor(Date.now() / 1000) + 600;
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
    answering({ errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] }, headers);

    const error = await externalErrorOf(github.readFiles(REPO));

    expect(error).toMatchObject({ kind: "limited", retryAt: new Date((reset + 1) * 1000) });
  });
});

describe("reading one configuration file", () => {
  const file = { owner: "acme", name: "settings", commit: "abc" };
  const repository = { visibility: "PUBLIC", object: { text: "active: always", isBinary: false } };

  function answering(body: object): void {
    api.post("/graphql", /readConfigFile/).reply(200, body);
  }

  test("reads it at a commit", async () => {
    answering({ data: { repository } });

    expect(await github.readConfigFile(REPO, file)).toEqual({ text: "active: always", visibility: "public" });
  });

  test.each([["NOT_FOUND"], ["FORBIDDEN"]])("returns undefined when it is %s", async (type) => {
    answering({ data: { repository: null }, errors: [{ type, path: ["repository"], message: "no" }] });

    expect(await github.readConfigFile(REPO, file)).toBeUndefined();
  });

  test("throws when it cannot be read right now, without any content in the error", async () => {
    const errors = [{ path: ["repository", "object"], message: "timeout" }];
    answering({ data: { repository: { ...repository, object: null, secret: "a secret plan" } }, errors });

    const error = await externalErrorOf(github.readConfigFile(REPO, file));

    expect(error).toMatchObject({ kind: "unanswered", message: expect.stringContaining("acme/settings") });
    expect(JSON.stringify([error, error.cause, error.message, error.detail])).not.toContain("a secret plan");
  });
});
