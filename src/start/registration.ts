import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type AppCredentials, ENV_FILE, type Env, readEnv, saveEnv, tryToSaveEnv } from "../env.ts";
import { findWebAddress } from "../github/api-address.ts";
import { convertManifest, type Registration } from "../github/registration.ts";
import { createHealthHandler } from "../http/health.ts";
import { startServer } from "../http/server.ts";
import { createSetUpHandler } from "../http/set-up.ts";
import { isErrno, quit } from "./problem.ts";
import type { Process } from "./signals.ts";

/** The credentials of the registered app, and where to listen. */
export interface RegisteredApp {
  readonly credentials: AppCredentials;
  readonly port: number;
}

/** How long running requests may take when the set-up ends. */
const GRACE_MS = 10_000;

/**
 * Without credentials, serves the page that registers the app on GitHub. Resolves with the credentials from GitHub,
 * once they are saved.
 */
export async function registerApp(env: Env, { log: ordinaryLog, stopWith }: Process): Promise<RegisteredApp> {
  checkSaving();
  // Whatever LOG_LEVEL says: without the code from the log the app cannot be registered.
  const log = ordinaryLog.child({}, { level: "info" });
  const { promise: registered, resolve } = Promise.withResolvers<AppCredentials>();
  const { promise: port, resolve: listensOn } = Promise.withResolvers<number>();
  const setUp = createSetUpHandler({
    app: parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")),
    github: findWebAddress(env),
    organization: env.organization,
    webhooks: env.webhookProxyUrl,
    convert: (code) => convertManifest(code, { ...env, log }),
    check: findProblems,
    save: (registration) => resolve(saveCredentials(registration)),
    announce: (code) => void port.then((number) => log.info({ code, ...findAddress(env, number, code) }, ANNOUNCEMENT)),
    log,
  });
  const reasons = ["the app is not registered yet: open / in a browser"];
  const health = createHealthHandler(async () => ({ ok: false, reasons }));
  const server = await startServer({ port: env.port, host: env.host, handlers: [health, setUp], log });
  listensOn(server.port);
  stopWith(() => server.stop(GRACE_MS));
  const credentials = await registered;
  log.info("the app is registered and its credentials are saved");
  // The response that sends the browser to GitHub goes out first.
  await server.stop(GRACE_MS);
  return { credentials, port: server.port };
}

const ANNOUNCEMENT =
  "no APP_ID: open this address in a browser to register the app, or this server's public one and enter the code; " +
  "to try it without GitHub, stop and run npm run playground";

/** The page on this machine; the code is good for one visit. */
function findAddress({ host }: Env, port: number, code: string): { readonly address: string } {
  const name = ["0.0.0.0", "::"].includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return { address: `http://${name}:${port}/set-up?code=${code}` };
}

/** Says what is wrong with what GitHub gave, by the rules that the next start goes by. */
function findProblems(registration: Registration): readonly string[] {
  const read = readEnv({ ...registration });
  return "problems" in read ? read.problems : [];
}

/** Saves what GitHub gave, and gives it as the next start will read it. */
function saveCredentials(registration: Registration): AppCredentials {
  saveEnv(registration);
  const read = readEnv({ ...registration });
  if ("env" in read && read.env.app) return read.env.app;
  throw new Error("credentials were saved that cannot be read again");
}

/** GitHub shows a private key once, so credentials that cannot be saved would be lost. */
function checkSaving(): void {
  try {
    tryToSaveEnv();
  } catch (error) {
    const code = isErrno(error) ? ` (${error.code})` : "";
    quit([`${ENV_FILE} cannot be written to${code}, where the setup page saves what GitHub gives it; or set APP_ID`]);
  }
}
