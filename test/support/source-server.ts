import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a stand-in for a source was asked. */
export interface AskedSource {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

/** Starts a stand-in for a source on this machine; it ends with the test. */
export async function startSource(
  answer: (response: ServerResponse, asked: AskedSource) => void,
): Promise<{ readonly address: string; readonly asked: AskedSource[] }> {
  const asked: AskedSource[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const one = { path: request.url ?? "", form: new URLSearchParams(body), headers: request.headers };
    asked.push(one);
    answer(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The answer of a Prometheus with these series. */
export function asMatrix(...series: readonly (readonly (readonly [number, string])[])[]): object {
  const result = series.map((values) => ({ metric: {}, values }));
  return { status: "success", data: { resultType: "matrix", result } };
}

/** In seconds, the moment a day ends. */
export function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1_000 + 86_400;
}
