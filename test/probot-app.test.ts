import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApp, createProbotApp } from "../src/app.ts";
import { createReception } from "../src/engine/reception.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import { createOctokitGitHub } from "../src/github/octokit.ts";
import { createProbot } from "../src/github/probot.ts";
import { createTokenCache } from "../src/github/tokens.ts";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import { useDatabase } from "./support/database.ts";
import { API } from "./support/github-api.ts";
import { offerFiles } from "./support/github-graphql.ts";
import { quietLog } from "./support/loop.ts";

const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const NOW = new Date("2026-11-02T10:00:00Z");
const now = () => NOW;
const getDb = useDatabase();

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

function aProbot() {
  const tokens = createTokenCache();
  const host = { gheHost: null, gheProtocol: "https" } as const;
  const probot = createProbot({ appId: 1, privateKey, webhookSecret: "a-long-secret", tokens, log: quietLog, ...host });
  return { probot, tokens };
}

/** The app in Probot, with GitHub played by nock. */
async function load() {
  const db = getDb();
  const { probot, tokens } = aProbot();
  const github = createOctokitGitHub({ appId: 1, probot, tokens });
  const app = createApp({ db, github, log: quietLog, now });
  await probot.load(createProbotApp(createReception(app.accept, quietLog)));
  return { probot, settle: () => runUntilQuiet({ db, now, reconcile: app.reconcile }) };
}

/** The event GitHub sends when bob opens a pull request that says nothing. */
async function anOpenedPull() {
  const events: { readonly id: string; readonly name: never; readonly payload: never }[] = [];
  const gh = createSimulatedGitHub({
    now,
    deliver: async ({ guid, event, payload }) => {
      if (event === "pull_request") events.push({ id: guid, name: event as never, payload: payload as never });
    },
  });
  const repositoryId = await gh.people.addRepository({ owner: "acme", name: "shop", collaborators: { bob: "write" } });
  await gh.people.install();
  await gh.people.openPullRequest({ by: "bob", title: "Export", body: "" });
  await gh.settled();
  const [event] = events;
  if (!event) throw new Error("nothing was delivered");
  return { event, repositoryId };
}

function offerTokens(): void {
  nock(API)
    .persist()
    .post(/\/app\/installations\/\d+\/access_tokens$/)
    .reply(201, { token: "a-token", expires_at: "2026-11-02T11:00:00Z", permissions: { issues: "write" } });
}

describe("the app in Probot", () => {
  it("answers a pull request that says nothing with a check and a comment", async () => {
    const { event, repositoryId } = await anOpenedPull();
    offerTokens();
    offerFiles({ databaseId: repositoryId });
    nock(API).get("/app").reply(200, { id: 1, slug: "did-this-work" });
    nock(API)
      .post("/repos/acme/shop/issues/1/comments", /How will we know it worked\?/)
      .matchHeader("authorization", "token a-token")
      .reply(201, { id: 6 });
    nock(API)
      .post("/repos/acme/shop/check-runs", ({ name, conclusion }) => name === "Outcome" && conclusion === "neutral")
      .reply(201, { id: 8 });
    const { probot, settle } = await load();

    await probot.receive(event);
    await settle();

    expect(nock.pendingMocks().filter((mock) => /comments|check-runs/.test(mock))).toEqual([]);
  });

  it("stores what is received, and asks GitHub nothing on the way", async () => {
    const { event } = await anOpenedPull();
    const { probot } = await load();

    await probot.receive(event);
    await probot.receive(event);

    expect(await getDb().query("select guid from delivery")).toEqual([{ guid: event.id }]);
  });

  it("gives its handlers an Octokit without rights, since only reconciles ask GitHub", async () => {
    const { event } = await anOpenedPull();
    const { probot } = aProbot();
    const api = nock(API, { badheaders: ["authorization"] })
      .get("/zen")
      .reply(200, "Design for failure.");
    await probot.load((app) => {
      app.on("pull_request.opened", async ({ octokit }) => void (await octokit.request("GET /zen")));
    });

    await probot.receive(event);

    expect(api.isDone()).toBe(true);
  });
});

describe("an Octokit of the app", () => {
  it("is the installation's, and spaces nothing: Probot's own takes a second between two POSTs", async () => {
    offerTokens();
    const { probot } = aProbot();
    const octokit = await probot.auth(7);
    const post = () => octokit.rest.issues.createComment({ owner: "acme", repo: "shop", issue_number: 1, body: "x" });
    const takes: number[] = [];

    // The quickest of a few: a busy machine makes any of them slow, and spacing makes all of them take two seconds.
    for (let round = 0; round < 5; round++) {
      nock(API).post("/repos/acme/shop/issues/1/comments").times(3).reply(201, { id: 1 });
      const startedAt = performance.now();
      await Promise.all([post(), post(), post()]);
      takes.push(performance.now() - startedAt);
    }

    expect(Math.min(...takes)).toBeLessThan(1_000);
  });

  it("keeps its token where we can forget it", async () => {
    const issued = nock(API).post("/app/installations/7/access_tokens");
    issued.twice().reply(201, { token: "t", expires_at: "2026-11-02T11:00:00Z", permissions: {} });
    nock(API).get("/repos/acme/shop").thrice().reply(200, {});
    const { probot, tokens } = aProbot();
    const octokit = await probot.auth(7);
    const read = () => octokit.request("GET /repos/acme/shop");

    await read();
    await read();
    const pending = nock.pendingMocks().length;
    tokens.forget(7);
    await read();

    expect([pending, nock.pendingMocks()]).toEqual([2, []]);
  });
});
