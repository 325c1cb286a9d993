import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { CommandVariables, readCommandEnv, readEnv, type Source, saveEnv, Variables } from "../src/env.ts";

const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" });
const APP = { APP_ID: "12", PRIVATE_KEY: PEM.toString(), WEBHOOK_SECRET: "a-long-secret" };

function problemsOf(source: Source): readonly string[] {
  const read = readEnv(source);
  return "problems" in read ? read.problems : [];
}

describe("in an environment without any variable", () => {
  test("the defaults apply and there is no app yet", () => {
    expect(readEnv({})).toEqual({
      env: {
        port: 3000,
        host: "0.0.0.0",
        app: null,
        gheHost: null,
        gheProtocol: "https",
        logLevel: "info",
        databaseUrl: null,
        dataDir: "./data",
        organization: null,
        webhookProxyUrl: null,
        sourcesFile: null,
      },
    });
  });

  test("empty variables count as unset", () => {
    expect(readEnv({ PORT: "", APP_ID: " ", DATABASE_URL: "" })).toEqual(readEnv({}));
  });

  test("variables of other programs are ignored", () => {
    expect(problemsOf({ PATH: "/bin", NODE_ENV: "production" })).toEqual([]);
  });
});

describe("a private key is accepted", () => {
  const asPkcs8 = { app: { appId: 12, webhookSecret: "a-long-secret", privateKey: expect.stringContaining("BEGIN") } };

  test.each([
    ["as it was downloaded", PEM.toString()],
    ["with \\n for its line breaks", PEM.toString().replaceAll("\n", "\\n")],
    ["in quotes", `"${PEM.toString().replaceAll("\n", "\\n")}"`],
    ["as base64", Buffer.from(PEM.toString()).toString("base64")],
  ])("%s", (_, key) => {
    expect(readEnv({ ...APP, PRIVATE_KEY: key })).toMatchObject({ env: asPkcs8 });
  });

  test("from a file", () => {
    const path = join(mkdtempSync(join(tmpdir(), "env-")), "key.pem");
    writeFileSync(path, PEM);

    const read = readEnv({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path });

    expect(read).toMatchObject({ env: asPkcs8 });
  });
});

describe("a wrong or missing variable is reported in one line", () => {
  test.each<[string, Source, string]>([
    ["a port that is no number", { PORT: "http" }, "PORT must be a port number from 0 to 65535"],
    ["a port out of range", { PORT: "70000" }, "PORT must be a port number from 0 to 65535"],
    ["an app id that is a name", { ...APP, APP_ID: "my-app" }, "APP_ID must be the number"],
    ["no private key", { ...APP, PRIVATE_KEY: undefined }, "PRIVATE_KEY or PRIVATE_KEY_PATH is missing"],
    ["an invalid private key", { ...APP, PRIVATE_KEY: "hunter2" }, "PRIVATE_KEY holds no private key"],
    ["a missing file", { ...APP, PRIVATE_KEY: "", PRIVATE_KEY_PATH: "/no/such" }, "cannot be read (ENOENT)"],
    ["no webhook secret", { ...APP, WEBHOOK_SECRET: undefined }, "WEBHOOK_SECRET is missing"],
    ["the well-known default secret", { ...APP, WEBHOOK_SECRET: "development" }, "WEBHOOK_SECRET must not be"],
    ["a short secret", { ...APP, WEBHOOK_SECRET: "hunter2" }, "WEBHOOK_SECRET is shorter than 8"],
    ["a secret with a blank at its end", { ...APP, WEBHOOK_SECRET: "hunter2-long " }, "WEBHOOK_SECRET begins or ends"],
    ["a secret with a tab before it", { ...APP, WEBHOOK_SECRET: "\thunter2-long" }, "WEBHOOK_SECRET begins or ends"],
    ["a secret of two lines", { ...APP, WEBHOOK_SECRET: "hunter2\nlong" }, "WEBHOOK_SECRET begins or ends"],
    ["a host with a protocol", { GHE_HOST: "https://ghe.example.com" }, "GHE_HOST must be a host name"],
    ["an invalid protocol", { GHE_PROTOCOL: "ftp" }, 'GHE_PROTOCOL must be "http" or "https"'],
    ["an unknown log level", { LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of"],
    ["another database", { DATABASE_URL: "mysql://u:hunter2@db/x" }, "DATABASE_URL must begin with postgres://"],
  ])("%s", (_, source, line) => {
    const problems = problemsOf(source);

    expect(problems).toEqual([expect.stringContaining(line)]);
    expect(problems.join()).not.toContain("hunter2");
  });

  test("all of them are reported at once", () => {
    const problems = problemsOf({ APP_ID: "x", PORT: "y" });

    expect(problems.map((line) => line.split(" ")[0])).toEqual(["PORT", "APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"]);
  });

  test("an elliptic-curve key is refused, since GitHub issues only RSA keys", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

    expect(problemsOf({ ...APP, PRIVATE_KEY: key })).toEqual(["PRIVATE_KEY holds a key that is not an RSA key"]);
  });
});

describe("a line break at the end of a value, as of a file", () => {
  test.each(["\n", "\r\n", "\n\n"])("%j does not belong to it", (end) => {
    const given = { ...APP, PORT: "8080", HOST: "127.0.0.1", DATABASE_URL: "postgres://u@db/x", GH_ORG: "acme" };
    const withEnds = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, `${value}${end}`]));

    expect(readEnv(withEnds)).toEqual(readEnv(given));
  });

  test("is none of a token either", () => {
    expect(readCommandEnv({ GITHUB_TOKEN: "a-token\n" })).toMatchObject({ env: { token: "a-token" } });
  });
});

