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

/** 19 digits, as on github.com: JSON text, for a number would be rounded. */
const ID = "3804004623172239367";
const answer = (attempts: readonly object[]) => JSON.stringify(attempts).replaceAll('"id":12,', `"id":${ID},`);
const JSON_TYPE = { "content-type": "application/json" };

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
const seen = {
  id: ID,
  isRepeated: false,
  guid: "a-guid",
  event: "issues",
  action: "edited",
  deliveredAt: attempt.delivered_at,
};

describe("the app's webhook log", () => {
  test("is read with the app's token, and names its next page", async () => {
    const link = '<https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_11%3D>; rel="next"';
    api
      .get("/app/hook/deliveries")
      .query({ per_page: 100 })
      .matchHeader("authorization", /^bearer ey/i)
      .reply(200, answer([{ ...attempt, status: "Invalid HTTP Response: 502", status_code: 502 }]), {
        ...JSON_TYPE,
        link,
      });

    const page = await github.listDeliveries(null);

    expect(page).toEqual({ attempts: [{ ...seen, isFailed: true }], next: "v1_11=" });
    expect(calls).toHaveLength(1);
  });

  test("is read from a page on, up to the last", async () => {
    api
      .get("/app/hook/deliveries")
      .query({ per_page: 100, cursor: "v1_11=" })
      .reply(200, answer([attempt]), JSON_TYPE);

    const page = await github.listDeliveries("v1_11=");

    expect(page).toEqual({ attempts: [{ ...seen, isFailed: false }], next: null });
  });

  test.each([
    ["OK", 200, false],
    ["OK", 202, false],
    ["Invalid HTTP Response: 503", 503, true],
    ["timed out", 0, true],
    ["failed to connect to host", 0, true],
  ])("classifies an attempt with the status %s", async (status, status_code, isFailed) => {
    api
      .get("/app/hook/deliveries")
      .query(true)
      .reply(200, answer([{ ...attempt, status, status_code }]), JSON_TYPE);

    expect((await github.listDeliveries(null)).attempts).toEqual([{ ...seen, isFailed }]);
  });

  test.each([400, 422])("refuses a page it does not know with %i", async (status) => {
    api.get("/app/hook/deliveries").query(true).reply(status, { message: "Validation Failed" });

    expect(await externalErrorOf(github.listDeliveries(null))).toMatchObject({
      kind: "invalid",
    });
  });

  test("repeats an attempt", async () => {
    api.post(`/app/hook/deliveries/${ID}/attempts`).reply(202, {});

    await github.redeliver(ID);

    expect(calls.map(({ route, status }) => `${route} ${status}`)).toEqual([
      "/app/hook/deliveries/{delivery_id}/attempts 202",
    ]);
  });

  test("no longer has old attempts", async () => {
    api.post(`/app/hook/deliveries/${ID}/attempts`).reply(404, { message: "Not Found" });

    expect((await externalErrorOf(github.redeliver(ID))).kind).toBe("not-found");
  });
});
