import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { DaySpan } from "../../src/core/metric/series.ts";
import { findFreePort } from "../support/free-port.ts";
import { type AskedSource, asMatrix, endOf, startSource } from "../support/source-server.ts";
import { aMetric, NO_ISSUES, SHOP, sourceErrorOf, sourceOf, sourcesOf } from "../support/sources.ts";

const NOW = new Date("2026-11-21T09:00:00Z");
const SPAN = { from: "2026-11-17", to: "2026-11-21" };
const SECRET = "s3cr3t-t0ken";

function define(address: string, more = ""): string {
  return [
    "sources:",
    `  prom: { kind: prometheus, address: "${address}", repositories: [acme/shop], queries: any,`,
    `          headers: { X-Token: "\${SOURCE_TOKEN}" } ${more} }`,
  ].join("\n");
}

/** A source at an address, and how to read it. */
function open(address: string, withinMs = 5_000) {
  const variables = { SOURCE_TOKEN: SECRET };
  const source = sourceOf(sourcesOf(define(address), { variables, withinMs }), aMetric());
  return (query = "sum(x)", { span = SPAN as DaySpan, now = NOW, signal = new AbortController().signal } = {}) =>
    source.read({ query: { kind: "query", query }, span, repository: SHOP, github: NO_ISSUES, now, signal });
}

/** A Prometheus that answers this way, and how to read it. */
async function answering(answer: (response: ServerResponse, asked: AskedSource) => void, withinMs?: number) {
  const { address, asked } = await startSource(answer);
  return { read: open(address, withinMs), asked, address };
}

const json = (body: unknown) => (response: ServerResponse) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
};
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = "") =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end(body);

const values = (series: readonly { readonly value: number | null }[]) => series.map(({ value }) => value);

describe("a Prometheus", () => {
  test("is asked for the end of each day that is over, and its value stands for that day", async () => {
    const { read, asked } = await answering(
      json(
        asMatrix([
          [endOf("2026-11-17"), "3"],
          [endOf("2026-11-18"), "0"],
          [endOf("2026-11-20"), "1.5e+3"],
        ]),
      ),
    );

    const series = await read("sum(increase(exports_total[1d]))");

    expect(series).toEqual([
      { day: "2026-11-17", value: 3 },
      { day: "2026-11-18", value: 0 },
      { day: "2026-11-19", value: null },
      { day: "2026-11-20", value: 1500 },
      { day: "2026-11-21", value: null },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ path: "/api/v1/query_range", headers: { "x-token": SECRET } });
    expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({
      query: "sum(increase(exports_total[1d]))",
      start: String(endOf("2026-11-17")),
      end: String(endOf("2026-11-20")),
      step: "86400",
    });
  });

  test("is not asked about days that are not over", async () => {
    const { read, asked } = await answering(json(asMatrix([])));

    expect(values(await read("x", { span: { from: "2026-11-21", to: "2026-11-23" } }))).toEqual([null, null, null]);
    expect(asked).toEqual([]);
  });

  test.each(["NaN", "+Inf", "-Inf", "Inf", "1e999"])("has no data on a day of %s", async (text) => {
    const { read } = await answering(
      json(
        asMatrix([
          [endOf("2026-11-18"), text],
          [endOf("2026-11-19"), "2"],
        ]),
      ),
    );

    expect(values(await read())).toEqual([null, null, 2, null, null]);
  });

  test.each<[string, object]>([
    ["no series", asMatrix()],
    ["a series without points", asMatrix([])],
  ])("that answers with %s has no data, which is not zero", async (_, body) => {
    const { read } = await answering(json(body));

    expect(values(await read())).toEqual([null, null, null, null, null]);
  });

  test("may warn", async () => {
    const body = { ...asMatrix([[endOf("2026-11-17"), "3"]]), warnings: ["careful"], infos: ["by the way"] };
    const { read } = await answering(json(body));

    expect(values(await read())).toEqual([3, null, null, null, null]);
  });

  test("may have its points out of order, twice, and beside the span", async () => {
    const { read } = await answering(
      json(
        asMatrix([
          [endOf("2026-11-19"), "19"],
          [endOf("2026-11-17"), "1"],
          [endOf("2026-11-16"), "16"],
          [endOf("2026-11-17"), "17"],
          [endOf("2026-11-21"), "21"],
        ]),
      ),
    );

    expect(values(await read())).toEqual([17, null, 19, null, null]);
  });
});