test("an IPv6 address may stand in brackets", () => {
  expect(readEnv({ HOST: "[::1]" })).toMatchObject({ env: { host: "::1" } });
});

test("every variable is documented", () => {
  for (const [name, variable] of Object.entries({ ...Variables.shape, ...CommandVariables.shape })) {
    expect(variable.description, name).toMatch(/\w/);
  }
});

describe("the command line", () => {
  test("reads only a token and GitHub's address", () => {
    const given = { GITHUB_TOKEN: "a-token", GHE_HOST: "ghe.example.com", PORT: "no port", APP_ID: "no id" };

    expect(readCommandEnv(given)).toEqual({
      env: { token: "a-token", gheHost: "ghe.example.com", gheProtocol: "https" },
    });
    expect(readCommandEnv({})).toEqual({ env: { token: null, gheHost: null, gheProtocol: "https" } });
  });

  test("names a wrong variable, and never its value", () => {
    expect(readCommandEnv({ GITHUB_TOKEN: "ghp secret", GHE_HOST: "https://ghe" })).toEqual({
      problems: [
        expect.stringMatching(/^GHE_HOST must be a host name/),
        "GITHUB_TOKEN holds no token: it has spaces or line breaks in it",
      ],
    });
  });
});

test("saved credentials are read at the next start, and are readable by their owner only", () => {
  const file = join(mkdtempSync(join(tmpdir(), "env-")), ".env");
  writeFileSync(file, "# mine\nLOG_LEVEL=warn\nAPP_ID=1");

  saveEnv(APP, file);

  const saved = parseEnv(readFileSync(file, "utf8"));
  expect(readEnv(saved)).toEqual(readEnv({ ...APP, LOG_LEVEL: "warn" }));
  expect(problemsOf(saved)).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("saved credentials are without quotes, which docker and kubectl would take for a part of them", () => {
  const file = join(mkdtempSync(join(tmpdir(), "env-")), ".env");

  saveEnv(APP, file);
  saveEnv({ WEBHOOK_SECRET: "# needs quotes" }, file);

  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.filter((line) => line.includes('"'))).toEqual(['WEBHOOK_SECRET="# needs quotes"']);
  expect(parseEnv(lines.join("\n")).WEBHOOK_SECRET).toBe("# needs quotes");
});
