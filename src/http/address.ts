import type { IncomingMessage } from "node:http";

/** A name, an IPv4 or a bracketed IPv6 address, with or without a port. */
const HOST = /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The address at which the visitor sees this server, such as "https://outcomes.example.com"; null when the request names
 * none. A proxy in front says what it was asked for in `X-Forwarded-Host` and `X-Forwarded-Proto`.
 */
export function findAddress({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): string | null {
  const host = firstOf(headers["x-forwarded-host"]) ?? headers.host;
  if (host === undefined || !HOST.test(host)) return null;
  const isSecure = firstOf(headers["x-forwarded-proto"]) === "https" || "encrypted" in socket;
  const address = `${isSecure ? "https" : "http"}://${host}`;
  return URL.canParse(address) ? address : null;
}

/**
 * Whether a form was sent from a page of this address. Browsers say where a POST comes from; a request without a word of
 * that was not made by a page.
 */
export function isFromAddress({ headers }: Pick<IncomingMessage, "headers">, address: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin } = headers;
  // The protocol may differ: a proxy that ends TLS need not say so.
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === new URL(address).host);
}

/** The first of several proxies is the one the visitor asked. */
function firstOf(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text?.split(",", 1)[0]?.trim() || undefined;
}
