import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { EXAMPLE, renderConfigurationPage } from "../../src/cli/configuration-page.ts";
import { renderEnvExample } from "../../src/cli/env-example.ts";
import { parseConfigFile } from "../../src/core/config/config-file.ts";
import { createConfigSchema, type KeySchema } from "../../src/core/config/config-schema.ts";
import { Variables } from "../../src/env.ts";
import { createSourcesSchema } from "../../src/sources/sources-schema.ts";
import { ROOT } from "../support/source.ts";

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

function listKeys(schema: KeySchema): readonly (readonly [string, KeySchema])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    inner.properties ? listKeys(inner) : [[key, inner] as const],
  );
}

describe("the generated files (npm run generate)", () => {
  test("include an up-to-date schema for editors", () => {
    expect(JSON.parse(read("schema/outcomes.json"))).toEqual(createConfigSchema());
  });

  test("include an up-to-date schema of the file of sources", () => {
    expect(JSON.parse(read("schema/sources.json"))).toEqual(createSourcesSchema());
  });

  test("include an up-to-date page about the configuration", () => {
    expect(read("docs/configuration.md")).toBe(renderConfigurationPage(createConfigSchema()));
  });

  test("include an up-to-date example of an environment, which is as good as none", () => {
    const example = read(".env.example");

    expect(example).toBe(renderEnvExample());
    expect(parseEnv(example)).toEqual({});
    expect(Object.keys(parseEnv(example.replace(/^#(?=[A-Z])/gm, ""))).sort()).toEqual(
      Object.keys(Variables.shape).sort(),
    );
  });

  test("give each key a description and a row", () => {
    const page = read("docs/configuration.md");
    const keys = listKeys(createConfigSchema());

    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter(([, schema]) => !schema.description).map(([key]) => key)).toEqual([]);
    expect(keys.filter(([key]) => !page.includes(`| \`${key}\` |`))).toEqual([]);
  });

  test("show only examples without problems", () => {
    const examples = [...read("docs/configuration.md").matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, text = ""]) => text,
    );

    expect(examples).toEqual([EXAMPLE]);
    for (const example of examples) expect(parseConfigFile(example).problems).toEqual([]);
  });

  test("show only valid durations", () => {
    const line =
      read("docs/configuration.md")
        .split("\n")
        .find((text) => text.startsWith("- A **duration**")) ?? "";
    const written = [...line.matchAll(/`([^`]+)`/g)].map(([, text]) => text);

    expect(written).toHaveLength(5);
    for (const text of written)
      expect(
        parseConfigFile(`follow-up: { after: ${text} }`).problems.filter(({ severity }) => severity === "error"),
      ).toEqual([]);
  });
});
