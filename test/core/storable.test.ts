import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDelivery } from "../../src/core/delivery/delivery.ts";
import { parsePullRequest } from "../../src/core/delivery/payload.ts";
import { toStorable } from "../../src/core/storable.ts";
import { cutText } from "../../src/description/cut.ts";

/** What Postgres refuses in JSON. */
const REFUSED = /\\u0000|\\ud[89a-f]/i;
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\ud83d", "a\udc00b", "\u0000", "👍", "x\ud83d"));

describe("what GitHub sends can be stored", () => {
  test("whatever texts it holds, and whatever can be stored stays as it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), text, (value, odd) => {
        const stored = toStorable({ value, odd, list: [odd, { [odd]: odd }] });

        expect(JSON.stringify(stored)).not.toMatch(REFUSED);
        expect(toStorable(stored)).toEqual(stored);
      }),
    );
    const at = new Date(0);
    expect(toStorable({ a: ["👍", null, 1, true], at })).toEqual({ a: ["👍", null, 1, true], at });
  });

  test("a pull request with half a character in each of its texts", () => {
    const half = "half \ud83d of one";
    const json = {
      ...{ number: 1, title: half, body: half, state: "open", user: { id: 1, login: half }, labels: [{ name: half }] },
      ...{ base: { ref: half }, head: { ref: half, sha: "a" }, created_at: "x", updated_at: "2026-11-02T10:00:00Z" },
      html_url: half,
    };
    const payload = { action: "opened", installation: { id: 1 }, sender: { id: 1, login: "ada", type: "User" } };
    const repository = { id: 1, name: "shop", owner: { login: "acme" } };

    const delivery = parseDelivery("pull_request", { ...payload, repository, pull_request: json });

    expect(delivery?.events.length).toBeGreaterThan(0);
    expect(JSON.stringify([delivery, parsePullRequest(json, 1)])).not.toMatch(REFUSED);
  });
});

describe("a text that is cut", () => {
  test("never ends in half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (whole, most) => {
        const cut = cutText(whole, most);

        expect(cut.isWellFormed()).toBe(true);
        expect(whole.startsWith(cut)).toBe(true);
        expect(cut.length).toBeGreaterThanOrEqual(Math.min(most, whole.length) - 1);
        expect(cut.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
