import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Config, encodeConfig } from "../src/core/config/config.ts";
import { Variables } from "../src/env.ts";
import { cutMarked, listMarkers } from "./removal/marker.ts";
import { parseProof } from "./removal/proof.ts";
import { listSources, ROOT } from "./support/source.ts";

const pages = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...listPages("docs"),
];

function listPages(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => `${folder}/${path}`);
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** A page without its code blocks, where brackets and hashes have other meanings. */
function readProse(path: string): string {
  return read(path).replace(/^ *```[\s\S]*?^ *```$/gm, "");
}

/** Links and pictures that lead to other files of the project. */
function listLinks(page: string): string[] {
  const prose = readProse(page);
  const targets = [...prose.matchAll(/\]\(([^()\s]+)\)/g), ...prose.matchAll(/\b(?:src|srcset|href)="([^"\s]+)"/g)];
  return targets.map(([, target = ""]) => target).filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors GitHub generates for headings. */
function listAnchors(page: string): string[] {
  const headings = [...readProse(page).matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => text);
  return headings.map((text) =>
    text
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(pages)("%s", (page) => {
  test("has no broken link", () => {
    const lost = listLinks(page).filter((link) => {
      const [file = "", anchor] = link.split("#");
      const path = file === "" ? page : normalize(join(dirname(page), file));
      if (!existsSync(join(ROOT, path))) return true;
      return anchor !== undefined && path.endsWith(".md") && !listAnchors(path).includes(anchor);
    });

    expect(lost).toEqual([]);
  });

  test("names only files that exist", () => {
    const named = [...readProse(page).matchAll(/`((?:src|test|bench|docs|migrations|schema)\/[\w./-]+\.[a-z]+)`/g)];

    expect(named.map(([, path = ""]) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

test("ARCHITECTURE.md, which leaves out src/, names only files that exist", () => {
  const rings = new Set(listSources("src").map(({ path }) => path.split("/")[1]));
  const named = [...read("ARCHITECTURE.md").matchAll(/`([a-z]+)\/((?:[a-z-]+\/)?[\w-]+\.ts)`/g)].map(
    ([, ring = "", file]) => ({
      ring,
      path: `src/${ring}/${file}`,
    }),
  );
  const ours = named.filter(({ ring }) => rings.has(ring));

  expect(ours.length).toBeGreaterThan(10);
  expect(ours.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("what the sources, migrations and tests refer to is in the project", () => {
  const files = ["src", "migrations", "test", "bench"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  );
  const decisions = readdirSync(join(ROOT, "docs/decisions"));
  const texts = files.filter((path) => /\.(?:ts|js|sql|md)$/.test(path)).map((path) => ({ path, text: read(path) }));
  const dangling = texts.flatMap(({ path, text }) => [
    ...[...text.matchAll(/\b(?:DESIGN|STYLE|SPEC|FIELD)(?:\.md)?(?: \d+(?:\.\d+)*)\b/g)].map(
      ([found]) => `${path}: ${found}`,
    ),
    ...[...text.matchAll(/\bdecision (\d+)\b/g)]
      .filter(([, number = ""]) => !decisions.some((file) => file.startsWith(`${number.padStart(4, "0")}-`)))
      .map(([found]) => `${path}: ${found}`),
  ]);

  expect(texts.length).toBeGreaterThan(500);
  expect(dangling).toEqual([]);
});

test("each dependency has its line in decision 4, and none that is gone", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const used = Object.keys({ ...dependencies, ...devDependencies }).map((name) =>
    name.replace(/^@types\/.*/, "@types/*"),
  );
  const decision = read("docs/decisions/0004-dependencies.md");
  const [, given = ""] = /^Given: (.*)\.$/m.exec(decision) ?? [];
  const listed = [given, ...[...decision.matchAll(/^\| (.*?) \|/gm)].slice(2).map(([, names = ""]) => names)]
    .flatMap((names) => names.split(", "))
    .map((name) => name.replace(/ \(dev\)$/, ""));

  expect([...new Set(listed)].sort()).toEqual([...new Set(used)].sort());
});

test("README links to every page", () => {
  const linked = new Set(listLinks("README.md").map((link) => link.split("#")[0]));

  const own = pages.filter((page) => page !== "README.md" && !page.startsWith("docs/decisions/"));
  expect(own.filter((page) => !linked.has(page))).toEqual([]);
});

test("README shows the configuration with the actual defaults", () => {
  const [, shown = ""] = /```yaml\n(active:[\s\S]*?)```/.exec(read("README.md")) ?? [];

  expect(parse(shown)).toEqual(encodeConfig(Config.parse({})));
});

test("README gives a reason for exactly the permissions the app requests", () => {
  const rows = [...read("README.md").matchAll(/^\| `(\w+: (?:read|write))` \| \S/gm)].map(
    ([, permission]) => permission,
  );
  const asked: Record<string, string> = parse(read("app.yml")).default_permissions;

  expect(rows).toEqual(Object.entries(asked).map(([name, right]) => `${name}: ${right}`));
});

test("README begins with the two commands and a picture", () => {
  const [before = "", after = ""] = read("README.md").split("</picture>");

  expect(before.split("\n").length).toBeLessThan(12);
  expect(before).toMatch(/npm install && npm run playground[\s\S]*npm install && npm test[\s\S]*<picture>/);
  expect(after).not.toBe("");
});

test("each decision has its own number, which its title repeats", () => {
  const files = readdirSync(join(ROOT, "docs/decisions")).sort();

  const numbers = files.map((file) => Number(file.slice(0, 4)));
  expect(new Set(numbers).size, numbers.join(", ")).toBe(numbers.length);
  for (const file of files) {
    const [title] = read(`docs/decisions/${file}`).split("\n");
    expect(title, file).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. `));
  }
});

test("self-hosting.md lists exactly the variables the server reads", () => {
  const table = /## Variables\n\n([\s\S]*?)\n\n/.exec(read("docs/self-hosting.md"))?.[1] ?? "";
  const named = [...table.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);

  expect([...new Set(named)].sort()).toEqual(Object.keys(Variables.shape).sort());
});

test.runIf(existsSync(join(ROOT, ".git")))("every picture is used on a page", () => {
  const pictures = execFileSync("git", ["ls-files", "docs/pictures"], { cwd: ROOT, encoding: "utf8" })
    .trim()
    .split("\n");
  const all = pages.map(read).join("\n");

  expect(pictures.filter((picture) => !all.includes(picture.replace(/^docs\//, "")))).toEqual([]);
});

describe("the proof by removal", () => {
  const { rows, wrong } = parseProof(read("docs/reliability.md"));
  const markers = listSources("src").flatMap(({ path, text }) =>
    listMarkers(text).map((marker) => ({ marker, file: path })),
  );

  test("has a line for each promise", () => {
    expect(wrong).toEqual([]);
    expect([...new Set(rows.map(({ promise }) => promise))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("has a row for each marker in the code, and no other", () => {
    const asLine = ({ file, marker }: { file: string; marker: string }) => `${file}: ${marker}`;

    expect(rows.map(asLine).sort()).toEqual(markers.map(asLine).sort());
  });

  test.each(rows)("$marker is once in $file, and its test exists", ({ marker, file, testFile, title }) => {
    expect(markers.filter((one) => one.marker === marker)).toEqual([{ marker, file }]);
    expect(cutMarked(read(file), marker)).toMatchObject({ kind: "cut" });
    expect(read(testFile)).toContain(`"${title}"`);
  });
});

test("the tests that security.md names exist", () => {
  const named = [...read("docs/security.md").matchAll(/`(test\/[^`]+)`: ("[^"]+"(?:, "[^"]+")*)/g)];
  const tests = named.flatMap(([, page = "", titles = ""]) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => ({ page, title })),
  );

  expect(tests.length).toBeGreaterThan(15);
  expect(tests.filter(({ page, title }) => !read(page).includes(title))).toEqual([]);
});
