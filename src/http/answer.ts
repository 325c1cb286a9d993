import type { IncomingMessage, ServerResponse } from "node:http";

/** Sends a status and a body: a string as a line of plain text, anything else as JSON. */
export function answer(response: ServerResponse, status: number, body: string | object): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(`${isText ? body : JSON.stringify(body)}\n`);
}

/** The requested path, without the query. */
export function pathOf(request: IncomingMessage): string {
  return request.url?.split("?", 1)[0] ?? "";
}
