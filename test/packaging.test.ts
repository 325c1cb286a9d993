import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { EVENTS } from "../src/core/delivery/events.ts";
import { Variables } from "../src/env.ts";
import { ROOT } from "./support/source.ts";

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

function majorOf(version: string | undefined): number {
  return Number(/\d+/.exec(version ?? "")?.[0]);
}

/** The versions of the official Node image in a file: "24.21" for `node:24.21-slim`. */
function nodeImagesOf(path: string): string[] {
  return [...read(path).matchAll(/\bnode:(\d[\d.]*)-/g)].map(([, version = ""]) => version);
}

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dev?: boolean;
  readonly license?: string;
  readonly integrity?: string;
}

/** Licences that require only their own text and notice. */
const LICENCES = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD"];

const manifest = JSON.parse(read("package.json"));
const app = parse(read("app.yml"));

test("the lock file is complete for every platform, so that npm ci accepts it", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  );

  expect(missing).toEqual([]);
});

test("what is shipped is pinned by its hash, and its licence asks for no more than to be named", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);

  const wrong = shipped.filter(([, { license, integrity }]) => !LICENCES.includes(license ?? "") || !integrity);

  expect(shipped.length).toBeGreaterThan(50);
  expect(wrong.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test("every file that names a Node version names the same major, which the tests run on", () => {
  const named = {
    ".node-version": read(".node-version"),
    "the container": nodeImagesOf("Dockerfile")[0],
    "the release": /node-version: (\S+)/.exec(read(".github/workflows/release.yml"))?.[1],
    "engines, in package.json": manifest.engines.node,
    "node, in package.json": manifest.devDependencies.node,
    "@types/node, in package.json": manifest.devDependencies["@types/node"],
    "@tsconfig/node24, in tsconfig.json": /@tsconfig\/(node\d+)\//.exec(read("tsconfig.json"))?.[1],
    "this process": process.versions.node,
  };

  const majors = Object.entries(named).map(([place, version]) => [place, majorOf(version)]);
  expect(Object.fromEntries(majors)).toEqual(Object.fromEntries(majors.map(([place]) => [place, 24])));
});

test("the package names its repository, which npm requires for provenance", () => {
  expect(manifest.repository).toEqual({ type: "git", url: `git+${app.url}.git` });
  expect(manifest.homepage).toBe(`${app.url}#readme`);
});

test("workflows run in the base image of the container", () => {
  const workflows = readdirSync(join(ROOT, ".github/workflows")).map((file) => `.github/workflows/${file}`);

  const images = workflows.flatMap(nodeImagesOf);
  expect(images.length).toBeGreaterThan(0);
  expect(new Set(images)).toEqual(new Set(nodeImagesOf("Dockerfile")));
});

describe("the container", () => {
  const dockerfile = read("Dockerfile");

  test("runs Node itself, so that it hears SIGTERM, and not as root", () => {
    expect(dockerfile).toContain('CMD ["node", "--liftoff-only", "src/main.ts"]');
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  test("lets the server write only to the volume, so the rest can be read-only", () => {
    const owned = [...dockerfile.matchAll(/chown\s+\S+\s+(\S+)/g)].map(([, folder]) => folder);

    expect(owned).toEqual(["data"]);
    expect(dockerfile).toMatch(/^VOLUME \/app\/data$/m);
    expect(dockerfile).toContain("ln -s data/.env .env");
    expect(dockerfile).not.toMatch(/^COPY --chown/m);
  });

  test("copies everything the server needs, and only allowed files", () => {
    const allowed = read(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, files = ""]) => files.split(" "));

    expect(copied.sort()).toEqual(allowed.sort());
    expect(copied).toEqual(expect.arrayContaining(["src", "migrations", "app.yml", "package-lock.json"]));
  });
});

describe("the compose file", () => {
  const compose = parse(read("compose.yaml"));
  const services = Object.entries<Record<string, unknown>>(compose.services);

  test("sets only variables that the app knows", () => {
    const known = Object.keys(Variables.shape);

    expect(Object.keys(compose.services.app.environment).filter((name) => !known.includes(name))).toEqual([]);
  });

  test("requires one secret, used on both sides", () => {
    const asked = [...read("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name);

    expect([...new Set(asked)]).toEqual(["POSTGRES_PASSWORD"]);
    expect(compose.services.app.environment.DATABASE_URL).toMatch(/^postgres:\/\/outcomes:.*@postgres:5432\/outcomes$/);
    expect(compose.services.postgres.environment).toMatchObject({ POSTGRES_USER: "outcomes", POSTGRES_DB: "outcomes" });
  });

  test("starts the app once its database is healthy, and is reachable from this machine only", () => {
    expect(compose.services.postgres.healthcheck.test).toContain("pg_isready");
    expect(compose.services.app.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
    expect(compose.services.app.ports).toEqual(["127.0.0.1:3000:3000"]);
    expect(compose.services.postgres.ports).toBeUndefined();
  });

  test.each(services)("gives %s no privileges, and write access only to its volumes", (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      tmpfs: expect.arrayContaining(["/tmp"]),
    });
    const volumes = (service.volumes as string[]).map((volume) => volume.split(":")[0]);
    expect(volumes.filter((name) => name === undefined || !Object.hasOwn(compose.volumes, name))).toEqual([]);
  });

  test("keeps the set-up credentials where the image keeps them", () => {
    expect(read("Dockerfile")).toContain("ln -s data/.env .env");
    expect(compose.services.app.volumes).toEqual(["registration:/app/data"]);
  });
});

describe("the app's registration", () => {
  test("requests exactly these permissions", () => {
    expect(app.default_permissions).toEqual({
      metadata: "read",
      contents: "write",
      pull_requests: "write",
      issues: "write",
      checks: "write",
      merge_queues: "read",
      deployments: "read",
    });
  });

  test("gives a reason for each permission", () => {
    const block = /default_permissions:\n([\s\S]*?)\n\n/.exec(read("app.yml"))?.[1] ?? "";

    for (const [, before] of block.matchAll(/(.*)\n {2}\w+: \w+/g)) expect(before).toMatch(/^ {2}# /);
  });

  test("subscribes to exactly the events the app handles", () => {
    // Every app gets installation events without subscribing.
    const asked = Object.keys(EVENTS).filter((event) => !event.startsWith("installation"));

    expect([...app.default_events].sort()).toEqual(asked.sort());
  });

  test("has no apostrophes: Probot puts it into an HTML attribute in single quotes", () => {
    expect(JSON.stringify(app)).not.toContain("'");
  });
});

test.runIf(existsSync(join(ROOT, ".git")))("the root folder has only known files", () => {
  const files = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
  const top = new Set(files.map((file) => file.split("/")[0] ?? ""));

  // Adding an entry is a deliberate decision.
  const known = [
    ...[
      ".ci",
      ".dockerignore",
      ".editorconfig",
      ".env.example",
      ".github",
      ".gitignore",
      ".node-version",
      ".npmrc",
      "ARCHITECTURE.md",
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "SECURITY.md",
    ],
    ...[
      "Dockerfile",
      "LICENSE",
      "README.md",
      "app.yml",
      "bench",
      "biome.json",
      "compose.yaml",
      "deploy",
      "docs",
      "migrations",
    ],
    ...["package-lock.json", "package.json", "schema", "skills", "src", "test", "tsconfig.json", "vitest.config.ts"],
    "knip.jsonc",
    "renovate.json",
    "tsconfig.build.json",
  ];
  expect([...top].filter((name) => !known.includes(name))).toEqual([]);
});
