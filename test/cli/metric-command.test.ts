import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import nock from "nock";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { Interruption } from "../../src/cli/interruption.ts";
import { type MetricOptions, type MetricTools, runMetric } from "../../src/cli/metric-command.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { aFolder, aTerminal, runCommand } from "./stage.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const SECRET = "a-very-secret-token";
const CONFIG = `metrics:
  exports: { source: prom, query: exports, unit: exports }
  latency: { source: prom, query: latency, weekly: average, unit: ms, better: fewer }
  rate: { source: prom, query: missing }
  bugs: { source: github, issues: { labels: [export-bug] }, better: fewer }
`;

afterEach(() => nock.cleanAll());

/** A Prometheus with one value for each day but some; its answers come as given. */
async function aPrometheus(
  answer: () => { readonly status?: number; readonly body: string } = () => ({ body: aSeries() }),
) {
  const asked: { readonly authorization: string | undefined; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() });
      const { status = 200, body } = answer();
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Four weeks up to yesterday, three a day, with a gap of three days in the second. */
function aSeries(): string {
  const values = Array.from({ length: 28 }, (_, index) => index)
    .filter((index) => index < 9 || index > 11)
    .map((index) => [Date.parse("2026-10-24T00:00:00Z") / 1000 + index * 86_400, "3"]);
  return JSON.stringify({ status: "success", data: { resultType: "matrix", result: [{ metric: {}, values }] } });
}

function aCommand(address: string, { sources = "" } = {}) {
  const stage = aTerminal();
  const folder = aFolder({
    "outcomes.yml": CONFIG,
    "sources.yml":
      sources ||
      `sources:
  prom:
    kind: prometheus
    address: ${address}
    headers: { Authorization: "Bearer \${SOURCE_TOKEN}" }
    repositories: [acme/shop, 5]
    queries: { exports: "sum(exports)", latency: "avg(latency)" }
`,
  });
  const stop = new AbortController();
  const tools: MetricTools = {
    terminal: stage.terminal,
    env: { token: "a-token", gheHost: null, gheProtocol: "https" },
    variables: { SOURCE_TOKEN: SECRET },
    now: () => NOW,
    signal: stop.signal,
  };
  const run = (name: string, options: MetricOptions = {}, given: Partial<MetricTools> = {}) =>
    runMetric(
      name,
      { config: folder.path("outcomes.yml"), sources: folder.path("sources.yml"), ...options },
      { ...tools, ...given },
    );
  return { ...stage, run, stop, folder };
}

describe("a metric that has numbers", () => {
  test("is shown with its weeks, and its days without data", async () => {
    const { address, asked } = await aPrometheus();
    const { run, text } = aCommand(address);

    const code = await run("exports");

    expect(code).toBe(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.authorization).toBe(`Bearer ${SECRET}`);
    expect(text()).toMatchInlineSnapshot(`
      "exports: 21 a week now  ▇·▇▇
      prom, 23 Oct 2026 to 19 Nov 2026, days in UTC

        week from                         sum
        23 Oct 2026  3  3  3  3  3  3  3  21
        30 Oct 2026  3  3  –  –  –  3  3  –
        6 Nov 2026   3  3  3  3  3  3  3  21
        13 Nov 2026  3  3  3  3  3  3  3  21

      3 days without data (–), never taken for zero."
    `);
  });

  test("is printed as JSON", async () => {
    const { address } = await aPrometheus();
    const { run, json } = aCommand(address);

    const code = await run("latency", { json: true, repository: "acme/shop" });

    expect(code).toBe(0);
    expect(json()).toMatchObject({
      ...{ metric: "latency", source: "prom", weekly: "average", unit: "ms", better: "fewer" },
      ...{ from: "2026-10-23", to: "2026-11-19", now: 3, weeks: [3, null, 3, 3], daysWithoutData: 3, problem: null },
    });
    expect(json().days).toHaveLength(28);
    expect(json().days[9]).toEqual({ day: "2026-11-01", value: null });
  });

  test("counts issues with the token of the environment", async () => {
    nock("https://api.github.com", { reqheaders: { authorization: "token a-token" } })
      .get("/repos/acme/shop/issues")
      .query(({ labels, state }) => labels === "export-bug" && state === "all")
      .reply(200, [
        { number: 2, created_at: "2026-11-19T10:00:00Z" },
        { number: 1, created_at: "2026-11-02T10:00:00Z" },
      ]);
    const { run, text } = aCommand("http://127.0.0.1:1");

    const code = await run("bugs", { repository: "https://github.com/acme/shop" });

    expect(code).toBe(0);
    expect(text()).toContain("bugs: 0.5 a week now  ▁▇▁▇");
  });
});

