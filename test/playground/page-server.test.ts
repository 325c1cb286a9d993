import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PageServer, PortBusy, startPageServer } from "../../src/playground/page-server.ts";
import type { showState } from "../../src/playground/page-state.ts";

type State = ReturnType<typeof showState>;

/** Starting over makes a database, which takes a busy machine long. */
const PATIENCE_MS = 90_000;
const START = new Date("2026-11-02T10:00:00Z");

let server: PageServer;

beforeAll(async () => {
  server = await startPageServer({ port: 0, start: START });
});

afterAll(() => server?.close());

async function send(path: string, body: unknown): Promise<{ status: number; error?: string; state?: State }> {
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

async function readState(): Promise<State> {
  return (await fetch(`${server.url}/api/state`)).json() as Promise<State>;
}

describe("the page's server", () => {
  it("serves the page, which may load nothing from elsewhere", async () => {
    const response = await fetch(server.url);

    expect(response.headers.get("content-type")).toContain("text/html");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  });

  it("serves every library the page asks for from its package", async () => {
    const page = await (await fetch(server.url)).text();
    const paths = [...page.matchAll(/"(\/(?:packages|page)\/[^"]+)"/g)].map(([, path]) => path);

    const answers = await Promise.all(paths.map((path) => fetch(`${server.url}${path}`)));

    expect(paths.length).toBeGreaterThan(8);
    expect(answers.map(({ status, url }) => `${status} ${url}`)).toEqual(
      paths.map((path) => `200 ${server.url}${path}`),
    );
  });

  it.each([
    "/packages/zod/package.json",
    "/packages/preact/..%2f..%2fpackage.json",
    "/page/../seed.ts",
    "/page/index.html",
    "/nothing",
  ])("serves no other file: %s", async (path) => {
    const response = await fetch(`${server.url}${path}`);

    expect(response.status).toBe(404);
  });

  it("begins with pull requests that were judged", async () => {
    const { threads, now } = await readState();

    expect(now.slice(0, 10)).toBe("2026-11-02");
    expect(threads.map(({ number, check }) => `#${number} ${check?.conclusion}`)).toEqual([
      "#6 skipped",
      "#5 neutral",
      "#4 success",
      "#3 neutral",
      "#2 neutral",
      "#1 success",
    ]);
  });

  it("has somebody act, and answers with what came of it", async () => {
    const { status, state } = await send("/api/act", { act: "comment", by: "ada", number: 1, text: "Hello" });

    expect(status).toBe(200);
    expect(state?.threads.at(-1)?.comments.map(({ body }) => body)).toEqual(["Hello"]);
    expect(state?.steps[0]?.what).toBe("ada comments on #1");
  });

  it("refuses what GitHub would refuse, in words", async () => {
    const refused = await send("/api/act", { act: "merge", by: "cleo", number: 1 });

    expect(refused).toMatchObject({
      status: 422,
      error: "cleo may not merge #1 in acme/shop: it takes write, not read",
    });
  });

  it.each([
    ["an act it does not offer", "/api/act", { act: "uninstall", by: "ada" }],
    ["somebody who does not play", "/api/act", { act: "merge", by: "acme-admin", number: 1 }],
    ["a clock that goes back", "/api/clock", { to: "yesterday" }],
    ["what is not there", "/api/nothing", {}],
  ])("refuses %s", async (_, path, body) => {
    expect(await send(path, body)).toMatchObject({ status: 422 });
  });

  it("listens to nobody else's page: their forms cannot send JSON", async () => {
    const response = await fetch(`${server.url}/api/restart`, { method: "POST", body: "{}" });

    expect(response.status).toBe(400);
  });

  it("answers to no name but its own, whoever points one here", async () => {
    const asked = request(`${server.url}/api/state`, { headers: { host: "evil.example" } });
    asked.end();
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    response.resume();

    expect(response.statusCode).toBe(403);
  });

  it(
    "moves the clock, and starts over",
    async () => {
      const moved = await send("/api/clock", { to: "month" });
      const fresh = await send("/api/restart", {});

      expect(moved.state?.now).toBe("2026-12-01T10:00:00.000Z");
      expect(fresh.state?.now.slice(0, 10)).toBe("2026-11-02");
    },
    PATIENCE_MS,
  );

  it("says when its port is busy", async () => {
    const port = Number(new URL(server.url).port);

    await expect(startPageServer({ port, start: START })).rejects.toThrow(PortBusy);
  });
});
