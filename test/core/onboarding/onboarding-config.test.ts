import { expect, it } from "vitest";
import { parse } from "yaml";
import { DEFAULT_CONFIG, encodeConfig } from "../../../src/core/config/config.ts";
import { parseConfigFile } from "../../../src/core/config/config-file.ts";
import { SCHEMA_URL } from "../../../src/core/config/config-schema.ts";
import { ONBOARDING_CONFIG } from "../../../src/core/onboarding/onboarding-config.ts";

it("the proposed configuration sets nothing, and names its schema first", () => {
  expect(parseConfigFile(ONBOARDING_CONFIG)).toEqual({ config: {}, problems: [] });
  expect(ONBOARDING_CONFIG.split("\n")[0]).toBe(`# yaml-language-server: $schema=${SCHEMA_URL}`);
});

it("the proposed configuration shows every setting of a repository, with its default", () => {
  const settings = [...ONBOARDING_CONFIG.matchAll(/^# ( *[a-z-]+:(?! \$schema).*)$/gm)]
    .map(([, line]) => line)
    .filter((line) => !line?.startsWith("yaml-language-server"))
    .join("\n");
  const { onboarding: _onboarding, organization: _organization, ...own } = encodeConfig(DEFAULT_CONFIG);

  expect(parse(settings)).toEqual(own);
  expect(parseConfigFile(settings).problems).toEqual([]);
});

it("the proposed configuration is short enough to read", () => {
  const lines = ONBOARDING_CONFIG.split("\n");

  expect(lines.length).toBeLessThan(45);
  expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThanOrEqual(120);
});
