import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "./support/source.ts";

interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[];
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

function listPages(): string[] {
  const docs = readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`);
  return [...docs.filter((path) => path.endsWith(".md")), "README.md", "SECURITY.md", "CHANGELOG.md"];
}

describe("a release", () => {
  const source = read(".github/workflows/release.yml");
  const jobs: Readonly<Record<string, Job>> = parse(source).jobs;
  const runs = (name: string) => jobs[name]?.steps.flatMap(({ run = [] }) => run) ?? [];

  test("begins with a tag, and with the checks required for a merge", () => {
    expect(parse(source).on).toEqual({ push: { tags: ["v*"] } });
    expect(runs("check")).toEqual(['.ci/release-notes "$GITHUB_REF_NAME"', ".ci/run", "npm pack"]);
    expect(Object.entries(jobs).filter(([name, { needs = [] }]) => name !== "check" && needs.length === 0)).toEqual([]);
  });

  test("publishes to npm without a token, and runs nothing else beside it", () => {
    expect(runs("npm")).toEqual([expect.stringMatching(/^npm publish \S+\.tgz --provenance --access public /)]);
    expect(jobs.npm?.permissions).toEqual({ "id-token": "write" });
    expect(source).not.toContain("secrets.");
  });

  test("publishes to npm after the image, because that cannot be repeated", () => {
    expect(jobs.npm?.needs).toContain("image");
  });

  test("pushes the image that the documentation names", () => {
    const images = (text: string) => [...text.matchAll(/\bghcr\.io\/[\w./-]*\w/g)].map(([image]) => image);

    const documented = listPages().flatMap((page) => images(read(page)));
    expect(new Set(documented)).toEqual(new Set(images(source)));
    expect(images(source)).toHaveLength(1);
  });

  test("builds the image with provenance and an SBOM", () => {
    const build = jobs.image?.steps.find(({ uses }) => uses?.startsWith("docker/build-push-action@"));

    expect(build?.with).toMatchObject({ push: true, provenance: "mode=max", sbom: true });
  });
});

describe("the notes of a release", () => {
  const scratch = mkdtempSync(join(tmpdir(), "did-this-work-notes-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  function writeNotes({ tag, version = "1.2.0", changelog }: { tag: string; version?: string; changelog: string }) {
    mkdirSync(join(scratch, ".ci"), { recursive: true });
    copyFileSync(join(ROOT, ".ci/release-notes"), join(scratch, ".ci/release-notes"));
    writeFileSync(join(scratch, "package.json"), JSON.stringify({ version }));
    writeFileSync(join(scratch, "CHANGELOG.md"), changelog);
    const { status, stdout, stderr } = spawnSync(join(scratch, ".ci/release-notes"), [tag], { encoding: "utf8" });
    return { status, stdout, stderr };
  }

  const changelog = [
    "# Changelog\n",
    "## [Unreleased]\n\n- Later.\n",
    "## [1.2.0] - 2027-01-04\n\n### Added\n\n- One thing\n  that goes on.\n  - A part of it.\n- Another.\n",
    "## [1.2.0-rc.1] - 2027-01-02\n\n- Earlier.\n\n[1.2.0]: https://example.com\n",
  ].join("\n");

  test("are the section of that version, without line breaks within a sentence", () => {
    expect(writeNotes({ tag: "v1.2.0", changelog })).toEqual({
      status: 0,
      stdout: "### Added\n\n- One thing that goes on.\n  - A part of it.\n- Another.\n",
      stderr: "",
    });
  });

  test("end before the links at the end of the page", () => {
    expect(writeNotes({ tag: "v1.2.0-rc.1", version: "1.2.0-rc.1", changelog }).stdout).toBe("- Earlier.\n");
  });

  test.each([
    ["the tag is of another version", { tag: "v1.3.0", changelog }, "the tag is v1.3.0, but package.json says 1.2.0"],
    ["the section is missing", { tag: "v1.2.0", changelog: "# Changelog\n" }, 'has no section "## [1.2.0]"'],
    ["the section is empty", { tag: "v1.2.0", changelog: "## [1.2.0]\n\n## [1.1.0]\n\n- Old.\n" }, "or nothing in it"],
  ])("are refused when %s", (_, arranged, message) => {
    expect(writeNotes(arranged)).toEqual({ status: 1, stdout: "", stderr: expect.stringContaining(message) });
  });
});