test.each([
  ["5", 0],
  ["6", 1],
])("a source that is open by id is open to repository %s: exit code %i", async (repository, code) => {
  const { address } = await aPrometheus();
  const { run } = aCommand(address);

  expect(await run("exports", { repository })).toBe(code);
});

describe("a metric without numbers ends with 1", () => {
  const none = JSON.stringify({ status: "success", data: { resultType: "matrix", result: [] } });

  test("when there is no data", async () => {
    const { address } = await aPrometheus(() => ({ body: none }));
    const { run, text } = aCommand(address);

    expect(await run("exports")).toBe(1);
    expect(text()).toContain("exports: no data in four weeks");
    expect(text()).toContain("28 days without data (–), never taken for zero.");
  });

  test("when the source fails: it says more than on GitHub, and no secret", async () => {
    const body = JSON.stringify({ status: "error", errorType: "bad_data", error: `parse error near ${SECRET}` });
    const { address } = await aPrometheus(() => ({ status: 400, body }));
    const { run, text, json } = aCommand(address);

    expect(await run("exports")).toBe(1);
    expect(text()).toContain("exports: its source refused the query (status 400).");
    expect(text()).toContain("parse error near [secret]");
    expect(await aCommand(address).run("exports", { json: true })).toBe(1);
    expect(text()).not.toContain(SECRET);
    expect(json).toThrow();
  });

  test("when it cannot be reached", async () => {
    const { run, text } = aCommand("http://127.0.0.1:1");

    expect(await run("exports")).toBe(1);
    expect(text()).toContain("exports: its source can't be reached.");
    expect(text()).not.toContain(SECRET);
  });

  test.each([
    ["rate", {}, "rate: its source has no such query."],
    [
      "exports",
      { repository: "acme/other" },
      "exports: its source isn't open to this repository.\nthe file opens it to repositories by id too: try --repository <id>",
    ],
    [
      "exports",
      { sources: undefined },
      "exports: its source isn't known here.\nname the file of sources with --sources",
    ],
  ])("when no source is found for %s with %j", async (name, options, words) => {
    const { run, text } = aCommand("http://127.0.0.1:1");

    expect(await run(name, options as MetricOptions)).toBe(1);
    expect(text()).toBe(words);
  });
});

describe("a usage error", () => {
  test.each([
    ["an unknown name", "exprots", {}, 'no metric "exprots" in .*: did you mean exports\\?'],
    ["one that is far from all", "sessions", {}, "it has exports, latency, rate, bugs"],
    ["issues without a repository", "bugs", {}, "--repository owner/name"],
    ["issues of a repository by id", "bugs", { repository: "5" }, 'invalid repository "5"'],
    ["no repository", "bugs", { repository: "shop" }, 'invalid repository "shop"'],
    ["no configuration", "bugs", { config: "/nowhere.yml" }, "cannot read /nowhere.yml: no such file"],
    ["no file of sources", "exports", { sources: "/nowhere.yml" }, "cannot read /nowhere.yml: no such file"],
  ])("is %s", async (_, name, options, words) => {
    const failed = await aCommand("http://127.0.0.1:1")
      .run(name, options)
      .catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(UsageError);
    expect((failed as UsageError).message).toMatch(new RegExp(words));
  });

  test("is a metric of issues without a token", async () => {
    const { run } = aCommand("http://127.0.0.1:1");
    const env = { token: null, gheHost: null, gheProtocol: "https" } as const;

    await expect(run("bugs", { repository: "acme/shop" }, { env })).rejects.toThrow("GITHUB_TOKEN is not set");
  });

  test("is a file of sources with a problem, which is named with its line and no value", async () => {
    const { run, folder } = aCommand("", { sources: "sources:\n  prom: { kind: prometeus, address: hunter2 }\n" });

    const failed: unknown = await run("exports").catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(UsageError);
    expect((failed as UsageError).message).toContain(`${folder.path("sources.yml")} line 2`);
    expect((failed as UsageError).message).not.toContain("hunter2");
  });

  test("ends the command with 2 and one line", () => {
    const { folder } = aFolder({ "outcomes.yml": CONFIG });

    const { status, stdout, stderr } = runCommand(["metric", "nothing", "-c", "outcomes.yml"], { cwd: folder });

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe('error: no metric "nothing" in outcomes.yml: it has exports, latency, rate, bugs\n');
  });
});

test("Ctrl-C stops it", async () => {
  const { address } = await aPrometheus();
  const { run, stop } = aCommand(address);
  stop.abort();

  await expect(run("exports")).rejects.toBeInstanceOf(Interruption);
});
