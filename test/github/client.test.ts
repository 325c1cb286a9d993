import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Call } from "../../src/github/connection.ts";
import type { GitHub } from "../../src/github/github.ts";
import { connect, disconnect, externalErrorOf, offerToken, REPO } from "../support/github-api.ts";

let github: GitHub;
let api: nock.Scope;
let calls: readonly Call[];

beforeEach(() => {
  // Retry times are counted from now.
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T12:00:00Z") });
  ({ github, api, calls } = connect());
});
afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

describe("an error of GitHub", () => {
  const comment = () => externalErrorOf(github.createComment(REPO, 1, "a secret plan"));

  test.each([
    [403, "Resource not accessible by integration", "forbidden"],
    [451, "Repository access blocked", "forbidden"],
    [404, "Not Found", "not-found"],
    [410, "Issues are disabled for this repo", "gone"],
    [422, "Validation Failed", "invalid"],
    [400, "Problems parsing JSON", "invalid"],
  ])("%i %s is classified", async (status, message, kind) => {
    api.post("/repos/acme/shop/issues/1/comments").reply(status, { message });

    expect(await comment()).toMatchObject({ kind, retryAt: null, message: expect.stringContaining(message) });
  });

  test.each<[string, number, Record<string, string>, string, number]>([
    ["primary limit", 403, { "x-ratelimit-remaining": "0" }, "API rate limit exceeded", 601],
    ["primary limit with status 429", 429, { "x-ratelimit-remaining": "0" }, "API rate limit exceeded", 601],
    ["secondary limit with a time", 403, { "retry-after": "30" }, "You have exceeded a secondary rate limit", 30],
    ["secondary limit without a time", 403, {}, "You have exceeded a secondary rate limit", 60],
    ["secondary limit with status 429", 429, {}, "Too many requests", 60],
    ["content created too fast", 422, {}, "Validation Failed: was submitted too quickly", 60],
  ])("with a %s has a retry time", async (_, status, headers, message, seconds) => {
    const reset = String(Math.floor(Date.now() / 1000) + 600);
    api.post(/comments/).reply(status, { message }, { "x-ratelimit-reset": reset, ...headers });

    const error = await comment();

    expect(error.kind).toBe("limited");
    expect(Number(error.retryAt) - Date.now()).toBe(seconds * 1_000);
  });

  test.each([
    [403, "This installation has been suspended", "suspended"],
    [403, "Repository was archived so is read-only.", "archived"],
    [410, "Issues are disabled for this repo", "issues-off"],
    [410, "Issues has been disabled in this repository.", "issues-off"],
    [410, "This issue was deleted", null],
    [403, "Resource not accessible by integration", "permission"],
    [451, "Repository access blocked", "refused"],
    [422, "Validation Failed", null],
  ])("%i %s names the blocker", async (status, message, blocker) => {
    api.post("/repos/acme/shop/issues/1/comments").reply(status, { message });

    expect(await comment()).toMatchObject({ blocker });
  });

  test.each([
    [403, "<html><body>Forbidden by the firewall</body></html>", "text/html"],
    [403, "", "text/plain"],
    [404, "<html>No such page</html>", "text/html"],
    [410, "<html>Gone: issues are disabled</html>", "text/html"],
    [422, '"no"', "application/json"],
    [451, "<html>Blocked</html>", "text/html"],
  ])("%i that is none of GitHub's own (%s) is no refusal", async (status, body, type) => {
    api.post("/repos/acme/shop/issues/1/comments").reply(status, body, { "content-type": type });

    expect(await comment()).toMatchObject({ kind: "unanswered", blocker: null });
  });

  test("of GraphQL's points leaves REST alone, and GraphQL is not asked again until they are new", async () => {
    const reset = Math.floor(Date.now() / 1000) + 600;
    const headers = {
      "x-ratelimit-remaining": "17",
      "x-ratelimit-reset": String(reset),
      "x-ratelimit-resource": "graphql",
    };
    const body = { data: null, errors: [{ type: "RATE_LIMIT", code: "graphql_rate_limit", message: "no" }] };
    api.post("/graphql").reply(200, body, headers);
    api.post("/repos/acme/shop/issues/1/comments").reply(201, { id: 3 });

    const first = await externalErrorOf(github.readFiles(REPO));
    const second = await externalErrorOf(github.readFiles(REPO));
    await github.createComment(REPO, 1, "text");

    expect([first, second]).toMatchObject(
      Array(2).fill({ kind: "limited", isOfGraphql: true, retryAt: first.retryAt }),
    );
    expect(calls.map(({ route }) => route)).toEqual([
      "/app/installations/{installation_id}/access_tokens",
      "/graphql",
      "/repos/{owner}/{repo}/issues/{issue_number}/comments",
    ]);
  });

  test("after the last of GraphQL's points leaves REST alone", async () => {
    const reset = Math.floor(Date.now() / 1000) + 600;
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
    api.post("/graphql").reply(200, { data: { repository: null, owner: null } }, headers);
    api.post("/repos/acme/shop/issues/1/comments").reply(201, { id: 3 });

    await github.readFiles(REPO);
    await github.createComment(REPO, 1, "text");

    expect(await externalErrorOf(github.readFiles(REPO))).toMatchObject({ kind: "limited", isOfGraphql: true });
  });

  test("of a secondary limit of GraphQL is one of all calls", async () => {
    api.post("/graphql").reply(200, { message: "slow down" }, { "retry-after": "30" });

    expect(await externalErrorOf(github.readFiles(REPO))).toMatchObject({ kind: "limited", isOfGraphql: false });
  });

  test("is given without a call after the last remaining call, until the limit resets", async () => {
    const reset = Math.floor(Date.now() / 1000) + 600;
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
    api.post("/repos/acme/shop/issues/1/comments").reply(201, { id: 3 }, headers);

    await github.createComment(REPO, 1, "the last one");
    const made = calls.length;
    const error = await comment();

    expect(error).toMatchObject({ kind: "limited" });
    expect(Number(error.retryAt)).toBe((reset + 1) * 1_000);
    expect(calls).toHaveLength(made);
    expect(calls.at(-1)).toMatchObject({ installationId: 7, limit: { remaining: 0 } });
  });

  test.each([[500], [502], [503]])("after a POST answered with %i causes no retry", async (status) => {
    api.post("/repos/acme/shop/issues/1/comments").reply(status, { message: "Server Error" });

    expect(await comment()).toMatchObject({ kind: "unanswered" });
    expect(calls.map((call) => call.status)).toEqual([201, status]);
  });

  test("after a POST whose connection breaks causes no retry", async () => {
    api.post("/repos/acme/shop/issues/1/comments").replyWithError("socket hang up");

    expect(await comment()).toMatchObject({ kind: "unanswered" });
    expect(calls.map((call) => call.status)).toEqual([201, 0]);
  });

  test("after a POST whose answer is cut off is of kind unanswered", async () => {
    api.post("/repos/acme/shop/issues/1/comments").reply(201, '{"id": 6, "bo', { "content-type": "application/json" });

    expect(await comment()).toMatchObject({ kind: "unanswered" });
  });

  test("contains neither the sent text nor the token", async () => {
    api.post("/repos/acme/shop/issues/1/comments").reply(500, { message: "Server Error" });

    const { cause, message } = await comment();

    const told = JSON.stringify([message, cause, Object.entries(cause ?? {}), cause instanceof Error && cause.stack]);
    expect(told).not.toMatch(/a secret plan|first/);
  });
});

