import { describe, expect, test } from "vitest";
import { type Import, listFolders, listSources, type Source } from "./support/source.ts";

/** What a ring may import: rings for values, rings for types only, packages. */
interface Ring {
  readonly values: readonly string[];
  readonly types: readonly string[];
  readonly packages: RegExp;
}

const NONE = /^$/;
const NODE = "node:[a-z_/]+";

/** A new folder fails the test until it is listed here. */
const RINGS: Readonly<Record<string, Ring>> = {
  description: {
    values: [],
    types: [],
    packages: /^(mdast(-.+)?|micromark-.+|unist(-.+)?)$/,
  },
  core: {
    values: ["description"],
    types: [],
    packages: /^(zod|yaml|luxon|chrono-node|csv-stringify|stemmer|mdast(-.+)?|micromark-.+|unist(-.+)?)$/,
  },
  render: { values: ["core", "description"], types: [], packages: NONE },
  github: {
    values: ["core"],
    types: [],
    packages: /^(probot|octokit|@octokit\/.+|octokit-plugin-create-pull-request|p-queue|pino)$/,
  },
  sources: {
    values: ["core"],
    types: ["github"],
    packages: new RegExp(`^(pg|p-queue|yaml|zod|${NODE})$`),
  },
  store: { values: ["core"], types: [], packages: new RegExp(`^(pg|@electric-sql/pglite|nanotar|${NODE})$`) },
  engine: { values: ["core", "store"], types: ["github", "sources"], packages: new RegExp(`^(p-queue|${NODE})$`) },
  reconcilers: {
    values: ["core", "description", "render", "store", "engine"],
    types: ["github", "sources"],
    packages: NONE,
  },
  http: { values: ["core", "render", "store"], types: [], packages: new RegExp(`^(prom-client|${NODE})$`) },
  start: {
    values: ["core", "engine", "github", "http", "store"],
    types: [],
    packages: new RegExp(`^(pino|probot|yaml|${NODE})$`),
  },
  cli: {
    values: ["core", "description", "render", "store", "github", "sources"],
    types: [],
    packages: new RegExp(`^(@octokit/rest|commander|cli-progress|env-paths|pino|${NODE})$`),
  },
  simulator: {
    values: ["core", "description", "github"],
    types: [],
    packages: new RegExp(`^(mdast(-.+)?|micromark-.+|${NODE})$`),
  },
  playground: {
    values: [
      "core",
      "description",
      "render",
      "github",
      "sources",
      "store",
      "engine",
      "reconcilers",
      "http",
      "simulator",
    ],
    types: [],
    packages: new RegExp(`^(mdast(-.+)?|micromark-.+|pino|${NODE})$`),
  },
};

/** The composition root: these files may import everything. */
const ROOTS = [
  "src/main.ts",
  "src/server.ts",
  "src/app.ts",
  "src/env.ts",
  "src/outbound-proxy.ts",
  "src/private-key.ts",
  "src/version.ts",
];
/** The files that may import the composition root. */
const STARTERS = ["src/main.ts", "src/start/", "src/cli/", "src/playground/"];

