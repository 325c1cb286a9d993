import type nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Call } from "../../src/github/connection.ts";
import type { GitHub } from "../../src/github/github.ts";
import { connect, disconnect, externalErrorOf } from "../support/github-api.ts";

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
  test("is read with the app's token, failures only, and names its next page", async () => {
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

  test("is read from a page on, up to the last", async () => {
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
  ])("classifies an attempt that was answered with %i", async (status_code, isFailed) => {
    api
      .get("/app/hook/deliveries")
      .query(true)
      .reply(200, [{ ...attempt, status_code }]);

    expect((await github.listDeliveries({ cursor: null, isFailedOnly: false })).attempts).toEqual([
      { ...seen, isFailed },
    ]);
  });

  test.each([400, 422])("refuses an unknown filter with %i", async (status) => {
    api.get("/app/hook/deliveries").query(true).reply(status, { message: "Validation Failed" });

    expect(await externalErrorOf(github.listDeliveries({ cursor: null, isFailedOnly: true }))).toMatchObject({
      kind: "invalid",
    });
  });

  test("repeats an attempt", async () => {
    api.post("/app/hook/deliveries/12/attempts").reply(202, {});

    await github.redeliver(12);

    expect(calls.map(({ route, status }) => `${route} ${status}`)).toEqual([
      "/app/hook/deliveries/{delivery_id}/attempts 202",
    ]);
  });

  test("no longer has old attempts", async () => {
    api.post("/app/hook/deliveries/12/attempts").reply(404, { message: "Not Found" });

    expect((await externalErrorOf(github.redeliver(12))).kind).toBe("not-found");
  });
});
