import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type RunningServer, startServer } from "../../src/http/server.ts";
import { createSetUpHandler, type SetUpOptions } from "../../src/http/set-up.ts";
import { ROOT } from "../support/source.ts";

type Credentials = Readonly<Record<string, string>>;

const log = { debug() {}, info() {}, warn() {}, error() {} };
const app = parse(readFileSync(join(ROOT, "app.yml"), "utf8"));
const CREDENTIALS = { APP_ID: "12", PRIVATE_KEY: "a key", WEBHOOK_SECRET: "made-by-github" };
const INSTALL = "https://github.com/apps/did-this-work/installations/new";

let server: RunningServer;
let url: string;
let codes: string[];
let converted: string[];
let saved: Credentials[];

async function listen(options: Partial<SetUpOptions<Credentials>> = {}): Promise<void> {
  const handler = createSetUpHandler<Credentials>({
    app,
    github: "https://github.com",
    organization: null,
    webhooks: null,
    convert: async (code) => {
      converted.push(code);
      return { credentials: CREDENTIALS, page: "https://github.com/apps/did-this-work" };
    },
    check: () => [],
    save: (credentials) => saved.push(credentials),
    announce: (code) => codes.push(code),
    log,
    ...options,
  });
  await server?.stop(0);
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [handler], log });
  url = `http://127.0.0.1:${server.port}`;
}

beforeEach(async () => {
  [codes, converted, saved] = [[], [], []];
  await listen();
});
afterEach(() => server.stop(0));

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url + path, { redirect: "manual", headers });
}

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return fetch(`${url}/set-up`, { method: "POST", body, redirect: "manual", headers: { ...type, ...headers } });
}

