import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Certificate, hasOpenssl, makeCertificate } from "./support/certificates.ts";
import { fillDataFolder } from "./support/data-folder.ts";
import { eventually } from "./support/eventually.ts";
import { SHORT_LIVED } from "./support/short-lived.ts";

// A company lets programs out through a proxy only: names such as github.example.com are known to the proxy alone.

const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" });

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

/** A server that stands for everything outside: GitHub, and a Prometheus. */
const outside: RequestListener = (request, response) => {
  const isPrometheus = request.url?.startsWith("/api/v1/") === true;
  const series = { status: "success", data: { resultType: "matrix", result: [] } };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(isPrometheus ? series : { id: 12, slug: "did-this-work" }));
};

/** A real CONNECT proxy; it leads every name to that port, and keeps what it was asked for. */
async function startProxy(toPort: number): Promise<{ readonly address: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on("connect", (request, socket) => {
    asked.push(`${request.headers["proxy-authorization"] ?? "nobody"} ${request.url}`);
    const there = connect(toPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      there.pipe(socket).pipe(there);
    });
    for (const end of [there, socket]) end.on("error", () => socket.destroy());
  });
  return { address: `127.0.0.1:${await listen(proxy)}`, asked };
}

/** Starts a program of ours with these variables and no others. */
async function run(program: readonly string[], variables: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "did-this-work-"));
  await fillDataFolder(folder);
  const env = { PATH: process.env.PATH ?? "", DATA_DIR: folder, ...variables } as NodeJS.ProcessEnv;
  const [file = "", ...given] = program;
  const child: ChildProcess = spawn(
    process.execPath,
    [...SHORT_LIVED, join(import.meta.dirname, "../src", file), ...given],
    {
      env,
      cwd: folder,
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data: Buffer) => {
      output += data.toString();
    });
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  return { output: () => output, ended, folder };
}

async function runServer(variables: Readonly<Record<string, string>>) {
  const app = { APP_ID: "12", PRIVATE_KEY: PEM.toString(), WEBHOOK_SECRET: "a-long-enough-secret" };
  const server = await run(["main.ts"], { ...app, HOST: "127.0.0.1", PORT: "0", ...variables });
  const port = await eventually(() => /"port":(\d+)/.exec(server.output())?.[1] ?? expect.fail(server.output()));
  return { ...server, page: async () => (await fetch(`http://127.0.0.1:${port}/`)).text() };
}

describe.skipIf(!hasOpenssl())("an outbound proxy (where openssl makes certificates)", () => {
  const certificate: Certificate = makeCertificate(["github.example.com", "prometheus.example.com"]);
  const startOutside = () => listen(createTlsServer(certificate, outside));
  const trusting = { NODE_EXTRA_CA_CERTS: certificate.authorityFile };

  it.each(["HTTPS_PROXY", "https_proxy"])("%s is used by the server without anything else", async (name) => {
    const proxy = await startProxy(await startOutside());

    const server = await runServer({
      ...trusting,
      GHE_HOST: "github.example.com",
      [name]: `http://ada:pw@${proxy.address}`,
    });

    await eventually(async () => expect(await server.page()).toContain("connected as <code>did-this-work</code>"));
    const credentials = `Basic ${Buffer.from("ada:pw").toString("base64")}`;
    expect(proxy.asked).toContain(`${credentials} github.example.com:443`);
    expect(server.output()).not.toContain("ada:pw");
  });

  it("the command line uses it too, and so does a Prometheus", async () => {
    const proxy = await startProxy(await startOutside());
    const folder = await mkdtemp(join(tmpdir(), "did-this-work-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [sources, config] = [join(folder, "sources.yml"), join(folder, "outcomes.yml")];
    await writeFile(
      sources,
      'sources: { prom: { kind: prometheus, address: "https://prometheus.example.com", repositories: [acme/shop], queries: { exports: up } } }',
    );
    await writeFile(config, "metrics: { exports: { source: prom, query: exports } }\n");
    const command = [
      "cli/main.ts",
      "metric",
      "exports",
      "--sources",
      sources,
      "--config",
      config,
      "--repository",
      "acme/shop",
    ];

    const cli = await run(command, { ...trusting, HTTPS_PROXY: proxy.address });
    await cli.ended;

    expect(proxy.asked).toEqual(["nobody prometheus.example.com:443"]);
    expect(cli.output()).not.toContain("does not answer");
  });

  it("hosts of NO_PROXY are called directly", async () => {
    const proxy = await startProxy(await startOutside());
    const direct = await listen(createServer(outside));
    const variables = { HTTP_PROXY: `http://${proxy.address}`, HTTPS_PROXY: `http://${proxy.address}` };

    const server = await runServer({
      ...variables,
      NO_PROXY: "127.0.0.1",
      GHE_HOST: `127.0.0.1:${direct}`,
      GHE_PROTOCOL: "http",
    });

    await eventually(async () => expect(await server.page()).toContain("connected as <code>did-this-work</code>"));
    expect(proxy.asked).toEqual([]);
  });
});

it("an address that is no proxy's is a clear line, without the address", async () => {
  const server = await run(["main.ts"], { HTTPS_PROXY: "socks5://ada:pw@proxy.example.com" });
  await server.ended;

  expect(server.output()).toBe(
    "HTTPS_PROXY must be the address of an HTTP proxy, such as http://proxy.example.com:3128\n",
  );
});
