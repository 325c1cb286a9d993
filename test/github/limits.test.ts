import fc from "fast-check";
import type nock from "nock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { GitHub } from "../../src/github/github.ts";
import { findRetryTime, isHiddenLimit, parseRateLimit } from "../../src/github/limits.ts";
import { connect, disconnect, externalErrorOf, REPO } from "../support/github-api.ts";

let github: GitHub;
let api: nock.Scope;

beforeEach(() => {
  // Retry times are counted from now.
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T12:00:00Z") });
  ({ github, api } = connect());
});
afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

const NOW = new Date("2026-11-21T12:00:00Z");
const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);
const NO_DATA = { data: { repository: null, owner: null } };
const limited = (problem: object, rest: object = NO_DATA) => ({ ...rest, errors: [{ message: "no", ...problem }] });

describe("a limit that GraphQL reports with status 200", () => {
  test.each<[string, object, Record<string, string>, number]>([
    ["RATE_LIMITED", limited({ type: "RATE_LIMITED" }), { "x-ratelimit-remaining": "0" }, 601],
    ["RATE_LIMIT", limited({ type: "RATE_LIMIT" }), { "x-ratelimit-remaining": "0" }, 601],
    ["RATE_LIMIT with something left", limited({ type: "RATE_LIMIT" }), { "x-ratelimit-remaining": "4321" }, 601],
    ["a code of its own", limited({ code: "graphql_rate_limit" }), { "x-ratelimit-remaining": "4321" }, 601],
    ["an extension's code", limited({ extensions: { code: "graphql_rate_limit" } }, {}), {}, 60],
    ["RATE_LIMIT with a time", limited({ type: "RATE_LIMIT" }), { "retry-after": "30" }, 30],
    ["a secondary limit, with a time", limited({ message: "slow down" }, {}), { "retry-after": "30" }, 30],
    ["a secondary limit, and half the data", limited({ path: ["owner"] }), { "retry-after": "30" }, 30],
    ["a secondary limit, and nothing in the data", NO_DATA, { "retry-after": "30" }, 30],
    ["a secondary limit, and only a message", { message: "You are too fast" }, { "retry-after": "30" }, 30],
    ["a secondary limit in words", limited({ message: "You have exceeded a secondary rate limit." }), {}, 60],
    ["a secondary limit in words alone", { message: "You have exceeded a secondary rate limit." }, {}, 60],
  ])("with %s has a retry time", async (_, body, headers, seconds) => {
    const reset = headers["x-ratelimit-remaining"] ? { "x-ratelimit-reset": inSeconds(600) } : {};
    api.post("/graphql").reply(200, body, { ...reset, ...headers });

    const error = await externalErrorOf(github.readFiles(REPO));

    expect(error).toMatchObject({ kind: "limited", message: expect.stringContaining("acme/shop") });
    expect(Number(error.retryAt) - Date.now()).toBe(seconds * 1_000);
  });

  test("is detected in every GraphQL call", async () => {
    const body = limited({ type: "RATE_LIMIT", code: "graphql_rate_limit" }, { data: null });
    api.post("/graphql").times(6).reply(200, body, { "x-ratelimit-remaining": "17" });
    const file = { owner: "acme", name: ".github", commit: null };

    const errors = [
      await externalErrorOf(github.readFiles(REPO)),
      await externalErrorOf(github.readConfigFile(REPO, file)),
      await externalErrorOf(github.readStart(REPO, [])),
      await externalErrorOf(github.readVisibilities(REPO, [REPO])),
      await externalErrorOf(github.listMergedPullRequests(REPO, null)),
      await externalErrorOf(github.pinIssue(REPO, { number: 1, nodeId: "I_1" })),
    ];

    expect(errors.map(({ kind }) => kind)).toEqual(Array(6).fill("limited"));
  });

  test("is not assumed when all requested data is present, whatever the headers", async () => {
    const answer = { data: { pinIssue: { issue: { number: 1 } } } };
    api.post("/graphql").reply(200, answer, { "retry-after": "30" });

    await github.pinIssue(REPO, { number: 1, nodeId: "I_1" });

    expect(api.isDone()).toBe(true);
  });

  test("is not assumed when something is missing", async () => {
    const message = "Could not resolve to a Repository with the name 'acme/rate limit'.";
    api.post("/graphql").reply(200, limited({ type: "NOT_FOUND", path: ["repository"], message }));

    expect(await github.readFiles(REPO)).toBeUndefined();
  });
});

test("a successful REST write does not count as limited because of a header", async () => {
  api.post("/repos/acme/shop/issues/1/comments").reply(200, { id: 3 }, { "retry-after": "30" });

  expect(await github.createComment(REPO, 1, "text")).toEqual({ id: 3 });
});

describe("in a response with any headers and any body", () => {
  const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String), fc.date().map(String));
  const headers = fc.dictionary(
    fc.constantFrom("retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"),
    fc.oneof(text, fc.double()),
  );
  const problem = fc.record({ type: text, code: text, message: text, extensions: fc.anything() });
  const body = fc.oneof(
    fc.anything(),
    fc.record({ data: fc.anything(), errors: fc.oneof(fc.anything(), fc.array(problem)), message: fc.anything() }),
  );

  test("a retry time is between now and tomorrow", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(200, 403, 422, 429, 500),
        headers,
        fc.tuple(text, body),
        (status, head, [words, data]) => {
          const retryAt = findRetryTime({ status, headers: head, text: words, data }, NOW);
          const waitMs = retryAt === null ? 0 : retryAt.getTime() - NOW.getTime();
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(waitMs).toBeLessThanOrEqual(24 * 3_600_000);
        },
      ),
    );
  });

  test("a limit is found or not, without an error", () => {
    fc.assert(fc.property(headers, body, (head, data) => void isHiddenLimit({ status: 200, headers: head, data })));
    fc.assert(fc.property(headers, (head) => void parseRateLimit(head, NOW)));
  });
});
