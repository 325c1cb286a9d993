import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../core/log.ts";
import { answer } from "./answer.ts";

/** Answers a request, or returns `false` to leave it to the next handler. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface RunningServer {
  readonly port: number;
  /** Stops accepting, lets running requests finish, and cuts them off after the given milliseconds. */
  stop(withinMs: number): Promise<void>;
}

/** Load balancers usually keep idle connections for 60 s, and they should be the side that closes first. */
const KEEP_ALIVE_MS = 65_000;
/** GitHub gives up after 10 s, GitHub Enterprise Server after 30 s. */
const REQUEST_MS = 30_000;
const IDLE_CHECK_MS = 25;

/** Starts a server that passes each request to the first handler that takes it; 404 when none does. */
export function startServer(options: {
  port: number;
  host: string;
  handlers: readonly Handler[];
  log: Log;
}): Promise<RunningServer> {
  const { port, host, handlers, log } = options;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS });
  server.on("request", (request, response) => {
    // A kept-alive connection would prevent a stopping server from ending.
    if (!server.listening) response.setHeader("connection", "close");
    route(handlers, request, response).catch((error: unknown) => {
      log.error({ err: error, method: request.method }, "a request failed");
      if (response.headersSent) response.destroy();
      else answer(response, 500, "something went wrong");
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve({ port: (server.address() as AddressInfo).port, stop: (withinMs) => stop(server, withinMs) });
    });
  });
}

async function route(handlers: readonly Handler[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const handler of handlers) {
    if (await handler(request, response)) return;
  }
  answer(response, 404, "not found");
}

function stop(server: Server, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const deadline = setTimeout(() => server.closeAllConnections(), withinMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(deadline);
      resolve();
    });
  });
}
