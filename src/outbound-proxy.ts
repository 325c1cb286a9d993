import http from "node:http";
import { readProxyEnv } from "./env.ts";

/**
 * Has all calls over HTTP go through the proxies that the environment names, `fetch` included; hosts of `NO_PROXY` are called
 * directly. Node does so by itself only when it is started with `NODE_USE_ENV_PROXY=1`, which nobody knows. Gives what is
 * wrong, in words.
 */
export function startProxies(): readonly string[] {
  const read = readProxyEnv();
  if ("problems" in read) return read.problems;
  const { HTTPS_PROXY, HTTP_PROXY } = read.proxies;
  if (HTTPS_PROXY === undefined && HTTP_PROXY === undefined) return [];
  // Node 24.12 and 24.13 have no such function.
  if (typeof http.setGlobalProxyFromEnv !== "function") return [TOO_OLD];
  http.setGlobalProxyFromEnv({ ...read.proxies });
  return [];
}

const TOO_OLD = "HTTPS_PROXY and HTTP_PROXY are used from Node 24.14 on, or with NODE_USE_ENV_PROXY=1";
