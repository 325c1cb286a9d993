import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { fillDataFolder } from "./support/data-folder.ts";
import { eventually } from "./support/eventually.ts";
import { findFreePort } from "./support/free-port.ts";
import { SHORT_LIVED } from "./support/short-lived.ts";

const SECRET = "a-long-enough-secret";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

interface Server {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

let folder = "";
let port = 0;
const started: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "did-this-work-"));
  port = await findFreePort();
});

afterEach(async () => {
  for (const server of started.splice(0)) {
    server.child.kill("SIGKILL");
    await server.ended;
  }
  await rm(folder, { recursive: true, force: true });
});

/** Starts the server as in production, with only these variables in its environment. */
function start(variables: Readonly<Record<string, string>>): Server {
  const env = {
    PATH: process.env.PATH ?? "",
    HOST: "127.0.0.1",
    PORT: String(port),
    DATA_DIR: folder,
    LOG_LEVEL: "warn",
    // Not below a permission model, which counts writes.
    ...(variables.NODE_OPTIONS === undefined && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? "" }),
    ...variables,
  };
  const child = spawn(process.execPath, [...SHORT_LIVED, join(import.meta.dirname, "../src/main.ts")], {
    env: env as NodeJS.ProcessEnv,
    cwd: folder,
  });
  let output = "";
  const hear = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const server = { child, output: () => output, ended };
  started.push(server);
  return server;
}

// Nothing listens on port 9 (discard): GitHub is unreachable, and the server starts anyway.
const APP = { APP_ID: "12", PRIVATE_KEY: PEM, WEBHOOK_SECRET: SECRET, GHE_HOST: "127.0.0.1:9", GHE_PROTOCOL: "http" };

const PUSH = JSON.stringify({
  ref: "refs/heads/main",
  after: "a".repeat(40),
  commits: [],
  installation: { id: 7 },
  repository: { id: 1, name: "shop", owner: { login: "acme" } },
});

/** A stand-in for GitHub that refuses everything with that status. */
async function startGitHub(status: number): Promise<{ readonly host: string }> {
  const github = createHttpServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end('{"message":"Bad credentials"}');
  });
  await new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void github.close());
  const address = github.address();
  return { host: `127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
}

/** A stand-in for GitHub that converts any manifest into that app. */
async function startRegistry(app: object): Promise<{ readonly host: string }> {
  const registry = createHttpServer((_request, response) => {
    response.writeHead(201, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ ...app, html_url: "http://github.test/apps/did-this-work", client_id: "x", client_secret: "y" }),
    );
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void registry.close());
  const address = registry.address();
  return { host: `127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
}

const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);

async function waitFor(path: string, status: number): Promise<Response> {
  // Until the process ends: how long its start takes is up to the machine.
  for (let tries = 0; tries < 1_800 && started.at(-1)?.child.exitCode === null; tries++) {
    const response = await get(path);
    if (response?.status === status) return response;
    await sleep(50);
  }
  throw new Error(`${path} never answered ${status}; the server said: ${started.at(-1)?.output()}`);
}

/** Opens the setup page with the code from the log, as a browser would. */
async function openSetUp(): Promise<{ readonly address: string; readonly request: RequestInit }> {
  const link = await eventually(() => {
    const [found] = /http:\/\/127\.0\.0\.1:\d+\/set-up\?code=[\w-]+/.exec(started.at(-1)?.output() ?? "") ?? [];
    return found ?? expect.fail("the log shows no address");
  });
  const opened = await fetch(link, { redirect: "manual" });
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { address: new URL("/", link).href, request: { headers: { cookie }, redirect: "manual" } };
}

