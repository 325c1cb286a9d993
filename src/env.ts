import { appendFileSync, chmodSync, existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { z } from "zod";
import { readPrivateKey } from "./private-key.ts";

/** Where the setup page saves GitHub's credentials, and the next start finds them. */
export const ENV_FILE = ".env";

/** The app's credentials on GitHub; null until the app is registered. */
export interface AppCredentials {
  readonly appId: number;
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** The parsed and checked environment. */
export interface Env {
  readonly port: number;
  readonly host: string;
  readonly app: AppCredentials | null;
  readonly gheHost: string | null;
  readonly gheProtocol: "http" | "https";
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** null: embedded Postgres in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** For whom the setup page registers the app; null: the visitor's own account. */
  readonly organization: string | null;
  /** Where the setup page has GitHub send deliveries; null: its own address. */
  readonly webhookProxyUrl: string | null;
  /** The file that says where numbers come from; null: from GitHub alone. */
  readonly sourcesFile: string | null;
}

/** Environment variables of the process or of a test. */
export type Source = Readonly<Record<string, string | undefined>>;

/** Probot's default secret, which is public. */
const KNOWN_SECRET = "development";
const MIN_SECRET_LENGTH = 8;

const ProxyAddress = z
  .string()
  // As curl and others take it.
  .transform((address) => (address.includes("://") ? address : `http://${address}`))
  .refine((address) => /^https?:\/\/[^/\s]+\/?$/.test(address) && URL.canParse(address), {
    error: "must be the address of an HTTP proxy, such as http://proxy.example.com:3128",
  })
  .optional();

/** All variables with their descriptions. An empty variable counts as not set. */
export const Variables = z.object({
  PORT: z.coerce
    .number({ error: "must be a port number from 0 to 65535" })
    .int("must be a port number from 0 to 65535")
    .min(0, "must be a port number from 0 to 65535")
    .max(65_535, "must be a port number from 0 to 65535")
    .default(3000)
    .describe("Port to listen on; 0 takes a free one."),
  HOST: z
    .string()
    // An IPv6 address is written in brackets where a port follows.
    .transform((host) => host.trim().replace(/^\[(.*)\]$/, "$1"))
    .default("0.0.0.0")
    .describe("Address to listen on."),
  APP_ID: z
    .string()
    .regex(/^[1-9]\d{0,15}$/, "must be the number on the app's settings page")
    .transform(Number)
    .optional()
    .describe("Id of the GitHub App. Without it the server shows the setup page."),
  PRIVATE_KEY: z
    .string()
    .optional()
    .describe("The app's private key (PEM). Line breaks may be written as \\n, or the whole key as base64."),
  PRIVATE_KEY_PATH: z.string().optional().describe("File that holds the private key, instead of PRIVATE_KEY."),
  WEBHOOK_SECRET: z
    .string()
    .min(MIN_SECRET_LENGTH, `is shorter than ${MIN_SECRET_LENGTH} characters`)
    .refine((secret) => secret !== KNOWN_SECRET, `must not be "${KNOWN_SECRET}": that one is well known`)
    .refine(isComparable, "begins or ends with a blank or has a line break in it: no signature would ever be right")
    .optional()
    .describe("The app's webhook secret. Required with an app id."),
  GHE_HOST: z
    .string()
    .regex(/^[^/\s@]+$/, "must be a host name like github.example.com, without protocol and path")
    .optional()
    .describe("Host of a GitHub Enterprise Server. Without it: github.com."),
  GHE_PROTOCOL: z
    .enum(["http", "https"], { error: 'must be "http" or "https"' })
    .default("https")
    .describe("Protocol of GHE_HOST."),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .default("info")
    .describe("How much is logged."),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, "must begin with postgres:// or postgresql://")
    .optional()
    .describe("Postgres 14 or later. Without it: an embedded Postgres in DATA_DIR."),
  DATA_DIR: z.string().default("./data").describe("Folder of the embedded database."),
  GH_ORG: z
    .string()
    .regex(/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i, "must be the organization's name as in its GitHub address")
    .optional()
    .describe("Organization the setup page registers the app for. Without it: your own account."),
  WEBHOOK_PROXY_URL: z
    .url({ protocol: /^https?$/, error: "must be an address that begins with https:// or http://" })
    .optional()
    .describe("Where the setup page has GitHub send deliveries, when that is not its own address."),
  SOURCES_FILE: z
    .string()
    .optional()
    .describe("YAML file that says where the numbers of metrics come from. Without it: from issues on GitHub."),
  HTTPS_PROXY: ProxyAddress.describe(
    "Proxy that calls to https:// go through: GitHub, and Prometheus. Also in lower case.",
  ),
  HTTP_PROXY: ProxyAddress.describe("The same for http://, as of a Prometheus in the own network. Also in lower case."),
  NO_PROXY: z
    .string()
    .optional()
    .describe(
      "Hosts that are called without a proxy, separated by commas; .example.com for all below. Also in lower case.",
    ),
});
type Variables = z.output<typeof Variables>;

/** The variables the command line needs to call GitHub itself. */
export const CommandVariables = Variables.pick({ GHE_HOST: true, GHE_PROTOCOL: true }).extend({
  GITHUB_TOKEN: z
    .string()
    // An HTTP header can carry nothing else.
    .regex(/^[\x21-\x7E]+$/, "holds no token: it has spaces or line breaks in it")
    .optional()
    .describe("A personal access token, to read pull requests and templates with."),
});

/** The command line's part of the environment. */
export interface CommandEnv {
  readonly token: string | null;
  readonly gheHost: string | null;
  readonly gheProtocol: "http" | "https";
}

/**
 * Reads the environment. Each wrong or missing variable adds one line to `problems` that names it and says what is
 * wrong; values are never repeated, since they may be secrets.
 */
export function readEnv(source: Source = process.env): { env: Env } | { problems: string[] } {
  const given = withoutEmpty(source);
  const parsed = Variables.safeParse(given);
  const key = given.APP_ID ? readPrivateKey(given) : null;
  const problems = listProblems(parsed.error);
  if (key && "problem" in key) problems.push(key.problem);
  if (given.APP_ID && !given.WEBHOOK_SECRET) problems.push("WEBHOOK_SECRET is missing: it is required with APP_ID");

  if (!parsed.success || problems.length > 0) return { problems };
  return { env: toEnv(parsed.data, key && "pem" in key ? key.pem : null) };
}

/** Reads the variables of the command line; `problems` as in `readEnv`. */
export function readCommandEnv(source: Source = process.env): { env: CommandEnv } | { problems: string[] } {
  const parsed = CommandVariables.safeParse(withoutEmpty(source));
  if (!parsed.success) return { problems: listProblems(parsed.error) };
  const { GITHUB_TOKEN: token, GHE_HOST: gheHost, GHE_PROTOCOL: gheProtocol } = parsed.data;
  return { env: { token: token ?? null, gheHost: gheHost ?? null, gheProtocol } };
}

/** The proxies that calls over HTTP go through. */
export type ProxyEnv = Readonly<Partial<Record<(typeof PROXY_NAMES)[number], string>>>;
const PROXY_NAMES = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] as const;

