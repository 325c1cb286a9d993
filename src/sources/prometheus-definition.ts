import type { PrometheusDefinition } from "./definition.ts";

/** What was written, with the variables put in. */
export interface PrometheusParts {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The values of the variables. */
  readonly values: readonly string[];
}

type Defined = Pick<PrometheusDefinition, "address" | "headers" | "secrets">;
export type PrometheusProblem = { readonly key: "address" | "headers"; readonly message: string };

/** Where and how a Prometheus is asked; why not, when it cannot be. */
export function definePrometheus({ address, headers, values }: PrometheusParts): Defined | PrometheusProblem {
  const url = URL.parse(address);
  if (!url || !["https:", "http:"].includes(url.protocol) || url.hash !== "") return NO_ADDRESS;
  const login = findLogin(url);
  if (login === undefined) return NO_ADDRESS;
  const sent = toHeaders(headers);
  if (!sent) return NO_HEADER;
  if ([...sent].length < Object.keys(headers).length) return SAME_HEADERS;
  if (login !== null && sent.has("authorization")) return TWO_LOGINS;
  const words = [...sent.values()].flatMap((value) => [value, ...value.split(/\s+/), ...listDecoded(value)]);
  const secrets = [address, ...values, ...words, ...(login === null ? [] : [login.password, login.basic])];
  if (login !== null) sent.set("authorization", `Basic ${login.basic}`);
  return { address: toQueryAddress(url), headers: Object.fromEntries(sent), secrets };
}

/** The name and the password of a Basic header. Without a password the name is one. */
function listDecoded(value: string): readonly string[] {
  const [scheme = "", encoded = ""] = value.split(/\s+/);
  if (scheme.toLowerCase() !== "basic") return [];
  const login = Buffer.from(encoded, "base64").toString("utf8");
  const password = login.slice(login.indexOf(":") + 1);
  return [login, password === "" ? login.slice(0, -1) : password];
}

const NO_ADDRESS = {
  key: "address",
  message: "Expected an address that begins with https:// or http://, without a #.",
} as const;
const NO_HEADER = {
  key: "headers",
  message: "A header has a name or a value that HTTP cannot carry, or one that the app sets itself.",
} as const;
const SAME_HEADERS = {
  key: "headers",
  message: "Two headers differ only in capitals, which HTTP does not tell apart. Only one of them can be sent.",
} as const;
const TWO_LOGINS = {
  key: "headers",
  message: "The address has a name and a password, and there is an Authorization header. Only one of them can be sent.",
} as const;

/** Set by the app, or by the connection. */
const OWN_HEADERS = [
  "connection",
  "content-length",
  "content-type",
  "expect",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
];

function toHeaders(written: Readonly<Record<string, string>>): Headers | null {
  try {
    const headers = new Headers(written);
    return OWN_HEADERS.some((name) => headers.has(name)) ? null : headers;
  } catch {
    return null;
  }
}

/** `fetch` refuses an address with a name and a password, so they become a header. Undefined where they cannot be read. */
function findLogin({ username, password }: URL): { password: string; basic: string } | null | undefined {
  if (username === "" && password === "") return null;
  try {
    const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { password: decodeURIComponent(password), basic: Buffer.from(plain).toString("base64") };
  } catch {
    return undefined;
  }
}

/** Behind a path of the operator's, with the parameters of the operator's. */
function toQueryAddress(given: URL): string {
  const url = new URL(given);
  url.username = "";
  url.password = "";
  url.pathname = `${given.pathname.replace(/\/{1,20}$/, "")}/api/v1/query_range`;
  return url.href;
}
