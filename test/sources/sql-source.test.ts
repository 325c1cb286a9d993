import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createSqlSource } from "../../src/sources/sql-source.ts";
import { findFreePort } from "../support/free-port.ts";
import { NO_ISSUES, SHOP, sourceErrorOf } from "../support/sources.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Something that listens where a database should. */
async function listen(onSocket: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () => onSocket(socket));
  });
  servers.push(server);
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return `postgres://ada:secret@127.0.0.1:${port}/warehouse`;
}

function read(address: string, withinMs = 5_000, signal?: AbortSignal) {
  const request = {
    query: { kind: "query", query: "select day, value from signups" },
    span: { from: "2026-11-17", to: "2026-11-20" },
    repository: SHOP,
    github: NO_ISSUES,
    now: new Date("2026-11-21T09:00:00Z"),
  } as const;
  return createSqlSource({ address }, withinMs).read(signal ? { ...request, signal } : request);
}

describe("a database that", () => {
  test("is not there", async () => {
    const port = await findFreePort();

    expect(await sourceErrorOf(read(`postgres://127.0.0.1:${port}/x`))).toMatchObject({ kind: "unreachable" });
  });

  test("hangs", async () => {
    const address = await listen(() => {});

    expect(await sourceErrorOf(read(address, 100))).toMatchObject({ kind: "timeout" });
  });

  test("hangs up", async () => {
    const address = await listen((socket) => socket.destroy());

    expect(await sourceErrorOf(read(address))).toMatchObject({ kind: "unreachable" });
  });

  test("is a web server", async () => {
    const address = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));

    expect(["unreachable", "timeout"]).toContain((await sourceErrorOf(read(address, 500))).kind);
  });

  test("its caller has no patience with", async () => {
    const ending = new AbortController();
    const address = await listen(() => ending.abort());

    expect(await sourceErrorOf(read(address, 60_000, ending.signal))).toMatchObject({ kind: "timeout" });
  });
});
