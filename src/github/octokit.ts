import type { Probot } from "probot";
import { findAboutPage } from "../core/about-page.ts";
import { listPullRequestsFrom, readBranch } from "./branches.ts";
import { type Client, type ClientOptions, createClient, requireBody } from "./client.ts";
import type { AppIdentity, GitHub } from "./github.ts";
import { createHookLog } from "./hook-log.ts";
import { listIssueDates } from "./issue-dates.ts";
import { pinIssue } from "./pin.ts";
import { proposeFiles } from "./proposals.ts";
import { createReads } from "./reads.ts";
import { createShipmentReads } from "./shipments.ts";
import type { TokenCache } from "./tokens.ts";
import { createWrites } from "./writes.ts";

export interface AppOptions extends Pick<ClientOptions, "onCall" | "withinMs" | "now"> {
  readonly appId: number;
  /** Authenticates as the app, or as one of its installations. */
  readonly probot: Pick<Probot, "auth">;
  /** The tokens that Probot was given. */
  readonly tokens: Pick<TokenCache, "forget">;
}

/** `GitHub` over HTTP, asked as the app. */
export function createOctokitGitHub({ appId, probot, tokens, ...options }: AppOptions): GitHub {
  const client = createClient({
    ...options,
    connect: (installationId) => (installationId === null ? probot.auth() : probot.auth(installationId)),
    forgetToken: (installationId) => tokens.forget(installationId),
  });
  const identity = rememberSuccess(() => readIdentity(client));
  return {
    identity,
    ...createHookLog(client),
    ...createReads(client, appId),
    ...createShipmentReads(client),
    ...createWrites(client),
    listIssueDates: (repository, request) => listIssueDates(client, repository, request),
    pinIssue: (repository, issue) => pinIssue(client, repository, issue),
    readBranch: async (repository, branch) => readBranch(client, repository, { branch, ...(await identity()) }),
    listPullRequestsFrom: (repository, branch) => listPullRequestsFrom(client, repository, branch),
    proposeFiles: (repository, proposal) => proposeFiles(client, repository, proposal),
  };
}

function readIdentity(client: Client): Promise<AppIdentity> {
  const name = "ask who we are";
  return client(null, name, async (octokit) => {
    const app = requireBody((await octokit.rest.apps.getAuthenticated()).data, name);
    const { id, slug, external_url: homepage, html_url: page } = app;
    if (!slug) throw new Error("GitHub did not tell the app's slug");
    return { appId: id, slug, botLogin: `${slug}[bot]`, about: findAboutPage(homepage), site: findSite(page) };
  });
}

/** Where the app's own page is. */
function findSite(page: string | undefined): string {
  return URL.parse(page ?? "")?.origin ?? "https://github.com";
}

/** Remembers the first answer, but no failures. */
function rememberSuccess<T>(ask: () => Promise<T>): () => Promise<T> {
  let remembered: Promise<T> | undefined;
  return () => {
    remembered ??= ask().catch((error: unknown) => {
      remembered = undefined;
      throw error;
    });
    return remembered;
  };
}