describe("what is no series of days", () => {
  const point = (at: unknown, value: unknown) => ({
    status: "success",
    data: { resultType: "matrix", result: [{ metric: {}, values: [[at, value]] }] },
  });

  test.each<[string, (response: ServerResponse) => void, string]>([
    ["several series", json(asMatrix([[endOf("2026-11-17"), "1"]], [[endOf("2026-11-17"), "2"]])), "several-series"],
    ["HTML", status(200, { "content-type": "text/html" }, "<html>Log in</html>"), "not-understood"],
    ["nothing", status(204), "not-understood"],
    ["JSON of another kind", json(["no"]), "not-understood"],
    ["a vector", json({ status: "success", data: { resultType: "vector", result: [] } }), "not-understood"],
    ["a histogram", json(asHistogram()), "not-understood"],
    ["an hour of the day", json(point(endOf("2026-11-17") + 3_600, "1")), "not-understood"],
    ["a value that is empty", json(point(endOf("2026-11-17"), "")), "not-understood"],
    ["a value that is a number", json(point(endOf("2026-11-17"), 1)), "not-understood"],
    ["a value in hexadecimal", json(point(endOf("2026-11-17"), "0x10")), "not-understood"],
    ["a failure", json({ status: "error", errorType: "bad_data", error: "parse error" }), "refused"],
  ])("%s", async (_, answer, kind) => {
    const { read } = await answering(answer);

    expect(await sourceErrorOf(read())).toMatchObject({ kind });
  });

  function asHistogram() {
    return { status: "success", data: { resultType: "matrix", result: [{ metric: {}, histograms: [] }] } };
  }
});

describe("a source that refuses", () => {
  test.each<[number, Readonly<Record<string, string>>, string, string | null]>([
    [301, { location: "http://127.0.0.1:9/" }, "redirected", null],
    [302, { location: "/login" }, "redirected", null],
    [400, {}, "refused", null],
    [401, {}, "refused", null],
    [403, {}, "refused", null],
    [404, {}, "refused", null],
    [422, {}, "refused", null],
    [429, {}, "limited", null],
    [429, { "retry-after": "600" }, "limited", "2026-11-21T09:10:00.000Z"],
    [429, { "retry-after": "Sat, 21 Nov 2026 10:00:00 GMT" }, "limited", "2026-11-21T10:00:00.000Z"],
    [429, { "retry-after": "99999999" }, "limited", "2026-11-22T09:00:00.000Z"],
    [429, { "retry-after": "soon" }, "limited", null],
    [503, { "retry-after": "300" }, "limited", "2026-11-21T09:05:00.000Z"],
    [503, {}, "unreachable", null],
    [500, {}, "unreachable", null],
    [502, {}, "unreachable", null],
  ])("with %i %o", async (code, headers, kind, retryAt) => {
    const { read, asked } = await answering(status(code, headers, "no"));

    const error = await sourceErrorOf(read());

    expect(error).toMatchObject({ kind, status: code });
    expect(error.retryAt?.toISOString()).toBe(retryAt ?? "2026-11-21T09:01:00.000Z");
    expect(asked).toHaveLength(1);
  });

  test("is not followed to where it redirects, and the token does not go there", async () => {
    const other = await startSource(json(asMatrix()));
    const { read } = await answering(status(307, { location: `${other.address}/api/v1/query_range` }));

    await sourceErrorOf(read());

    expect(other.asked).toEqual([]);
  });

  test("matters by its status, however much it says", async () => {
    const { read } = await answering(status(401, {}, "x".repeat(3 * 1024 * 1024)));

    expect(await sourceErrorOf(read())).toMatchObject({ kind: "refused", status: 401 });
  });

  test("by a connection that nothing answers", async () => {
    const read = open(`http://127.0.0.1:${await findFreePort()}`);

    expect(await sourceErrorOf(read())).toMatchObject({ kind: "unreachable", status: null });
  });

  test("by a connection that breaks", async () => {
    const { read } = await answering((response) => response.writeHead(200).write("{", () => response.destroy()));

    expect(await sourceErrorOf(read())).toMatchObject({ kind: "unreachable" });
  });
});

