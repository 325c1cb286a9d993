import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { createSignatureCheck } from "../../src/github/signature.ts";
import { MAX_BODY_BYTES } from "../../src/http/body.ts";
import { type RunningServer, startServer } from "../../src/http/server.ts";
import {
  createWebhookHandler,
  type SignedDelivery,
  WEBHOOK_PATH,
  type WebhookOptions,
} from "../../src/http/webhooks.ts";
import { eventually } from "../support/eventually.ts";

const SECRET = "a-long-secret";
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
let server: RunningServer | undefined;
let stored: SignedDelivery[] = [];
let counted: { event: string; result: string }[] = [];

afterEach(async () => {
  await server?.stop(0);
  stored = [];
  counted = [];
});

async function listen(
  receive: (delivery: SignedDelivery) => Promise<object | null> = async (delivery) => {
    stored.push(delivery);
    return {};
  },
  more: Partial<WebhookOptions> = {},
): Promise<string> {
  const handler = createWebhookHandler({
    verify: createSignatureCheck(SECRET),
    receive,
    onDelivery: (delivery) => counted.push(delivery),
    log: SILENT,
    acceptWithinMs: 100,
    ...more,
  });
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [handler], log: SILENT });
  return `http://127.0.0.1:${server.port}${WEBHOOK_PATH}`;
}

