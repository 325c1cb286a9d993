import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createProgram } from "../src/cli/program.ts";
import { renderAgentSection } from "../src/render/onboarding/onboarding-template.ts";
import { aTerminal } from "./cli/stage.ts";
import { ROOT } from "./support/source.ts";

const SKILL = join(ROOT, "skills/did-this-work/SKILL.md");
const skill = readFileSync(SKILL, "utf8");
const page = readFileSync(join(ROOT, "docs/agents.md"), "utf8");

// https://agentskills.io/specification
test("the skill has the front matter of the open form: its folder's name, and when to use it", () => {
  const [, matter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(skill) ?? [];
  const { name, description } = parse(matter) as Readonly<Record<string, string>>;

  expect(name).toBe(basename(dirname(SKILL)));
  expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  expect(description?.length).toBeGreaterThan(50);
  expect(description?.length).toBeLessThanOrEqual(1_024);
  expect(skill.split("\n").length).toBeLessThan(500);
});

test("the commands that the skill and the page for agents name exist", () => {
  const commands = createProgram(aTerminal().terminal, () => {}).commands.map((command) => command.name());
  const named = [...`${skill}${page}`.matchAll(/`?did-this-work (\w+)(?= |`)/g)].map(([, name]) => name);

  expect(named).toContain("tried");
  expect(named.filter((name) => !commands.includes(name ?? ""))).toEqual([]);
});

test("the page for agents shows the lines that the onboarding offers", () => {
  expect(page).toContain(renderAgentSection());
});
