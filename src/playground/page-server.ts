import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json as readJson } from "node:stream/consumers";
import { addDays, addThirtyDays } from "./days.ts";
import { createGame, type Game } from "./game.ts";
import type { Engine } from "./loop.ts";
import { NotOffered, perform } from "./page-acts.ts";
import { sendFile } from "./page-files.ts";
import { showState } from "./page-state.ts";

/** A running page server. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The requested port is in use. */
export class PortBusy extends Error {
  override readonly name = "PortBusy";
}

const MAX_BODY_BYTES = 200_000;
const KEEP_ALIVE_MS = 60_000;

/** Serves the playground on this machine only; resolves when it listens. Port 0 picks a free one. */
export async function startPageServer({ port, start }: { port: number; start: Date }): Promise<PageServer> {
  const game = createGame(start);
  const server = createServer((request, response) => {
    answer(game, request, response).catch((error: unknown) => {
      sendJson(response, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  // Creating a database blocks the process for seconds, longer than Node keeps idle connections by default.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const listeningOn = await listen(server, port);
  await game.begin();
  return {
    url: `http://localhost:${listeningOn}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await game.end();
    },
  };
}

/** The only accepted host names: a foreign name that resolves here may be a DNS rebinding attack. */
const OWN_HOST = /^(localhost|127\.0\.0\.1)(:\d+)?$/;

async function answer(game: Game, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!OWN_HOST.test(request.headers.host ?? "")) {
    return sendJson(response, 403, { error: "the playground is only at localhost" });
  }
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (!pathname.startsWith("/api/")) return sendFile(pathname, response);
  if (request.method === "GET" && pathname === "/api/progress") return sendJson(response, 200, game.progress());
  if (request.method === "GET" && pathname === "/api/state") {
    return sendJson(response, 200, await game.take(async (engine) => showState(engine, game)));
  }
  if (request.method !== "POST") return sendJson(response, 405, { error: "POST only" });
  const body = await readBody(request);
  if (!body) return sendJson(response, 400, { error: "a small JSON object is expected" });
  return play(game, { pathname, body, response });
}

interface Move {
  readonly pathname: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly response: ServerResponse;
}

async function play(game: Game, { pathname, body, response }: Move): Promise<void> {
  try {
    const result = await game.take((engine) => move(game, engine, { pathname, body }));
    const state = await game.take(async (engine) => showState(engine, game));
    sendJson(response, 200, { result: result ?? null, state });
  } catch (error) {
    if (!(error instanceof NotOffered)) throw error;
    sendJson(response, 422, { error: error.message });
  }
}

function move(game: Game, engine: Engine, { pathname, body }: Omit<Move, "response">): Promise<unknown> {
  switch (pathname) {
    case "/api/act":
      return perform(engine, body);
    case "/api/clock":
      return engine.moveTo(findTime(engine.now(), body.to));
    case "/api/restart":
      return game.begin();
    case "/api/year":
      return game.beginYear();
    default:
      throw new NotOffered(`there is nothing at ${pathname}`);
  }
}

/** After 09:00, when the day's questions are asked. */
const HOUR = 10;

function findTime(now: Date, to: unknown): Date {
  switch (to) {
    case "day":
      return addDays(now, 1);
    case "30-days":
      return addThirtyDays(now);
    case "month":
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, HOUR));
    default:
      throw new NotOffered("the clock moves by a day, 30 days or to the next month");
  }
}

/** Another origin cannot send this content type without a CORS preflight, so other pages cannot post here. */
async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | undefined> {
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (request.headers["content-type"] !== "application/json" || !(length <= MAX_BODY_BYTES)) return undefined;
  try {
    const body: unknown = await readJson(request);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortBusy(`port ${port} is busy`, { cause: error }) : error);
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
