import { readFileSync } from "node:fs";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { createSetUpHandler, type Registration } from "../../src/github/set-up.ts";
import { type RunningServer, startServer } from "../../src/http/server.ts";
import { ROOT } from "../support/source.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };
const app = parse(readFileSync(join(ROOT, "app.yml"), "utf8"));
let server: RunningServer;
let url: string;
let saved: Registration[];

beforeEach(async () => {
  nock.disableNetConnect();
  nock.enableNetConnect("127.0.0.1");
  saved = [];
  const handler = await createSetUpHandler({
    host: "127.0.0.1",
    port: 0,
    app,
    save: (values) => saved.push(values),
    log,
  });
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [handler], log });
  url = `http://127.0.0.1:${server.port}`;
});
afterEach(async () => {
  nock.cleanAll();
  vi.unstubAllEnvs();
  await server.stop(0);
});

function get(path: string): Promise<Response> {
  return fetch(url + path, { redirect: "manual" });
}

async function readPage(): Promise<{ text: string; manifest: Record<string, unknown> }> {
  const text = await (await get("/probot")).text();
  return { text, manifest: JSON.parse(/value='([^']*)'/.exec(text)?.[1] ?? "{}") };
}

test("the page registers app.yml, with the server's own webhook URL", async () => {
  const first = await get("/");
  const { text, manifest } = await readPage();

  expect(first.headers.get("location")).toBe("/probot");
  expect(text).toContain('action="https://github.com/settings/apps/new"');
  expect(manifest).toEqual({
    ...app,
    version: "v1",
    redirect_url: `${url}/probot/setup`,
    hook_attributes: { url: `${url}/api/github/webhooks` },
  });
});

test("the page explains the steps, and names each permission and event", async () => {
  const { text } = await readPage();

  for (const transition of ["Register.", "Choose repositories.", "Merge one pull request."]) {
    expect(text).toContain(`<b>${transition}</b>`);
  }
  for (const word of ["contents: write", "checks: write", "merge_queues: read", "issue_comment", "merge_group"]) {
    expect(text).toContain(`<code>${word}</code>`);
  }
});

test("an address that GitHub cannot reach is reported before GitHub refuses it", async () => {
  expect((await readPage()).text).toContain(`GitHub cannot reach <code>${url}/api/github/webhooks</code>`);
});

test("webhooks can go to another URL, and the app can belong to an organisation", async () => {
  vi.stubEnv("WEBHOOK_PROXY_URL", "https://smee.example/a-channel");
  vi.stubEnv("GH_ORG", "acme");

  const { text, manifest } = await readPage();

  expect(text).toContain('action="https://github.com/organizations/acme/settings/apps/new"');
  expect(manifest).toMatchObject({ hook_attributes: { url: "https://smee.example/a-channel" } });
  expect(text).not.toContain("GitHub cannot reach");
});

test("the page shows the webhook URL for an existing app", async () => {
  const page = await (await get("/probot/import")).text();

  expect(page).toContain("followed by /api/github/webhooks");
});

test("the page has its styles", async () => {
  expect((await get("/probot/static/primer.css")).status).toBe(200);
});

test("the credentials from GitHub are saved once", async () => {
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
  expect(await second.text()).toContain("works with them from now on");
  expect(saved).toEqual([{ APP_ID: "12", PRIVATE_KEY: "-----BEGIN\nkey\n", WEBHOOK_SECRET: "made-by-github" }]);
});

test("without a code nothing is saved", async () => {
  const { status } = await get("/probot/setup");

  expect([status, saved]).toEqual([400, []]);
});

test("webhooks are not accepted before the set-up", async () => {
  const { status } = await get("/api/github/webhooks");

  expect(status).toBe(404);
});