/** Opens the page with the newest code; gives the cookie of the visit. */
async function open(): Promise<Record<string, string>> {
  const response = await get(`/set-up?code=${codes.at(-1)}`);
  return { cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

/** The page's form, as GitHub would get it. */
async function readForm(visit: Record<string, string>) {
  const text = await (await get("/", visit)).text();
  const decode = (html: string) =>
    Object.entries({ "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&" }).reduce(
      (text, [entity, character]) => text.replaceAll(entity, character),
      html,
    );
  const action = new URL(decode(/action="([^"]*)"/.exec(text)?.[1] ?? "none:"));
  const manifest = JSON.parse(decode(/name="manifest" value="([^"]*)"/.exec(text)?.[1] ?? "{}"));
  return { text, action, state: action.searchParams.get("state") ?? "", manifest };
}

describe("the setup page", () => {
  test("registers app.yml for the visitor's own account, with the server's own webhook address", async () => {
    const { action, manifest, text } = await readForm(await open());

    expect(action.origin + action.pathname).toBe("https://github.com/settings/apps/new");
    expect(manifest).toEqual({
      ...app,
      redirect_url: `${url}/set-up/registered`,
      hook_attributes: { url: `${url}/api/github/webhooks` },
    });
    expect(text).toContain("your personal account");
  });

  test("says for which organization it registers, and on which GitHub", async () => {
    await listen({ organization: "acme", github: "https://github.example.com" });

    const { action, text } = await readForm(await open());

    expect(action.origin + action.pathname).toBe("https://github.example.com/organizations/acme/settings/apps/new");
    expect(text).toContain("the organization <b>acme</b>");
    expect(text).toContain("<dd>github.example.com</dd>");
  });

  test("names each permission and event", async () => {
    const { text } = await readForm(await open());

    for (const word of ["contents: write", "checks: write", "deployments: read", "issue_comment", "release"]) {
      expect(text).toContain(`<code>${word}</code>`);
    }
  });

  test("reports an address that GitHub cannot reach before GitHub refuses it", async () => {
    expect((await readForm(await open())).text).toContain(
      `GitHub cannot reach <code>${url}/api/github/webhooks</code>`,
    );
  });

  test("sends deliveries elsewhere where the operator says so", async () => {
    await listen({ webhooks: "https://smee.example/a-channel" });

    const { text, manifest } = await readForm(await open());

    expect(manifest).toMatchObject({ hook_attributes: { url: "https://smee.example/a-channel" } });
    expect(text).not.toContain("GitHub cannot reach");
  });

  test("takes its address from the proxy in front of it", async () => {
    const proxied = { "x-forwarded-host": "outcomes.example.com", "x-forwarded-proto": "https" };
    const opened = await get(`/set-up?code=${codes.at(-1)}`, proxied);
    const cookie = opened.headers.get("set-cookie") ?? "";

    const { manifest } = await readForm({ ...proxied, cookie: cookie.split(";")[0] ?? "" });

    expect(cookie).toContain("; Secure");
    expect(manifest).toMatchObject({ redirect_url: "https://outcomes.example.com/set-up/registered" });
  });

  test("loads nothing, runs nothing and stands in no frame", async () => {
    const { headers } = await get("/", await open());

    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get("content-security-policy")).toContain("form-action 'self' https://github.com");
  });

  test("quotes whatever app.yml says", async () => {
    const description = `it's "quoted" <b>&amp;</b>`;
    await listen({ app: { ...app, description } });

    expect((await readForm(await open())).manifest).toMatchObject({ description });
  });
});

describe("the code from the log", () => {
  test.each(["", "/set-up/registered?code=a-code&state=x"])("is needed to see anything of /%s", async (path) => {
    const text = await (await get(path === "" ? "/" : path)).text();

    expect(text).toContain("Code from the log");
    expect(text).not.toContain("manifest");
    expect(saved).toEqual([]);
  });

  test("opens the page by link and by form, however it is typed", async () => {
    const byLink = await open();
    const typed = (codes.at(-1) ?? "").toLowerCase().replaceAll("-", " ");
    const byForm = await post(`code=${encodeURIComponent(` ${typed} `)}`, { origin: url });

    expect((await get("/", byLink)).status).toBe(200);
    expect([byForm.status, byForm.headers.get("location")]).toEqual([303, "/"]);
    expect(byForm.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/);
  });

  test("opens the page once; the log has another, and the newest visit is the only one", async () => {
    const [code] = codes;
    const first = await open();

    const again = await get(`/set-up?code=${code}`);
    const second = await open();

    expect([again.status, codes.length]).toEqual([403, 3]);
    expect(await (await get("/", first)).text()).toContain("Code from the log");
    expect(await (await get("/", second)).text()).toContain("Register your app");
  });

  test.each(["", "AAAA-AAAA-AAAA", "x".repeat(900)])("refuses %j", async (code) => {
    const response = await post(new URLSearchParams({ code }).toString());

    expect([response.status, response.headers.get("set-cookie")]).toEqual([403, null]);
  });
});

describe("a request from another page", () => {
  test.each<[string, Record<string, string>]>([
    ["another origin", { origin: "https://evil.example" }],
    ["an opaque origin", { origin: "null" }],
    ["another site, as the browser says", { "sec-fetch-site": "cross-site" }],
  ])("of %s opens nothing", async (_, headers) => {
    const response = await post(`code=${codes.at(-1)}`, headers);

    expect([response.status, codes.length]).toEqual([403, 1]);
  });

  test("as text/plain, which needs no permission of ours, saves nothing", async () => {
    const body = JSON.stringify({ appId: 1, pem: "a key", webhook_secret: "evil", code: codes.at(-1) });
    const statuses: number[] = [];

    for (const path of ["/", "/set-up", "/set-up/registered", "/probot/import"]) {
      const headers = { "content-type": "text/plain" };
      statuses.push((await fetch(url + path, { method: "POST", body, headers })).status);
    }

    expect(statuses).toEqual([405, 415, 405, 404]);
    expect(saved).toEqual([]);
  });

  test.each(["evil.example/", 'a"b', "a b", "user@evil"])("to the host %j is refused", async (host) => {
    expect((await get("/", { "x-forwarded-host": host })).status).toBe(400);
  });

  test("finds no visit at another host than the one it was opened at", async () => {
    const visit = await open();

    const text = await (await get("/", { ...visit, "x-forwarded-host": "evil.example" })).text();

    expect(text).toContain("Code from the log");
  });

  test("with a body larger than a form is refused", async () => {
    expect((await post(`code=${"x".repeat(5_000)}`)).status).toBe(413);
  });
});

describe("the way back from GitHub", () => {
  test("saves the credentials once", async () => {
    const visit = await open();
    const { state } = await readForm(visit);

    const back = await get(`/set-up/registered?code=a-code&state=${state}`, visit);
    const again = await get(`/set-up/registered?code=another&state=${state}`, visit);

    expect([back.status, back.headers.get("location")]).toEqual([303, INSTALL]);
    expect(await again.text()).toContain("the server is connected");
    expect([converted, saved]).toEqual([["a-code"], [CREDENTIALS]]);
  });

  test.each(["", "&state=", "&state=guessed"])("with the state %j saves nothing", async (state) => {
    const visit = await open();
    await readForm(visit);

    const { status } = await get(`/set-up/registered?code=a-code${state}`, visit);

    expect([status, converted, saved]).toEqual([403, [], []]);
  });

  test("takes a state once", async () => {
    await listen({ convert: () => Promise.reject(new Error("GitHub is away")) });
    const visit = await open();
    const { state } = await readForm(visit);

    const back = async (given: string) => (await get(`/set-up/registered?code=a-code&state=${given}`, visit)).status;
    const statuses = [await back(state), await back(state)];

    expect(statuses).toEqual([502, 403]);
    expect((await readForm(visit)).state).not.toBe(state);
  });

  test.each(["", "a%2Fb", "..%2F..%2Fuser"])("with the code %j asks GitHub nothing", async (code) => {
    const visit = await open();
    const { state } = await readForm(visit);

    const { status } = await get(`/set-up/registered?code=${code}&state=${state}`, visit);

    expect([status, converted]).toEqual([502, []]);
  });

  test("saves no credentials that cannot be used", async () => {
    await listen({ check: () => ["PRIVATE_KEY holds no private key"] });
    const visit = await open();
    const { state } = await readForm(visit);

    const back = await get(`/set-up/registered?code=a-code&state=${state}`, visit);

    expect(await back.text()).toContain("PRIVATE_KEY holds no private key");
    expect([back.status, saved]).toEqual([502, []]);
  });
});

test("webhooks are not accepted before the set-up", async () => {
  expect((await get("/api/github/webhooks")).status).toBe(404);
});
