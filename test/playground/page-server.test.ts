import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PageServer, PortBusy, startPageServer } from "../../src/playground/page-server.ts";
import type { showState } from "../../src/playground/page-state.ts";

type State = ReturnType<typeof showState>;

/** Starting over creates a database, which takes long on a busy machine. */
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
  it("serves the page, which may load nothing from other hosts", async () => {
    const response = await fetch(server.url);

    expect(response.headers.get("content-type")).toContain("text/html");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  });

  it("serves every library of the page from its package", async () => {
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

  it("begins with evaluated pull requests", async () => {
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

  it("performs an act, and answers with the new state", async () => {
    const { status, state } = await send("/api/act", { act: "comment", by: "ada", number: 1, text: "Hello" });

    expect(status).toBe(200);
    expect(state?.threads.at(-1)?.comments.map(({ body }) => body)).toEqual(["Hello"]);
    expect(state?.steps[0]?.what).toBe("ada comments on #1");
  });

  it("refuses what GitHub would refuse, with an explanation", async () => {
    const refused = await send("/api/act", { act: "merge", by: "cleo", number: 1 });

    expect(refused).toMatchObject({
      status: 422,
      error: "cleo may not merge #1 in acme/shop: it takes write, not read",
    });
  });

  it("releases and deploys, and says what each brought and what the wait is counted from", async () => {
    const path = ".github/outcomes.yml";
    const before = await send("/api/act", { act: "merge", by: "bob", number: 1 });
    await send("/api/act", { act: "commitFile", by: "bob", path, text: "clock: { starts: release }\n" });
    await send("/api/act", { act: "publishRelease", by: "ada", name: "v1" });

    const { state } = await send("/api/act", { act: "deploy", by: "bob", name: "staging" });

    expect(before.state?.clock).toEqual({ starts: "merge", named: [], after: "30 days" });
    expect(state?.clock).toEqual({ starts: "release", named: ["*"], after: "30 days" });
    expect(state?.releases).toMatchObject([{ tag: "v1", by: "ada", ships: [1] }]);
    expect(state?.deployments).toMatchObject([{ environment: "staging", by: "bob", state: "success", ships: [1] }]);
    expect(state?.steps.slice(0, 2).map(({ what }) => what)).toEqual([
      "bob deploys main to staging",
      "ada publishes the release v1",
    ]);
  });

  it("has nothing to say of the clock while the configuration cannot be read", async () => {
    const path = ".github/outcomes.yml";

    const { state } = await send("/api/act", {
      act: "commitFile",
      by: "bob",
      path,
      text: "clock: { starts: lunch }\n",
    });

    expect(state?.clock).toBeNull();
  });

  it.each([
    ["a release that is there already", { by: "ada", name: "v1" }, "there is a release v1 already"],
    ["a tag that git would refuse", { by: "ada", name: "not a tag" }, "“not a tag” is no name of a tag"],
    ["a person who may not", { by: "cleo", name: "v2" }, /^cleo may not publish a release/],
  ])("releases nothing for %s", async (_, release, error) => {
    const refused = await send("/api/act", { act: "publishRelease", ...release });

    expect(refused).toMatchObject({ status: 422, error: expect.stringMatching(error) });
  });

  it.each([
    ["an act it does not offer", "/api/act", { act: "uninstall", by: "ada" }],
    ["a person who is not in the cast", "/api/act", { act: "merge", by: "acme-admin", number: 1 }],
    ["a clock that goes back", "/api/clock", { to: "yesterday" }],
    ["an unknown path", "/api/nothing", {}],
  ])("refuses %s", async (_, path, body) => {
    expect(await send(path, body)).toMatchObject({ status: 422 });
  });

  it("accepts only JSON, which forms of other pages cannot send", async () => {
    const response = await fetch(`${server.url}/api/restart`, { method: "POST", body: "{}" });

    expect(response.status).toBe(400);
  });

  it("answers only to its own host names", async () => {
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

  it("reports a port in use", async () => {
    const port = Number(new URL(server.url).port);

    await expect(startPageServer({ port, start: START })).rejects.toThrow(PortBusy);
  });
});