/** Reads the proxies, for the server and for commands that call out; `problems` as in `readEnv`. */
export function readProxyEnv(source: Source = process.env): { proxies: ProxyEnv } | { problems: string[] } {
  const names = { HTTPS_PROXY: true, HTTP_PROXY: true, NO_PROXY: true } as const;
  const parsed = Variables.pick(names).safeParse(withoutEmpty(source));
  return parsed.success ? { proxies: withoutUndefined(parsed.data) } : { problems: listProblems(parsed.error) };
}

function withoutUndefined(proxies: Readonly<Record<string, string | undefined>>): ProxyEnv {
  return Object.fromEntries(Object.entries(proxies).filter(([, value]) => value !== undefined));
}

/** Reads where the records are, for commands that need only them; `problems` as in `readEnv`. */
export function readDatabaseEnv(
  source: Source = process.env,
): { env: Pick<Env, "databaseUrl" | "dataDir"> } | { problems: string[] } {
  const parsed = Variables.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(withoutEmpty(source));
  if (!parsed.success) return { problems: listProblems(parsed.error) };
  return { env: { databaseUrl: parsed.data.DATABASE_URL ?? null, dataDir: parsed.data.DATA_DIR } };
}

/** The variables that the file of sources may name: SOURCE_… and no other one. */
export function readSourceVariables(source: Source = process.env): Readonly<Record<string, string>> {
  const given = Object.entries(withoutEmpty(source));
  return Object.fromEntries(
    given.flatMap(([name, value]) => (name.startsWith("SOURCE_") && value !== undefined ? [[name, value]] : [])),
  );
}

