import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../src/http/server.ts";
import { createStatusHandler, type Status } from "../../src/http/status.ts";
import { quietLog } from "../support/loop.ts";

const RUNNING: Status = { version: "1.2.3", slug: "did-this-work", problems: [] };

async function open(status: Partial<Status> = {}, { isReady = true, method = "GET" } = {}): Promise<Response> {
  const handler = createStatusHandler({
    read: () => ({ ...RUNNING, ...status }),
    readiness: async () => ({ ok: isReady, reasons: isReady ? [] : ["a secret reason"] }),
  });
  const server = await startServer({ port: 0, host: "127.0.0.1", handlers: [handler], log: quietLog });
  onTestFinished(() => server.stop(0));
  return fetch(`http://127.0.0.1:${server.port}/`, { method });
}

test("says what runs, as whom, and where to go", async () => {
  const response = await open();
  const page = await response.text();

  expect(response.status).toBe(200);
  expect(page).toContain("<h1>The server is running</h1>");
  expect(page).toContain("<dt>Version</dt><dd>1.2.3</dd>");
  expect(page).toContain("connected as <code>did-this-work</code>");
  expect([...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => link)).toEqual([
    "/healthz",
    "/readyz",
    "/metrics",
    "https://github.com/did-this-work/did-this-work#readme",
  ]);
});

test("says what an operator has to see to, and no longer that it is connected", async () => {
  const page = await (await open({ problems: ["GitHub refuses the app's key (401)"] })).text();

  expect(page).toContain("<h1>Needs attention</h1>");
  expect(page).toContain("GitHub refuses the app&#39;s key (401).");
  expect(page).not.toContain("connected as");
});

test("says that GitHub has not answered yet", async () => {
  expect(await (await open({ slug: null })).text()).toContain("not connected yet");
});

test("leads to the reasons when it is not ready", async () => {
  const page = await (await open({}, { isReady: false })).text();

  expect(page).toContain("<h1>Not ready</h1>");
  expect(page).toContain('no: <a href="/readyz">');
});

test("takes nothing for HTML", async () => {
  const page = await (await open({ slug: "<b>x</b>", version: "<i>", problems: [] })).text();

  expect(page).not.toMatch(/<b>x|<i>(?!Install)/);
});

test("answers nothing but GET and HEAD", async () => {
  const refused = await open({}, { method: "POST" });

  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  expect((await open({}, { method: "HEAD" })).status).toBe(200);
});