function sign(body: string | Buffer): string {
  return `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
}

function aDelivery(body: string | Buffer<ArrayBuffer>, headers: Record<string, string | null> = {}): RequestInit {
  const all: Record<string, string | null> = {
    "content-type": "application/json",
    "x-github-event": "issues",
    "x-github-delivery": "guid-1",
    "x-hub-signature-256": sign(body),
    ...headers,
  };
  return {
    method: "POST",
    body,
    headers: Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)),
  };
}

test("a signed delivery is stored unchanged, then accepted", async () => {
  const url = await listen();
  const body = '{ "action":"opened", "title":"Ä \\u0000 🎉" }';

  const { status } = await fetch(url, aDelivery(body));

  expect(status).toBe(202);
  expect(stored).toEqual([
    { guid: "guid-1", event: "issues", body, payload: { action: "opened", title: "Ä \u0000 🎉" } },
  ]);
  expect(counted).toEqual([{ event: "issues", result: "accepted" }]);
});

test("an unknown event is accepted too", async () => {
  const url = await listen();

  const { status } = await fetch(url, aDelivery("{}", { "x-github-event": "brand_new" }));

  expect([status, stored.length]).toEqual([202, 1]);
});

test.each<[string, RequestInit]>([
  ["with the signature of another body", aDelivery("{}", { "x-hub-signature-256": sign("{ }") })],
  ["with no body at all", aDelivery("", {})],
  ["that is not UTF-8", aDelivery(Buffer.from([0x7b, 0xff, 0x7d]))],
])("a delivery %s is refused and not stored", async (_, delivery) => {
  await expectRefused(delivery);
});

test.each<[string, RequestInit]>([
  ["without a signature", aDelivery("{}", { "x-hub-signature-256": null })],
  ["with the old SHA-1 signature only", aDelivery("{}", { "x-hub-signature-256": null, "x-hub-signature": "sha1=00" })],
  ["with half a signature", aDelivery("{}", { "x-hub-signature-256": sign("{}").slice(0, 30) })],
  ["unsigned and broken", aDelivery("{", { "x-hub-signature-256": "sha256=00", "x-github-event": null })],
])("a delivery %s is refused before it is read", async (_, delivery) => {
  await expectRefused(delivery);
});

async function expectRefused(delivery: RequestInit): Promise<void> {
  const url = await listen();

  const { status } = await fetch(url, delivery);

  expect([status, stored.length]).toEqual([401, 0]);
  expect(counted).toEqual([{ event: "unknown", result: "unsigned" }]);
}

test.each<[string, RequestInit]>([
  ["JSON that is broken", aDelivery('{"action":')],
  ["JSON that is no object", aDelivery("[]")],
  ["a form", aDelivery("payload=%7B%7D", { "content-type": "application/x-www-form-urlencoded" })],
  ["no event", aDelivery("{}", { "x-github-event": null })],
  ["no GUID", aDelivery("{}", { "x-github-delivery": null })],
])("a signed delivery with %s is a bad request", async (_, delivery) => {
  const url = await listen();

  const { status } = await fetch(url, delivery);

  expect([status, stored.length]).toEqual([400, 0]);
});

test("a delivery that could not be stored is not accepted", async () => {
  const url = await listen(() => Promise.reject(new Error("no database")));

  const response = await fetch(url, aDelivery("{}"));

  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain("no database");
  expect(counted).toEqual([{ event: "issues", result: "not-stored" }]);
});

test("a hanging database is not waited for until GitHub closes the connection", async () => {
  const url = await listen(() => new Promise(() => {}));

  const { status } = await fetch(url, aDelivery("{}"));

  expect(status).toBe(503);
});

test("an address with a slash at its end is the same", async () => {
  const url = await listen();

  const { status } = await fetch(`${url}/`, aDelivery("{}"));

  expect([status, stored.length]).toEqual([202, 1]);
});

test("of wrong signatures the log tells once in a while, and of missing ones never", async () => {
  const warned: unknown[] = [];
  const url = await listen(undefined, { log: { ...SILENT, warn: (_, message) => warned.push(message) } });

  await fetch(url, aDelivery("{}", { "x-hub-signature-256": null }));
  for (const body of ["{ }", "{  }", "{   }"]) await fetch(url, aDelivery("{}", { "x-hub-signature-256": sign(body) }));

  expect(warned).toEqual([expect.stringContaining("WEBHOOK_SECRET")]);
});

describe("the memory for bodies", () => {
  /** Begins a signed delivery of that size and leaves it open; `end` hangs up. */
  async function begin(url: string, bytes: number) {
    const open = httpRequest(url, { method: "POST", headers: { "x-hub-signature-256": sign("") } });
    open.on("error", () => {});
    await new Promise<void>((resolve) => void open.write(Buffer.alloc(bytes, "x"), () => resolve()));
    return { end: () => open.destroy() };
  }

  test("is bounded for all requests together, and given back", async () => {
    const url = await listen(undefined, { mostBytesAtOnce: 1_000_000 });
    const large = `{"a":"${"x".repeat(600_000)}"}`;
    const pending = await begin(url, 900_000);

    const refused = await eventually(async () => {
      const response = await fetch(url, aDelivery(large));
      expect(response.status).toBe(503);
      return response;
    });
    const small = await fetch(url, aDelivery("{}"));
    pending.end();

    expect([refused.headers.get("retry-after"), small.status]).toEqual(["60", 202]);
    await eventually(async () => expect((await fetch(url, aDelivery(large))).status).toBe(202));
    expect((await fetch(url, aDelivery(large))).status).toBe(202);
  });

  test("is not spent on requests without a signature", async () => {
    const url = await listen(undefined, { mostBytesAtOnce: 1_000_000 });

    const { status } = await fetch(url, aDelivery("x".repeat(2_000_000), { "x-hub-signature-256": null }));

    expect(status).toBe(401);
  });
});

test("only POST is answered", async () => {
  const url = await listen();

  const response = await fetch(url);

  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

test("a body of 25 MB is accepted", async () => {
  const url = await listen();
  const body = `{"a":"${"x".repeat(MAX_BODY_BYTES - 8)}"}`;

  const { status } = await fetch(url, aDelivery(body));

  expect([body.length, status]).toEqual([MAX_BODY_BYTES, 202]);
});

test("a larger one is refused, and nothing of it kept", async () => {
  const url = await listen();
  const body = `{"a":"${"x".repeat(MAX_BODY_BYTES)}"}`;

  const { status } = await fetch(url, aDelivery(body));

  expect([status, stored.length]).toEqual([413, 0]);
});

test("a body without a declared length is counted as it comes, and its sender cut off", async () => {
  const url = await listen();
  const { promise: status, resolve } = Promise.withResolvers<number | undefined>();
  const { promise: cutOff, resolve: cut } = Promise.withResolvers<void>();
  const headers = { "x-hub-signature-256": sign("") };
  const endless = httpRequest(url, { method: "POST", headers }, (response) => {
    resolve(response.statusCode);
    response.resume();
  });
  endless.on("error", () => cut()).on("close", () => cut());
  const chunk = Buffer.alloc(1024 * 1024);
  const feed = setInterval(() => endless.write(chunk), 2);

  expect(await status).toBe(413);
  await cutOff;
  clearInterval(feed);
});
