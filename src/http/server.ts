import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../core/log.ts";
import { answer } from "./answer.ts";

/** Answers a request, or returns `false` to leave it to the next handler. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** Why the server cannot listen there, in words that name the variable. */
export class ListenProblem extends Error {
  override readonly name = "ListenProblem";
}

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
    const refuse = (cause: NodeJS.ErrnoException) => reject(new ListenProblem(describe(cause, options), { cause }));
    server.once("error", refuse);
    server.listen({ port, host }, () => {
      server.off("error", refuse);
      resolve({ port: (server.address() as AddressInfo).port, stop: (withinMs) => stop(server, withinMs) });
    });
  });
}

function describe({ code = "" }: NodeJS.ErrnoException, { port, host }: { port: number; host: string }): string {
  if (code === "EADDRINUSE") return `PORT ${port} is taken: another process listens there`;
  if (code !== "EACCES" && code !== "EPERM") {
    return `HOST ${host} is no address to listen on (${code}): it must be one of this machine, or 0.0.0.0 for all`;
  }
  return `PORT ${port} may not be listened on (${code}): take one above 1023, or give the process the right to`;
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
