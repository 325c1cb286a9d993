import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSetUpHandler, type Registration } from "../../src/github/set-up.ts";
import { type RunningServer, startServer } from "../../src/http/server.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };
let server: RunningServer;
let url: string;
let saved: Registration[];

beforeEach(async () => {
  nock.disableNetConnect();
  nock.enableNetConnect("127.0.0.1");
  saved = [];
  const handler = await createSetUpHandler({ host: "127.0.0.1", port: 0, save: (values) => saved.push(values), log });
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [handler], log });
  url = `http://127.0.0.1:${server.port}`;
});
afterEach(async () => {
  nock.cleanAll();
  await server.stop(0);
});

function get(path: string): Promise<Response> {
  return fetch(url + path, { redirect: "manual" });
}

test("the page offers to register the app of app.yml, its webhooks going where the server listens", async () => {
  const first = await get("/");
  const page = await (await get("/probot")).text();

  const manifest = JSON.parse(/value='([^']*)'/.exec(page)?.[1] ?? "");
  expect(first.headers.get("location")).toBe("/probot");
  expect(page).toContain('action="https://github.com/settings/apps/new"');
  expect(manifest).toMatchObject({
    name: "did-this-work",
    redirect_url: `${url}/probot/setup`,
    hook_attributes: { url: `${url}/api/github/webhooks` },
    default_permissions: { issues: "write" },
  });
});

test("the page has its styles", async () => {
  expect((await get("/probot/static/primer.css")).status).toBe(200);
});

test("what GitHub gives back is saved, once", async () => {
  const registered = {
    id: 12,
    webhook_secret: "made-by-github",
    pem: "-----BEGIN\nkey\n",
    client_id: "x",
    client_secret: "y",
  };
  const html_url = "https://github.com/apps/did-this-work";
  nock("https://api.github.com")
    .post("/app-manifests/a-code/conversions")
    .reply(201, { ...registered, html_url });

  const redirect = await get("/probot/setup?code=a-code");
  const second = await get("/probot/setup?code=another");

  expect(redirect.headers.get("location")).toBe(`${html_url}/installations/new`);
  expect(await second.text()).toContain("Restart the server");
  expect(saved).toEqual([{ APP_ID: "12", PRIVATE_KEY: "-----BEGIN\nkey\n", WEBHOOK_SECRET: "made-by-github" }]);
});

test("without a code nothing is saved", async () => {
  const { status } = await get("/probot/setup");

  expect([status, saved]).toEqual([400, []]);
});

test("what is not set up yet is not there", async () => {
  const { status } = await get("/api/github/webhooks");

  expect(status).toBe(404);
});
