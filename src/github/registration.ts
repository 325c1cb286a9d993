import { Octokit } from "@octokit/rest";
import type { Log } from "../core/log.ts";
import type { GitHubHost } from "./api-address.ts";
import { createClient, requireBody } from "./client.ts";
import { createSettings } from "./connection.ts";

/** An app's credentials from GitHub, by the names of their variables. */
export type Registration = Readonly<Record<"APP_ID" | "PRIVATE_KEY" | "WEBHOOK_SECRET", string>>;

const NAME = "register the app";

/**
 * Exchanges the code that ends the manifest flow for the app's credentials, which GitHub gives once.
 * Source: https://docs.github.com/rest/apps/apps#create-a-github-app-from-a-manifest
 */
export async function convertManifest(
  code: string,
  host: GitHubHost & { readonly log: Log },
): Promise<{ readonly credentials: Registration; readonly page: string }> {
  const octokit = new Octokit(createSettings(host, host.log));
  const client = createClient({ connect: async () => octokit });
  const answer = await client(null, NAME, ({ rest }) => rest.apps.createFromManifest({ code }));
  const { id, pem, webhook_secret: secret, html_url: page } = requireBody(answer.data, NAME);
  return { credentials: { APP_ID: String(id), PRIVATE_KEY: String(pem), WEBHOOK_SECRET: secret ?? "" }, page };
}
