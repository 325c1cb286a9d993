import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { ExternalError } from "../../src/core/external-error.ts";
import type { Call } from "../../src/github/connection.ts";
import type { GitHub } from "../../src/github/github.ts";
import { createOctokitGitHub } from "../../src/github/octokit.ts";
import { createProbot } from "../../src/github/probot.ts";
import { createTokenCache } from "../../src/github/tokens.ts";

export const API = "https://api.github.com";
export const REPO = { id: 5, installationId: 7, owner: "acme", name: "shop" };

const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

/** The GitHub client over HTTP, with nock in place of github.com and one token to issue. */
export interface Connection {
  readonly github: GitHub;
  readonly api: nock.Scope;
  /** Every call made, including those for tokens. */
  readonly calls: readonly Call[];
}

/** Long enough for a busy machine: a call that is given up fails another way than the test expects. */
const WITHIN_MS = 60_000;

/** Connects to github.com, or to a GitHub Enterprise Server at that address. */
export function connect(
  gheHost: string | null = null,
  address = gheHost ? `http://${gheHost}` : API,
  withinMs = WITHIN_MS,
): Connection {
  nock.disableNetConnect();
  const api = nock(address);
  offerToken("first", api);
  const calls: Call[] = [];
  const tokens = createTokenCache();
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const probot = createProbot({
    appId: 1,
    privateKey,
    webhookSecret: "a-long-secret",
    tokens,
    gheHost,
    gheProtocol: "http",
    log,
  });
  const github = createOctokitGitHub({
    appId: 1,
    probot,
    tokens,
    onCall: (call) => calls.push(call),
    withinMs,
  });
  return { github, api, calls };
}

/** Removes all interceptors, including unused ones. */
export function disconnect(): void {
  nock.cleanAll();
}

/** Sets the next token GitHub issues. */
export function offerToken(token: string, api: nock.Scope = nock(API)): void {
  const answer = { token, expires_at: "2026-11-21T01:00:00Z", permissions: { issues: "write" } };
  api.post(/\/app\/installations\/7\/access_tokens$/).reply(201, answer);
}

/** Waits for an external error. Anything else fails the test. */
export async function externalErrorOf(work: Promise<unknown>): Promise<ExternalError> {
  const outcome = await work.catch((error: unknown) => error);
  if (outcome instanceof ExternalError) return outcome;
  throw new Error("was not refused", { cause: outcome });
}