describe("an installation token", () => {
  test("is used for many calls", async () => {
    api
      .post("/repos/acme/shop/issues/1/comments")
      .matchHeader("authorization", "token first")
      .twice()
      .reply(201, { id: 1 });

    await Promise.all([github.createComment(REPO, 1, "one"), github.createComment(REPO, 1, "two")]);

    expect(calls.map((call) => call.route)).toEqual([
      "/app/installations/{installation_id}/access_tokens",
      "/repos/{owner}/{repo}/issues/{issue_number}/comments",
      "/repos/{owner}/{repo}/issues/{issue_number}/comments",
    ]);
  });

  test("that lacks a permission is not used again, since the permission may have been granted", async () => {
    const refused = { message: "Resource not accessible by integration" };
    offerToken("second");
    api.delete("/repos/acme/shop/issues/comments/6").matchHeader("authorization", "token first").reply(403, refused);
    api.delete("/repos/acme/shop/issues/comments/6").matchHeader("authorization", "token second").reply(204);

    await externalErrorOf(github.deleteComment(REPO, 6));
    await github.deleteComment(REPO, 6);

    expect(api.isDone()).toBe(true);
  });

  test("is refused for a removed installation, which does not count as a missing object", async () => {
    disconnect();
    api.post("/app/installations/7/access_tokens").reply(404, { message: "Not Found" });

    expect(await externalErrorOf(github.readPullRequest(REPO, 1))).toMatchObject({ kind: "forbidden" });
  });
});

test("a GitHub Enterprise Server is called at its own URLs", async () => {
  const server = connect("ghe.example.com:8080");
  server.api.delete("/api/v3/repos/acme/shop/issues/comments/6").reply(204);
  server.api.post("/api/graphql").reply(200, { data: { repository: null, owner: null } });

  await server.github.deleteComment(REPO, 6);
  await server.github.readFiles(REPO);

  expect(server.api.isDone()).toBe(true);
  expect(server.calls.map((call) => call.route)).toContain("/graphql");
});

test("a call that hangs is abandoned", async () => {
  const hanging = createServer(() => {}).listen(0, "127.0.0.1");
  await once(hanging, "listening");
  const { github } = connect(`127.0.0.1:${(hanging.address() as AddressInfo).port}`, undefined, 200);
  disconnect();
  nock.enableNetConnect("127.0.0.1");

  const error = await externalErrorOf(github.deleteComment(REPO, 6));

  expect(error.kind).toBe("unanswered");
  hanging.closeAllConnections();
  hanging.close();
});
