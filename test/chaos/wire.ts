import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP request to be forwarded. */
export interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** What a proxy does with a request: it replies, or breaks the connection. */
export type Passage = (message: Message, response: ServerResponse) => Promise<Reply | "cut">;

/** Listens on the loopback interface, and passes each request to `pass`. */
export async function listen(pass: Passage): Promise<{ port: number; server: Server }> {
  const server = createServer((incoming, response) => {
    answer(incoming, response, pass).catch(() => incoming.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

async function answer(incoming: IncomingMessage, response: ServerResponse, pass: Passage): Promise<void> {
  const { method = "GET", url: path = "/", headers } = incoming;
  const reply = await pass({ method, path, headers, body: await readAll(incoming) }, response);
  if (reply === "cut") return void incoming.socket.destroy();
  response.writeHead(reply.status, { ...reply.headers, "content-length": String(reply.body.length) });
  response.end(reply.body);
}

/** Forwards a message to a port of this machine. Rejects when there is no answer. */
export function forward(port: number, message: Message, withinMs = 30_000): Promise<Reply> {
  const { method, path, headers, body } = message;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, method, path, headers, agent: false, timeout: withinMs },
      (reply) => {
        readAll(reply).then(
          (read) => resolve({ status: reply.statusCode ?? 0, headers: dropFraming(reply.headers), body: read }),
          reject,
        );
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Drops the headers about framing, which belong to one connection only. */
function dropFraming(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  const { "transfer-encoding": _framing, connection: _connection, "keep-alive": _alive, ...others } = headers;
  return others;
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
