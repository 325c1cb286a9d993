import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A Prometheus that answers at once without data, or never. */
export async function startSource(how: "answers" | "hangs"): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((_, response) => {
    if (how === "answers") response.setHeader("content-type", "application/json").end(NOTHING);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const NOTHING = JSON.stringify({ status: "success", data: { resultType: "matrix", result: [] } });