const FORBIDDEN_NAMES = /\b(utils?|helpers?|common|types|misc|shared|lib|manager|service|base|abstract|index)\b/;
const IMPURE = [
  /\b(async|await)\b/,
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bDateTime\.(now|local\(\)|utc\(\))/,
  /\bMath\.random\b/,
  /\bprocess\./,
  /\bconsole\b/,
  /\bset(Timeout|Interval|Immediate)\b/,
  /\bcrypto\b/,
  /\bfetch\(/,
];
/** Does not apply to `-words.ts` files: they are word lists, and as long as the languages require. */
const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 60;

const sources = listSources("src");

function ringOf(path: string): string {
  return path.split("/").length > 2 ? (path.split("/")[1] ?? "") : "";
}

function findWrongImports(source: Source): string[] {
  const ring = RINGS[ringOf(source.path)];
  return source.imports
    .filter((one) => ring && !(one.isOurs ? mayImportFile(source, ring, one) : mayImportPackage(source, ring, one)))
    .map((one) => `${source.path} imports ${one.isTypeOnly ? "types" : "values"} of ${one.target}`);
}

function mayImportFile(source: Source, ring: Ring, { target, isTypeOnly }: Import): boolean {
  const other = ringOf(target);
  if (other === "") return target !== "src/main.ts" && STARTERS.some((starter) => source.path.startsWith(starter));
  return other === ringOf(source.path) || ring.values.includes(other) || (isTypeOnly && ring.types.includes(other));
}

function mayImportPackage(source: Source, ring: Ring, { target, isTypeOnly }: Import): boolean {
  const isShape =
    isTypeOnly && target.startsWith("node:") && !["description", "core", "render"].includes(ringOf(source.path));
  return isShape || ring.packages.test(target);
}

/** The first import cycle as "a → b → a". Type imports count, since a reader follows them too. */
function findCycle(): string | null {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();

  function visit(path: string, trail: readonly string[]): string | null {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(" → ");
    if (done.has(path)) return null;
    for (const { target, isOurs } of byPath.get(path)?.imports ?? []) {
      const cycle = isOurs ? visit(target, [...trail, path]) : null;
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  }

  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}

/** Top-level functions and their lengths. Relies on Biome's format: the closing brace is at the left margin. */
function listFunctions(source: Source): { name: string; lines: number; isDocumented: boolean; isExported: boolean }[] {
  const lines = source.text.split("\n");
  return lines.flatMap((line, start) => {
    const [, exported, name] = /^(export )?(?:async )?function\*? (\w+)/.exec(line) ?? [];
    if (name === undefined) return [];
    const before = lines[start - 1]?.trim() ?? "";
    // Of several overloads the first has the doc comment.
    const isDocumented = before.endsWith("*/") || before.includes(`function ${name}(`);
    const end = lines.indexOf("}", start);
    return [{ name, lines: end - start + 1, isDocumented, isExported: exported !== undefined }];
  });
}

describe("the rings of the sources", () => {
  test("every folder of src has a rule", () => {
    const folders = new Set(sources.map(({ path }) => ringOf(path)).filter((ring) => ring !== ""));

    expect([...folders].filter((folder) => !Object.hasOwn(RINGS, folder))).toEqual([]);
  });

  test.each(Object.keys(RINGS))("%s imports only what its rule allows", (ring) => {
    const wrong = sources.filter(({ path }) => ringOf(path) === ring).flatMap(findWrongImports);

    expect(wrong).toEqual([]);
  });

  test("only the composition root is directly in src, and no file imports main.ts", () => {
    const importers = sources.filter(({ imports }) => imports.some(({ target }) => target === "src/main.ts"));

    expect(
      sources
        .map(({ path }) => path)
        .filter((path) => ringOf(path) === "")
        .sort(),
    ).toEqual([...ROOTS].sort());
    expect(importers.map(({ path }) => path)).toEqual([]);
  });

  test("there are no import cycles", () => {
    expect(findCycle()).toBeNull();
  });

  test("no file re-exports from another file", () => {
    const barrels = sources.filter(({ imports }) => imports.some(({ isExport }) => isExport));

    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  test("a ring has at most one level of sub-folders", () => {
    const deep = listFolders("src").filter((folder) => folder.split("/").length > 3);

    expect(deep).toEqual([]);
  });

  test("no file or folder has a meaningless name", () => {
    const paths = [...sources.map(({ path }) => path), ...listFolders("src")];

    expect(paths.filter((path) => FORBIDDEN_NAMES.test(path.replace(/^src\//, "")))).toEqual([]);
  });
});

describe("the pure rings", () => {
  test.each(["description", "core", "render"])(
    "%s uses no clock, no randomness, no environment and no async code",
    (ring) => {
      const impure = sources
        .filter(({ path }) => ringOf(path) === ring)
        .flatMap(({ path, code }) => IMPURE.flatMap((sign) => (sign.test(code) ? [`${path}: ${sign.source}`] : [])));

      expect(impure).toEqual([]);
    },
  );

  test("only env.ts reads the environment", () => {
    const readers = sources.filter(({ code }) => /\bprocess\.env\b/.test(code) || /\benv\b.*"node:process"/.test(code));

    expect(readers.map(({ path }) => path)).toEqual(["src/env.ts"]);
  });

  test("the only classes are errors", () => {
    const classes = sources.flatMap(({ path, code }) =>
      [...code.matchAll(/^(?:export )?class .*$/gm)].map(([line]) => `${path}: ${line}`),
    );

    expect(classes.filter((line) => !/ extends (Error|\w+Error) /.test(line))).toEqual([]);
  });
});

describe("the size of sources", () => {
  test(`no file with code has more than ${MAX_FILE_LINES} lines`, () => {
    const withCode = sources.filter(({ path }) => !path.endsWith("-words.ts"));
    const long = withCode.filter(({ text }) => text.split("\n").length - 1 > MAX_FILE_LINES);

    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test(`no function has more than ${MAX_FUNCTION_LINES} lines`, () => {
    const long = sources.flatMap((source) =>
      listFunctions(source)
        .filter(({ lines }) => lines > MAX_FUNCTION_LINES)
        .map(({ name, lines }) => `${source.path}: ${name} (${lines})`),
    );

    expect(long).toEqual([]);
  });

  test("every exported function has a doc sentence", () => {
    // The simulator's functions are documented by the interface they implement.
    const silent = sources
      .filter(({ path }) => !["playground", "simulator"].includes(ringOf(path)))
      .flatMap((source) =>
        listFunctions(source)
          .filter(({ isExported, isDocumented }) => isExported && !isDocumented)
          .map(({ name }) => `${source.path}: ${name}`),
      );

    expect(silent).toEqual([]);
  });
});