describe("a source that takes too much", () => {
  test("time, without an answer", async () => {
    const { read } = await answering(() => {}, 100);

    expect(await sourceErrorOf(read())).toMatchObject({ kind: "timeout" });
  });

  test("time, byte by byte", async () => {
    const { read } = await answering((response) => {
      const drip = setInterval(() => response.write(" "), 10);
      response.once("close", () => clearInterval(drip));
    }, 200);

    expect(await sourceErrorOf(read())).toMatchObject({ kind: "timeout" });
  });

  test("room: of 20 MB not more than a part is taken", async () => {
    let sent = 0;
    function* blanks() {
      for (; sent < 20 * 1024 * 1024; sent += 64 * 1024) yield Buffer.alloc(64 * 1024, " ");
    }
    const { read } = await answering((response) => void pipeline(blanks, response).catch(() => {}));

    expect(await sourceErrorOf(read())).toMatchObject({ kind: "too-large", status: 200 });
    expect(sent).toBeLessThan(15 * 1024 * 1024);
  });

  test("room, once it is unpacked", async () => {
    const packed = gzipSync(Buffer.alloc(20 * 1024 * 1024, " "));
    const { read } = await answering((response) => response.writeHead(200, { "content-encoding": "gzip" }).end(packed));

    expect(await sourceErrorOf(read())).toMatchObject({ kind: "too-large" });
  });

  test("patience of the caller", async () => {
    const ending = new AbortController();
    const { read, asked } = await answering((response) => {
      ending.abort();
      response.end();
    });

    expect(await sourceErrorOf(read("x", { signal: ending.signal }))).toMatchObject({ kind: "timeout" });
    expect(await sourceErrorOf(read("x", { signal: ending.signal }))).toMatchObject({ kind: "timeout" });
    expect(asked).toHaveLength(1);
  });
});

describe("secrets", () => {
  test("of the address, the headers and the answer are in nothing an error shows", async () => {
    const { address } = await startSource(
      (response, { headers }) =>
        void response.writeHead(400).end(`${JSON.stringify(headers)} ${SECRET} ${encodeURIComponent("p@ss-w0rd")}`),
    );
    const read = open(address.replace("//", "//ada:p%40ss-w0rd@"));

    const error = await sourceErrorOf(read());

    const shown = JSON.stringify({ ...error, message: error.message, stack: error.stack, detail: error.detail });
    for (const secret of [SECRET, "p@ss-w0rd", "p%40ss-w0rd", Buffer.from("ada:p@ss-w0rd").toString("base64")]) {
      expect(shown).not.toContain(secret);
    }
    expect(error.cause).toBeUndefined();
    expect(error.message).toBe("the source refuses the query");
    expect(error.detail).toContain("[secret]");
  });

  test("of a header that is encoded are in no answer that decodes it", async () => {
    const basic = Buffer.from("ada:p@ss/w0rd").toString("base64");
    const { address } = await startSource(
      (response) =>
        void response.writeHead(400).end(`ada:p@ss/w0rd p@ss/w0rd ${new URLSearchParams({ p: "p@ss/w0rd" })} ${basic}`),
    );
    const file = `sources: { prom: { kind: prometheus, address: "${address}", repositories: [acme/shop], queries: any,
      headers: { Authorization: "Basic ${basic}" } } }`;
    const source = sourceOf(sourcesOf(file), aMetric());
    const query = { kind: "query", query: "x" } as const;

    const { detail } = await sourceErrorOf(
      source.read({ query, span: SPAN, repository: SHOP, github: NO_ISSUES, now: NOW }),
    );

    expect(detail).toBe("[secret] [secret] p=[secret] [secret]");
  });
});
