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

const OTHER = { ...REPO, id: 6, name: 'docs"}' };
const OWNER = { id: "O_1", login: "acme" };
const SHOP = { databaseId: 5, name: "shop", url: "https://github.com/acme/shop", visibility: "INTERNAL", owner: OWNER };
const seenShop = {
  id: 5,
  name: "shop",
  owner: "acme",
  ownerId: "O_1",
  visibility: "internal",
  url: "https://github.com/acme/shop",
};

const answering = (answer: object, status = 200) => api.post("/graphql", /readVisibilities/).reply(status, answer);
const problem = (type: string | undefined, alias: string) => ({ ...(type && { type }), path: [alias], message: "no" });

describe("the visibility of repositories", () => {
  test("is read for all of them in one call, with their names as variables", async () => {
    api
      .post("/graphql", ({ query, variables }: { query: string; variables: object }) => {
        expect(variables).toEqual({ owner0: "acme", name0: "shop", owner1: "acme", name1: 'docs"}' });
        return query.includes("repository1: repository(owner: $owner1, name: $name1)") && !query.includes("docs");
      })
      .reply(200, { data: { repository0: SHOP, repository1: { ...SHOP, databaseId: 6, visibility: "PUBLIC" } } });

    const seen = await github.readVisibilities(REPO, [REPO, OTHER]);

    expect(seen.map(({ id, visibility }) => [id, visibility])).toEqual([
      [5, "internal"],
      [6, "public"],
    ]);
  });

  test.each(["NOT_FOUND", "FORBIDDEN", undefined])(
    "is returned in part when one of them cannot be read (%s)",
    async (type) => {
      answering({ data: { repository0: SHOP, repository1: null }, errors: [problem(type, "repository1")] });

      expect(await github.readVisibilities(REPO, [REPO, OTHER])).toEqual([seenShop]);
    },
  );

  test.each<[string, object]>([
    ["another repository of that name", { ...SHOP, databaseId: 7 }],
    ["one whose id is too large for GraphQL, under another name", { ...SHOP, databaseId: null, name: "other" }],
    ["one without a visibility", { ...SHOP, visibility: null }],
    ["one with an unknown visibility", { ...SHOP, visibility: "SECRET" }],
    ["one without an owner", { ...SHOP, owner: null }],
  ])("is left out for %s", async (_, answer) => {
    answering({ data: { repository0: answer } });

    expect(await github.readVisibilities(REPO, [REPO])).toEqual([]);
  });

  test("is returned for one whose id is too large for GraphQL, when its name matches", async () => {
    answering({ data: { repository0: { ...SHOP, databaseId: null } } });

    expect(await github.readVisibilities(REPO, [REPO])).toEqual([seenShop]);
  });

  test.each<[string, object, number, string]>([
    ["as a whole", { errors: [{ message: "Something went wrong" }] }, 200, "unanswered"],
    ["by a server that is down", {}, 503, "unanswered"],
    ["by a server that gives up on a single one", {}, 502, "unanswered"],
    ["by a limit", { data: null, errors: [{ type: "RATE_LIMITED", message: "limit" }] }, 200, "limited"],
  ])("is refused %s", async (_, answer, status, kind) => {
    answering(answer, status);

    expect(await externalErrorOf(github.readVisibilities(REPO, [REPO]))).toMatchObject({ kind });
  });

  test.each([502, 504])("is asked for by half when GitHub gives up with %s", async (status) => {
    const third = { ...REPO, id: 8, name: "third" };
    answering({}, status);
    answering({}, status);
    answering({ data: { repository0: SHOP } });
    answering({ data: { repository0: { ...SHOP, databaseId: 6 } } });
    answering({ data: { repository0: { ...SHOP, databaseId: 8 } } });

    const seen = await github.readVisibilities(REPO, [REPO, OTHER, third]);

    expect(seen.map(({ id }) => id)).toEqual([5, 6, 8]);
  });

  test("is asked for by half when GitHub shows only a part of so many", async () => {
    answering({
      data: { repository0: SHOP, repository1: null },
      errors: [{ ...problem("RESOURCE_LIMITS_EXCEEDED", "repository1") }],
    });
    answering({ data: { repository0: SHOP } });
    answering({ data: { repository0: { ...SHOP, databaseId: 6 } } });

    expect((await github.readVisibilities(REPO, [REPO, OTHER])).map(({ id }) => id)).toEqual([5, 6]);
  });
});
