import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SHORT_LIVED } from "../support/short-lived.ts";
import { ROOT } from "../support/source.ts";

const NETWORK_MS = 300_000;
const NOT_COPIED = new Set([".git", "node_modules", "data", "dist", "coverage"]);

/** The packed package, installed in an empty project. */
describe("the packed package", () => {
  const scratch = mkdtempSync(join(tmpdir(), "did-this-work-package-"));
  const project = join(scratch, "project");
  const installed = join(project, "node_modules/did-this-work");

  beforeAll(() => {
    // A copy, so that two concurrent runs do not delete each other's dist.
    const source = join(scratch, "source");
    cpSync(ROOT, source, { recursive: true, filter: (path) => !NOT_COPIED.has(relative(ROOT, path)) });
    symlinkSync(join(ROOT, "node_modules"), join(source, "node_modules"));
    const packed = run("npm", ["pack", "--silent", "--pack-destination", scratch], source);
    if (packed.status !== 0) throw new Error(`npm pack failed:\n${packed.stdout}${packed.stderr}`);

    mkdirSync(project);
    writeFileSync(join(project, "package.json"), '{ "name": "somebody-else", "private": true }');
    const tarball = join(scratch, packed.stdout.trim().split("\n").at(-1) ?? "");
    const flags = [
      "--prefer-offline",
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=1000",
      "--fetch-retry-maxtimeout=1000",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--omit=dev",
    ];
    const { status, stderr } = run("npm", ["install", ...flags, tarball], project);
    if (status !== 0) {
      throw new Error(`npm could not install the packed package; this test needs a registry within reach:\n${stderr}`);
    }
  }, NETWORK_MS);

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test("runs the command, although Node strips no types under node_modules", () => {
    writeFileSync(join(project, "a.md"), "## Problem\nSlow search.\n\n## How will we know it worked?\nTBD\n");

    const { status, stdout, stderr } = run("npx", ["--no", "did-this-work", "check", "a.md", "--json"], project);

    expect(stderr).not.toMatch(/error/i);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      file: "a.md",
      evaluation: { kind: "incomplete", missing: ["measure"] },
    });
  }, 60_000);

  test("finds its migrations, and brings a database that has run them", () => {
    const script = `
      import { openInFolder } from "./node_modules/did-this-work/dist/store/data-folder.js";
      import { isMigrated, migrate } from "./node_modules/did-this-work/dist/store/migrate.js";
      import { findPrepared } from "./node_modules/did-this-work/dist/store/prepared-database.js";
      const db = await openInFolder(".");
      console.log(await isMigrated(db), findPrepared() !== undefined);
      await migrate(db);
      process.exit();`;

    const { stdout, stderr } = run(
      process.execPath,
      [...SHORT_LIVED, "--input-type=module", "--eval", script],
      project,
    );

    expect({ stdout, stderr }).toEqual({ stdout: "true true\n", stderr: "" });
  }, 60_000);

  test("includes the server, which names a wrong variable", () => {
    const { status, stderr, stdout } = run(process.execPath, [join(installed, "dist/main.js")], project, { PORT: "x" });

    expect(status).toBe(1);
    expect(stdout + stderr).toContain("PORT");
  }, 60_000);

  test("includes no development files", () => {
    for (const path of [
      "src",
      "test",
      "dist/playground",
      "dist/cli/generate.js",
      "dist/cli/prepare-database.js",
      "docs/pictures",
    ]) {
      expect(existsSync(join(installed, path)), path).toBe(false);
    }
    for (const path of [
      "schema/outcomes.json",
      "app.yml",
      "docs/configuration.md",
      "LICENSE",
      "README.md",
      "skills/did-this-work/SKILL.md",
    ]) {
      expect(existsSync(join(installed, path)), path).toBe(true);
    }
  });
});

function run(command: string, words: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_registry$)|INIT_CWD$)/.test(name));
  // The Node of this run, whatever the machine has. Without `npm_*` variables, which would point npm at this folder.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return spawnSync(command, words, {
    cwd,
    encoding: "utf8",
    timeout: NETWORK_MS / 3,
    env: { ...Object.fromEntries(inherited), PATH, ...more },
  });
}