/**
 * The value of an option that npm took for its own: `npm run x --port=3010` sets it here, `npm run x --port 3010` sets
 * "true" and passes the value on as a word.
 */
export function readNpmOption(name: string, source: Source = process.env): string | undefined {
  return source[`npm_config_${name}`];
}

/** Loads what the setup page saved; variables that are already set win. */
export function loadSavedEnv(): void {
  if (existsSync(ENV_FILE)) loadEnvFile(ENV_FILE);
}

/** Saves variables for the next start, readable only by this user. Of a variable saved twice the later value counts. */
export function saveEnv(variables: Readonly<Record<string, string>>, file = ENV_FILE): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(value.replaceAll("\n", "\\n"))}\n`);
  appendFileSync(file, `\n${lines.join("")}`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** Docker and kubectl read such files too, and take quotes for a part of the value: there are none unless there must be. */
function quote(value: string): string {
  return /^[\w+/=.:\\-][\w+/=.:\\ -]*$/.test(value) ? value : `"${value}"`;
}

/** Throws the error that saving would throw, and changes nothing. */
export function tryToSaveEnv(): void {
  appendFileSync(ENV_FILE, "", { mode: 0o600 });
}

function withoutEmpty(source: Source): Source {
  const given = Object.entries({ ...source, ...findLowerCase(source) }).filter(([, value]) => value?.trim());
  return Object.fromEntries(given.map(([name, value]) => [name, value && withoutLineEnd(value)]));
}

/** Proxies are named in lower case too, and there these win; https://everything.curl.dev/usingcurl/proxies/env */
function findLowerCase(source: Source): Source {
  return Object.fromEntries(
    PROXY_NAMES.flatMap((name) => (source[name.toLowerCase()]?.trim() ? [[name, source[name.toLowerCase()]]] : [])),
  );
}

/** Files and `echo` end with a line break, which belongs to no value. */
function withoutLineEnd(value: string): string {
  return value.replace(/^[\r\n]+/, "").replace(/[\r\n]{1,10}$/, "");
}

/** A secret is compared byte by byte, and what is wrong with one that looks right cannot be seen. */
function isComparable(secret: string): boolean {
  return secret === secret.trim() && !/\p{Cc}/u.test(secret);
}

function listProblems(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`);
}

function toEnv(variables: Variables, privateKey: string | null): Env {
  const { APP_ID: appId, WEBHOOK_SECRET: webhookSecret } = variables;
  const isRegistered = appId !== undefined && webhookSecret !== undefined && privateKey !== null;
  return {
    port: variables.PORT,
    host: variables.HOST,
    app: isRegistered ? { appId, privateKey, webhookSecret } : null,
    gheHost: variables.GHE_HOST ?? null,
    gheProtocol: variables.GHE_PROTOCOL,
    logLevel: variables.LOG_LEVEL,
    databaseUrl: variables.DATABASE_URL ?? null,
    dataDir: variables.DATA_DIR,
    organization: variables.GH_ORG ?? null,
    webhookProxyUrl: variables.WEBHOOK_PROXY_URL ?? null,
    sourcesFile: variables.SOURCES_FILE ?? null,
  };
}
