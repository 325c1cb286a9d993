import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../core/log.ts";
import { type Manifest, renderDonePage, renderSetUpPage } from "./set-up-page.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** The app's credentials from GitHub, by the names of their variables. */
export interface Registration {
  readonly APP_ID: string;
  readonly PRIVATE_KEY: string;
  readonly WEBHOOK_SECRET: string;
}

type App = Omit<Manifest, "hook_attributes">;

export interface SetUpOptions {
  readonly port: number;
  readonly host: string;
  /**
   * The content of app.yml. Probot would look for it in the working directory, and register an app without permissions.
   */
  readonly app: App;
  /** Saves the credentials for this run and the next start. */
  readonly save: (registration: Registration) => void;
  readonly log: Log;
}

/** What Probot has but does not export; test/github/set-up.test.ts notices when it moves. */
interface ProbotSetUp {
  setupAppFactory(options: {
    host: string;
    port: number;
    log: object;
    updateEnv: (values: Readonly<Record<string, string | undefined>>) => object;
    SmeeClient: { createChannel: () => Promise<string | undefined> };
  }): () => Promise<Handler>;
}
interface ProbotFiles {
  readonly staticFilesHandler: Handler;
}

/** Probot's page for an existing app names the address of a webhook proxy, if there is one. */
const NO_ADDRESS = "<b></b>";
const OUR_ADDRESS = "<b>the public address of this server, followed by /api/github/webhooks</b>";

/**
 * Creates the handler for Probot's set-up page, which registers the app of app.yml on GitHub with one click (the
 * manifest flow). It runs on our own server: Probot's `run` refuses in production, and logs its visitors' headers.
 */
export async function createSetUpHandler(options: SetUpOptions): Promise<Handler> {
  const { host, port, app, save, log } = options;
  const { setupAppFactory } = (await importProbot("apps/setup.js")) as ProbotSetUp;
  const { staticFilesHandler } = (await importProbot("server/handlers/static-files.js")) as ProbotFiles;
  let isDone = false;
  const showSetUp = await setupAppFactory({
    host,
    port,
    log: createQuietLog(log),
    updateEnv(values) {
      const registration = findRegistration(values);
      if (registration) save(registration);
      isDone ||= registration !== null;
      return {};
    },
    // Probot would ask smee.io for a channel; nothing here needs a network.
    SmeeClient: { createChannel: async () => undefined },
  })();
  return (request, response) => {
    if (request.url?.startsWith("/probot/static/")) return staticFilesHandler(request, response);
    // A second visitor must not replace the registered app with another.
    if (isDone) return sayDone(response);
    rewritePages(response, app);
    return showSetUp(request, response);
  };
}

function importProbot(path: string): Promise<unknown> {
  return import(new URL(path, import.meta.resolve("probot")).href);
}

function sayDone(response: ServerResponse): true {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(renderDonePage());
  return true;
}

function findRegistration(values: Readonly<Record<string, string | undefined>>): Registration | null {
  const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET } = values;
  if (!APP_ID || !PRIVATE_KEY || !WEBHOOK_SECRET) return null;
  return { APP_ID, PRIVATE_KEY: PRIVATE_KEY.replaceAll('"', ""), WEBHOOK_SECRET };
}

/** Probot's pages talk about Probot; their function stays. */
function rewritePages(response: ServerResponse, app: App): void {
  const end = response.end.bind(response) as (text?: unknown) => ServerResponse;
  response.end = (text?: unknown) => end(typeof text === "string" ? rewritePage(text, app) : text);
}

function rewritePage(page: string, app: App): string {
  const [form, value] = /<form[^>]*>.*?value='([^']*)'.*?<\/form>/s.exec(page) ?? [];
  if (form === undefined || value === undefined) return page.replace(NO_ADDRESS, OUR_ADDRESS);
  const manifest = { ...parseManifest(value), ...app };
  return renderSetUpPage({
    form: form.replace(value, () => JSON.stringify(manifest).replaceAll("'", "&#39;")),
    manifest,
  });
}

/** Probot's manifest sends webhooks to `/`, where neither Probot nor this server listens. */
function parseManifest(value: string): Manifest {
  return JSON.parse(value.replace(/("hook_attributes":\{"url":"[^"]*?)\/"/, '$1/api/github/webhooks"')) as Manifest;
}

/** Probot's own messages about the set-up describe another program; ours are in main.ts. */
function createQuietLog(log: Log): object {
  return {
    info() {},
    warn: (message: string) => log.warn({}, message),
    error: (err: unknown) => log.error({ err }, "the set-up failed"),
  };
}