function deliver(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  return fetch(`http://127.0.0.1:${port}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": "ping",
      "x-github-delivery": crypto.randomUUID(),
      "x-hub-signature-256": signature,
      ...headers,
    },
  });
}

describe("a wrong environment", () => {
  it("is reported in one clear line for each variable, with exit code 1", async () => {
    const server = start({ ...APP, PORT: "many", WEBHOOK_SECRET: "development", PRIVATE_KEY: "hello" });

    expect(await server.ended).toBe(1);
    expect(server.output().trim().split("\n")).toEqual([
      "PORT must be a port number from 0 to 65535",
      expect.stringContaining('WEBHOOK_SECRET must not be "development"'),
      expect.stringContaining("PRIVATE_KEY holds no private key"),
    ]);
  });

  it.each([
    ["an app without a secret", { WEBHOOK_SECRET: "" }, "WEBHOOK_SECRET is missing"],
    ["an address that cannot be parsed", { DATABASE_URL: "postgres://u:s3cr#t@h/db" }, "DATABASE_URL is no address"],
    [
      "a certificate that is not there",
      { DATABASE_URL: "postgres://h/db?sslrootcert=/no/such" },
      "DATABASE_URL names a certificate",
    ],
    ["a host that is not this machine's", { HOST: "203.0.113.9" }, "HOST 203.0.113.9 is no address to listen on"],
    ["a host that is no name", { HOST: "no-such-host.invalid" }, "HOST no-such-host.invalid is no address"],
    [
      "a file of sources that is not there",
      { SOURCES_FILE: "/no/such.yml" },
      "SOURCES_FILE names a file that cannot be read (ENOENT)",
    ],
    ["a long data folder", { DATA_DIR: `/tmp/${"x".repeat(120)}` }, "DATA_DIR is too long"],
  ])("is reported in one clear line with exit code 1: %s", async (_, variables, line) => {
    // It listens last, with its database open.
    if ("HOST" in variables) await fillDataFolder(folder);
    const server = start({ ...APP, ...variables });

    expect(await server.ended).toBe(1);
    expect(server.output().trim().split("\n")).toHaveLength(1);
    expect(server.output()).toContain(line);
  });
});

describe("the server", () => {
  beforeEach(() => fillDataFolder(folder));

  it("becomes ready, accepts signed deliveries, refuses others, and stops cleanly", async () => {
    const server = start(APP);
    await waitFor("/readyz", 200);

    const statuses = {
      unknownEvent: (await deliver("{}")).status,
      wrongSignature: (await deliver("{}", { "x-hub-signature-256": `sha256=${"0".repeat(64)}` })).status,
      brokenJson: (await deliver("{")).status,
      health: (await get("/healthz"))?.status,
      metrics: (await get("/metrics"))?.status,
      elsewhere: (await get("/elsewhere"))?.status,
    };
    server.child.kill("SIGTERM");

    expect(statuses).toEqual({
      unknownEvent: 202,
      wrongSignature: 401,
      brokenJson: 400,
      health: 200,
      metrics: 200,
      elsewhere: 404,
    });
    expect(await server.ended).toBe(0);
  });

  it("is not ready with credentials that GitHub refuses, says why, and stores deliveries all the same", async () => {
    const github = await startGitHub(401);
    start({ ...APP, GHE_HOST: github.host });
    await waitFor("/healthz", 200);

    const reasons = await eventually(async () => {
      const answer = (await (await waitFor("/readyz", 503)).json()) as { reasons: string[] };
      expect(answer.reasons).not.toContain("starting: the database is not ready");
      return answer.reasons;
    });
    const delivery = await deliver(PUSH, { "x-github-event": "push" });

    expect(reasons).toEqual([expect.stringContaining("PRIVATE_KEY must be a key of the app APP_ID")]);
    expect(delivery.status).toBe(202);
    expect(await (await get("/"))?.text()).toContain("PRIVATE_KEY must be a key of the app APP_ID");
    expect(await (await get("/metrics"))?.text()).toContain("didthiswork_github_credentials_refused 1");
  });

  it("refuses a data folder that another process uses", async () => {
    start(APP);
    await waitFor("/readyz", 200);

    const second = start({ ...APP, PORT: String(await findFreePort()) });

    expect(await second.ended).toBe(1);
    expect(second.output().trim()).toBe(`another process uses the data folder ${folder}`);
  });

  it("opens a data folder again after kill -9", async () => {
    const first = start(APP);
    await waitFor("/readyz", 200);
    first.child.kill("SIGKILL");
    await first.ended;

    start(APP);

    expect((await waitFor("/readyz", 200)).status).toBe(200);
  });

  it("starts without its database, says so, and refuses deliveries until it is available", async () => {
    start({ ...APP, DATABASE_URL: "postgres://nobody@127.0.0.1:9/nothing" });
    await waitFor("/healthz", 200);

    const ready = await waitFor("/readyz", 503);
    const delivery = await deliver("{}");

    expect(await ready.json()).toEqual({ ok: false, reasons: ["starting: the database is not ready"] });
    expect(delivery.status).toBe(503);
  });

  it("writes only to its data folder, so the rest of the file system may be read-only", async () => {
    // As on the first start, which creates the database.
    await rm(join(folder, "postgres"), { recursive: true });
    // Node's permission model makes writes fail as on a read-only file system.
    const flags = `--permission --allow-worker --allow-fs-read=* --allow-fs-write=${folder} --allow-fs-write=${folder}/*`;
    start({ ...APP, NODE_OPTIONS: flags });
    await waitFor("/readyz", 200);

    expect((await deliver(PUSH, { "x-github-event": "push" })).status).toBe(202);
    const server = started[0];
    server?.child.kill("SIGTERM");

    expect(await server?.ended).toBe(0);
    expect(server?.output()).not.toContain("has been restricted");
  });

  it("does not start when its data folder is not writable", async () => {
    const server = start({ ...APP, NODE_OPTIONS: "--permission --allow-fs-read=*" });

    expect(await server.ended).toBe(1);
    expect(server.output()).toBe("DATA_DIR cannot be written to (ERR_ACCESS_DENIED)\n");
  });

  it("shows the setup page to whoever has the code from its log, whatever the log level", async () => {
    start({ LOG_LEVEL: "error", GH_ORG: "acme" });
    await waitFor("/healthz", 200);

    const visit = await openSetUp();
    const page = await (await fetch(visit.address, visit.request)).text();

    expect(page).toContain("Register did-this-work on GitHub");
    expect(page).toContain("/organizations/acme/settings/apps/new");
    // Works from any folder.
    expect(page).toContain("checks: write");
    expect(started[0]?.output()).toContain("npm run playground");
    expect(await (await get("/"))?.text()).toContain("Code from the log");
  });

  it("starts working as soon as the app is registered, and again after a restart", async () => {
    const github = await startRegistry({ id: 12, pem: PEM, webhook_secret: SECRET });
    const server = start({ GHE_HOST: github.host, GHE_PROTOCOL: "http" });
    await waitFor("/healthz", 200);
    const visit = await openSetUp();
    const [, state] = /state=([\w-]+)/.exec(await (await fetch(visit.address, visit.request)).text()) ?? [];

    const back = await fetch(`${visit.address}set-up/registered?code=a-code&state=${state}`, visit.request);
    await waitFor("/readyz", 200);

    expect(back.headers.get("location")).toContain("/apps/did-this-work/installations/new");
    expect((await deliver(PUSH, { "x-github-event": "push" })).status).toBe(202);
    expect(await (await get("/"))?.text()).toContain("<dt>GitHub</dt><dd>not connected yet");
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    start({ GHE_HOST: github.host, GHE_PROTOCOL: "http" });
    await waitFor("/readyz", 200);
    expect((await stat(join(folder, ".env"))).mode & 0o777).toBe(0o600);
  });

  it("saves nothing when GitHub's credentials cannot be used", async () => {
    const github = await startRegistry({ id: 12, pem: "no key", webhook_secret: SECRET });
    start({ GHE_HOST: github.host, GHE_PROTOCOL: "http" });
    await waitFor("/healthz", 200);
    const visit = await openSetUp();
    const [, state] = /state=([\w-]+)/.exec(await (await fetch(visit.address, visit.request)).text()) ?? [];

    const back = await fetch(`${visit.address}set-up/registered?code=a-code&state=${state}`, visit.request);

    expect(await back.text()).toContain("PRIVATE_KEY holds no private key");
    expect((await stat(join(folder, ".env"))).size).toBe(0);
  });

  it("shows no setup page when the credentials could not be saved", async () => {
    const server = start({ NODE_OPTIONS: "--permission --allow-fs-read=*" });

    expect(await server.ended).toBe(1);
    expect(server.output()).toMatch(/^\.env cannot be written to .*set APP_ID\n$/);
  });
});
