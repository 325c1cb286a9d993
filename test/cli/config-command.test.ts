import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runConfig } from "../../src/cli/config-command.ts";
import { DEFAULT_CONFIG, encodeConfig } from "../../src/core/config/config.ts";
import { aFolder, aTerminal } from "./stage.ts";

describe("the config command", () => {
  test("reports no problem of a good file, and prints the resulting configuration", async () => {
    const { path } = aFolder({ "outcomes.yml": "enforcement: require" });
    const { terminal, json } = aTerminal();

    const code = await runConfig(path("outcomes.yml"), { json: true }, terminal);

    expect(code).toBe(0);
    expect(json()).toEqual({
      file: path("outcomes.yml"),
      problems: [],
      config: { ...encodeConfig(DEFAULT_CONFIG), enforcement: "require" },
    });
  });

  test("prints each problem with its position, in a format that editors parse", async () => {
    const { path } = aFolder({ "outcomes.yml": "enforcment: require\nfollow-up:\n  after: soon\n" });
    const { terminal, text } = aTerminal();

    const code = await runConfig(path("outcomes.yml"), {}, terminal);

    expect(code).toBe(1);
    expect(text().replaceAll(path("outcomes.yml"), "outcomes.yml")).toMatchInlineSnapshot(`
      "outcomes.yml:1:1: warning: enforcment: Unknown key. Did you mean "enforcement"?
      outcomes.yml:3:10: error: follow-up.after: Expected a duration such as "30 days", "2 weeks" or "1 month".
      1 error, 1 warning: the file is not applied."
    `);
  });

  test("prints no configuration when the file has an error", async () => {
    const { path } = aFolder({ "outcomes.yml": "active: [" });
    const { terminal, json } = aTerminal();

    await runConfig(path("outcomes.yml"), { json: true }, terminal);

    expect(json().config).toBeNull();
    expect(json().problems).toContainEqual(expect.objectContaining({ severity: "error", line: 1, key: "" }));
  });

  test("reports the owner's keys as a problem only outside the owner's file", async () => {
    const { path } = aFolder({ "outcomes.yml": "onboarding: false" });
    const { terminal } = aTerminal();

    expect(await runConfig(path("outcomes.yml"), {}, terminal)).toBe(1);
    expect(await runConfig(path("outcomes.yml"), { owner: true }, terminal)).toBe(0);
  });

  test.each(["outcomes.yaml", "Outcomes.yml", "outcome.yml"])("names a file that is not read: %s", async (name) => {
    const { path } = aFolder({ [name]: "comment: false\n" });
    const { terminal, text } = aTerminal();

    expect(await runConfig(path(name), {}, terminal)).toBe(1);
    expect(text()).toContain(`${name}:1:1: warning: A file of this name is not read.`);
  });

  test("names a file in the root of a repository, and none beside it", async () => {
    const { folder, path } = aFolder({ "outcomes.yml": "comment: false\n" });
    const { terminal } = aTerminal();

    expect(await runConfig(path("outcomes.yml"), {}, terminal)).toBe(0);
    mkdirSync(join(folder, ".git"));
    expect(await runConfig(path("outcomes.yml"), {}, terminal)).toBe(1);
  });
});
