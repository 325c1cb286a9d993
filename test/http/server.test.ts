import { afterEach, expect, test } from "vitest";
import { answer } from "../../src/http/answer.ts";
import { type Handler, type RunningServer, startServer } from "../../src/http/server.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
let server: RunningServer | undefined;

afterEach(async () => {
  await server?.stop(0);
});

async function listen(...handlers: Handler[]): Promise<string> {
  server = await startServer({ port: 0, host: "127.0.0.1", handlers, log: SILENT });
  return `http://127.0.0.1:${server.port}`;
}

function answering(path: string, text: string): Handler {
  return (request, response) => {
    if (request.url !== path) return false;
    answer(response, 200, text);
    return true;
  };
}

test("a request goes to the first handler that accepts it", async () => {
  const url = await listen(answering("/a", "first"), answering("/a", "second"), answering("/b", "third"));

  const texts = await Promise.all(["/a", "/b"].map(async (path) => (await fetch(url + path)).text()));

  expect(texts).toEqual(["first\n", "third\n"]);
});

test("a request that no handler accepts is not found", async () => {
  const url = await listen(answering("/a", "first"));

  const { status } = await fetch(`${url}/b`);

  expect(status).toBe(404);
});

test("a handler that throws fails its own request only", async () => {
  const throwing: Handler = async (request) => {
    if (request.url === "/throw") throw new Error("a bug");
    return false;
  };
  const url = await listen(throwing, answering("/a", "still here"));

  const broken = await fetch(`${url}/throw`);
  const fine = await fetch(`${url}/a`);

  expect([broken.status, fine.status]).toEqual([500, 200]);
  expect(await broken.text()).not.toContain("a bug");
});

test("a stopping server finishes running requests and accepts no new ones", async () => {
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const url = await listen(async (_, response) => {
    start();
    await released;
    answer(response, 200, "done");
    return true;
  });
  const running = fetch(url);
  await started;

  const stopped = server?.stop(5_000);
  const refused = fetch(url).then(
    () => "answered",
    () => "refused",
  );

  expect(await refused).toBe("refused");
  release();
  expect(await (await running).text()).toBe("done\n");
  await stopped;
});

test("a request that does not end in time is cut off", async () => {
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const url = await listen(async () => {
    start();
    return new Promise(() => {});
  });
  const running = fetch(url).catch(() => "cut off");
  await started;

  await server?.stop(50);

  expect(await running).toBe("cut off");
});

test("a port in use is an error", async () => {
  const url = await listen();

  const second = startServer({ port: Number(new URL(url).port), host: "127.0.0.1", handlers: [], log: SILENT });

  await expect(second).rejects.toThrow(/^PORT \d+ is taken: another process listens there$/);
});
