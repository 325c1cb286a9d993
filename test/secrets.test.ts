import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import { fillDataFolder } from "./support/data-folder.ts";
import { eventually } from "./support/eventually.ts";
import { SHORT_LIVED } from "./support/short-lived.ts";

const SECRET = "the-webhook-secret-of-this-test";
const TOKEN = "ghs_16C7e42F292c6912E7710c838347Ae178B4a";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const [, KEY_LINE = PEM] = PEM.split("\n");

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A stand-in for GitHub that issues tokens and then fails, echoing everything it was sent. */
async function startFailingGitHub(): Promise<{ host: string; calls: string[] }> {
  const calls: string[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    calls.push(`${request.method} ${request.url}`);
    const isToken = request.url?.endsWith("/access_tokens");
    const isIdentity = request.method === "GET" && request.url?.endsWith("/app");
    const permissions = { metadata: "read" };
    const token = { token: TOKEN, expires_at: new Date(Date.now() + 3_600_000).toISOString(), permissions };
    const answer = isToken ? token : isIdentity ? { id: 12, slug: "did-this-work" } : { message: "Server Error", body };
    const headers = { "content-type": "application/json", "x-github-request-id": "8F0C:2D3E:1" };
    response.writeHead(isToken ? 201 : isIdentity ? 200 : 500, headers);
    response.end(JSON.stringify({ ...answer, sent: request.headers.authorization }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close().closeAllConnections());
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

async function startServer(
  host: string,
  { variables = {}, ready = /"port":(\d+).*"ready"/ }: { variables?: Record<string, string>; ready?: RegExp } = {},
): Promise<{ output: () => string; url: string }> {
  const folder = await mkdtemp(join(tmpdir(), "did-this-work-"));
  await fillDataFolder(folder);
  const env = {
    PATH: process.env.PATH,
    HOST: "127.0.0.1",
    PORT: "0",
    DATA_DIR: folder,
    LOG_LEVEL: "trace",
    APP_ID: "12",
    PRIVATE_KEY: PEM,
    WEBHOOK_SECRET: SECRET,
    GHE_HOST: host,
    GHE_PROTOCOL: "http",
    ...variables,
  };
  const main = join(import.meta.dirname, "../src/main.ts");
  const child: ChildProcess = spawn(process.execPath, [...SHORT_LIVED, main], {
    env: env as NodeJS.ProcessEnv,
    cwd: folder,
  });
  let output = "";
  const hear = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  ends.push(() => {
    child.once("exit", () => void rm(folder, { recursive: true, force: true }));
    child.kill("SIGKILL");
  });
  const port = await eventually(() => ready.exec(output)?.[1] ?? expect.fail(`not ready: ${output}`));
  return { output: () => output, url: `http://127.0.0.1:${port}/api/github/webhooks` };
}

/** The lines of the log, without one that is being written. */
function parseLines(output: string): readonly Record<string, unknown>[] {
  return output
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function post(url: string, { event, body }: { event: string; body: string }): Promise<number> {
  const signature = createHmac("sha256", SECRET).update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": crypto.randomUUID(),
    "x-hub-signature-256": `sha256=${signature}`,
  };
  return (await fetch(url, { method: "POST", body, headers })).status;
}

it("at log level trace no secret and no text by people reaches the log, whatever fails", async () => {
  const { host, calls } = await startFailingGitHub();
  const { output, url } = await startServer(host);
  const deliveries: { event: string; body: string }[] = [];
  const gh = createSimulatedGitHub({
    now: () => new Date(),
    deliver: async ({ event, payload }) => void deliveries.push({ event, body: JSON.stringify(payload) }),
  });
  await gh.people.addRepository({ owner: "acme", name: "shop", files: {}, collaborators: { bob: "write" } });
  await gh.people.install();
  const number = await gh.people.openPullRequest({
    by: "bob",
    title: "The hush-hush title",
    body: "The hush-hush body",
  });
  await gh.people.comment({ by: "bob", number, body: "/outcome hush-hush words" });
  await gh.settled();
  const unreadable = {
    event: "pull_request",
    body: '{"action":"opened","pull_request":{"title":"a hush-hush title"}}',
  };

  for (const delivery of [...deliveries, unreadable]) expect(await post(url, delivery)).toBe(202);
  const broken = await post(url, { event: "issues", body: '{"hush-hush' });
  await eventually(() => expect(output()).toContain("reconcile failed, will retry"));

  // Other reconciles fail too. The one under test is the one that requests a token.
  const asksForToken = () => expect(calls.some((call) => call.endsWith("/access_tokens"))).toBe(true);
  await eventually(asksForToken);

  expect(broken).toBe(400);
  const [first, ...lines] = parseLines(output());
  expect(first).toMatchObject({ level: "info", app: "did-this-work", version: expect.any(String), msg: "starting" });
  expect(lines.every(({ level }) => ["trace", "debug", "info", "warn", "error"].includes(String(level)))).toBe(true);
  const failed = lines.filter(({ msg }) => msg === "reconcile failed, will retry");
  expect(failed.map(({ err }) => err)).toContainEqual(
    expect.objectContaining({ kind: "unanswered", status: 500, requestId: "8F0C:2D3E:1" }),
  );
  expect(JSON.stringify(failed)).not.toContain("stack");
  for (const secret of [SECRET, TOKEN, KEY_LINE, "hush-hush", "Bearer", "eyJ"]) expect(output()).not.toContain(secret);
});

it("at log level trace no text by people reaches the log while the database is down", async () => {
  const { host } = await startFailingGitHub();
  const variables = { DATABASE_URL: "postgres://nobody@127.0.0.1:9/nothing" };
  const { output, url } = await startServer(host, { variables, ready: /"port":(\d+).*"listening"/ });
  const body = JSON.stringify({ action: "opened", issue: { title: "hush-hush" }, installation: { id: 7 } });

  const statuses = [await post(url, { event: "issues", body }), await post(url, { event: "brand_new", body })];
  await eventually(() => expect(output()).toContain("could not be stored"));

  expect(statuses).toEqual([503, 503]);
  expect(output()).not.toContain("hush-hush");
});
