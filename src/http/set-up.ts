import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../core/log.ts";
import { findAddress, isFromAddress } from "./address.ts";
import { answer, pathOf } from "./answer.ts";
import { readBody } from "./body.ts";
import { answerPage } from "./page.ts";
import type { Handler } from "./server.ts";
import { createSetUpAccess, type SetUpAccess, type Visit } from "./set-up-access.ts";
import { type AppManifest, renderCodePage, renderDonePage, renderRefusal, renderSetUpPage } from "./set-up-page.ts";
import { WEBHOOK_PATH } from "./webhooks.ts";

/** The app as GitHub registered it. */
export interface Registered<Credentials> {
  readonly credentials: Credentials;
  /** The app's page on GitHub. */
  readonly page: string;
}

export interface SetUpOptions<Credentials> {
  readonly app: AppManifest;
  /** GitHub's own address, such as "https://github.com". */
  readonly github: string;
  /** For whom the app is registered; null: the visitor's own account. */
  readonly organization: string | null;
  /** Where deliveries go, when that is not the address of the page. */
  readonly webhooks: string | null;
  /** Exchanges GitHub's code for the credentials. */
  readonly convert: (code: string) => Promise<Registered<Credentials>>;
  /** What is wrong with credentials, in words; empty when they can be used. */
  readonly check: (credentials: Credentials) => readonly string[];
  /** Saves the credentials for this run and the next start. */
  readonly save: (credentials: Credentials) => void;
  /** Called with the code that opens the page once: for the log. */
  readonly announce: (code: string) => void;
  readonly log: Log;
}

const OPEN_PATH = "/set-up";
const BACK_PATH = "/set-up/registered";
const COOKIE = "did_this_work_set_up";
/** A code, and a form's words around it. */
const MOST_BYTES = 1_024;
const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

const FOREIGN = "This request didn't come from the setup page that is open now.";
const NOT_CONVERTED =
  "GitHub didn't return the app's credentials. Register the app again; the server's log has the details.";
const UNUSABLE = "GitHub returned credentials that can't be used:";

/** One request, and what it was asked for. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The address at which the visitor sees this server. */
  readonly address: string;
}

/** Creates the setup page, which registers the app on GitHub with one click (the manifest flow), once. */
export function createSetUpHandler<Credentials>(options: SetUpOptions<Credentials>): Handler {
  const access = createSetUpAccess(options);
  let isDone = false;

  async function show(asked: Asked): Promise<void> {
    const { request, response, address } = asked;
    const path = pathOf(request);
    if (path === OPEN_PATH) return open(asked, access);
    const visit = access.find(readCookie(request), address);
    // @removal set-up-code-checked
    if (!visit) return answerPage(response, path === "/" ? 200 : 403, renderCodePage(false));
    if (path === BACK_PATH) return finish(asked, visit);
    answerPage(response, 200, renderSetUpPage(toRegistering(options, { address, state: visit.state })));
  }

  async function finish({ request, response }: Asked, visit: Visit): Promise<void> {
    const query = queryOf(request);
    // @removal set-up-state-checked
    if (!access.spendState(visit, query.get("state") ?? "")) return refuse(response, 403, FOREIGN);
    const registered = await convert(query.get("code") ?? "", options);
    if (registered === null) return refuse(response, 502, NOT_CONVERTED);
    const problems = options.check(registered.credentials);
    // @removal set-up-credentials-checked
    if (problems.length > 0) return refuse(response, 502, `${UNUSABLE} ${problems.join("; ")}.`);
    options.save(registered.credentials);
    isDone = true;
    redirect(response, isWebAddress(registered.page) ? `${registered.page}/installations/new` : "/");
  }

  return async (request, response) => {
    if (!["/", OPEN_PATH, BACK_PATH].includes(pathOf(request))) return false;
    const address = findAddress(request);
    if (address === null) answer(response, 400, "the request names no host");
    // A second visitor must not replace the registered app with another.
    else if (isDone) answerPage(response, 200, renderDonePage());
    else if (request.method === "GET" || pathOf(request) === OPEN_PATH) await show({ request, response, address });
    else refuseMethod(response, "GET");
    return true;
  };
}

/** Opens the page for a visitor with the code: from the link in the log, or typed into the form. */
async function open(asked: Asked, access: SetUpAccess): Promise<void> {
  const { request, response, address } = asked;
  const code = request.method === "POST" ? await readForm(asked) : queryOf(request).get("code");
  if (code === undefined) return;
  if (request.method !== "POST" && request.method !== "GET") return refuseMethod(response, "GET, POST");
  const visit = code === null ? null : access.open(code, address);
  if (!visit) return answerPage(response, 403, renderCodePage(code !== null));
  const secure = address.startsWith("https:") ? "; Secure" : "";
  // Lax, so that it comes along when GitHub sends the visitor back.
  response.setHeader("set-cookie", `${COOKIE}=${visit.token}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax${secure}`);
  redirect(response, "/");
}

/** The code of a form of ours; undefined when the request was refused. */
async function readForm({ request, response, address }: Asked): Promise<string | null | undefined> {
  // @removal set-up-origin-checked
  if (!isFromAddress(request, address)) return void refuse(response, 403, FOREIGN);
  if (!FORM.test(request.headers["content-type"] ?? ""))
    return void answer(response, 415, "only a form is accepted here");
  const read = await readBody(request, { mostBytes: MOST_BYTES });
  if (read.kind === "too-large") return void answer(response, 413, "that is more than a code");
  return read.kind === "read" ? new URLSearchParams(read.body).get("code") : undefined;
}

/** Exchanges GitHub's code; null when that fails. */
async function convert<Credentials>(
  code: string,
  { convert: exchange, log }: SetUpOptions<Credentials>,
): Promise<Registered<Credentials> | null> {
  if (!/^[\w-]{1,200}$/.test(code)) return null;
  try {
    return await exchange(code);
  } catch (error) {
    log.warn({ err: error }, "GitHub did not return the app's credentials");
    return null;
  }
}

function toRegistering<Credentials>(
  { app, github, organization, webhooks }: SetUpOptions<Credentials>,
  { address, state }: Pick<Visit, "address" | "state">,
) {
  const redirectUrl = `${address}${BACK_PATH}`;
  return { app, github, organization, webhooks: webhooks ?? `${address}${WEBHOOK_PATH}`, redirectUrl, state };
}

function readCookie({ headers }: IncomingMessage): string | undefined {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

function queryOf({ url = "" }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.split("?").slice(1).join("?"));
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, "cache-control": "no-store" }).end();
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  answerPage(response, status, renderRefusal(reason));
}

function refuseMethod(response: ServerResponse, allowed: string): void {
  response.setHeader("allow", allowed);
  answer(response, 405, `only ${allowed} is answered here`);
}
