import type nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { GitHub } from "../../src/github/github.ts";
import { connect, disconnect, externalErrorOf, REPO } from "../support/github-api.ts";

let github: GitHub;
let api: nock.Scope;

beforeEach(() => {
  ({ github, api } = connect());
});
afterEach(disconnect);

const ISSUE = { number: 9, nodeId: "I_9" };
const answering = (answer: object) =>
  api
    .post("/graphql", (body: { query: string; variables: object }) => {
      expect(body.variables).toEqual({ issueId: "I_9" });
      return body.query.includes("pinIssue");
    })
    .reply(200, answer);

test("an issue is pinned by its GraphQL node id", async () => {
  answering({ data: { pinIssue: { issue: { number: 9 } } } });

  await github.pinIssue(REPO, ISSUE);

  expect(api.isDone()).toBe(true);
});

test.each([
  ["FORBIDDEN", "forbidden"],
  ["UNPROCESSABLE", "invalid"],
  ["RATE_LIMITED", "limited"],
  [undefined, "unanswered"],
])("an error of type %s is thrown as %s", async (type, kind) => {
  answering({ data: { pinIssue: null }, errors: [{ ...(type && { type }), message: "no", path: ["pinIssue"] }] });

  const error = await externalErrorOf(github.pinIssue(REPO, ISSUE));

  expect(error.kind).toBe(kind);
  expect(error.message).toContain("pin issue 9 in acme/shop");
});
