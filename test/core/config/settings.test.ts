import { describe, expect, test } from "vitest";
import { findExtended, resolveSettings } from "../../../src/core/config/settings.ts";
import type { RepositoryFiles } from "../../../src/core/repository/repository-files.ts";
import type { Template } from "../../../src/description/template.ts";

const ASKING: Template = {
  path: ".github/pull_request_template.md",
  body: "## Why\n\n## How will we know it worked?\n",
};
const SILENT: Template = { path: ".github/pull_request_template.md", body: "## Changes\n\n## Test plan\n" };

function someFiles(given: Partial<RepositoryFiles> = {}): RepositoryFiles {
  return {
    defaultBranch: "main",
    commit: "a".repeat(40),
    visibility: "private",
    isFork: false,
    isArchived: false,
    hasIssues: true,
    templates: [],
    config: null,
    owner: null,
    ...given,
  };
}

function anOwner(given: Partial<NonNullable<RepositoryFiles["owner"]>> = {}): RepositoryFiles["owner"] {
  return { visibility: "private", commit: "b".repeat(40), templates: [], config: null, ...given };
}

describe("a repository is active", () => {
  test.each([
    ["with a file of its own", { config: "" }, true],
    ["with a template that asks both questions", { templates: [ASKING] }, true],
    ["with such a template of its owner's", { owner: anOwner({ templates: [ASKING] }) }, true],
    ["when its owner says always", { owner: anOwner({ config: "active: always" }) }, true],
    ["when it says always itself, as a fork", { isFork: true, config: "active: always" }, true],
  ] as const)("%s", (_, files, expected) => {
    expect(resolveSettings(someFiles(files)).isActive).toBe(expected);
  });
});

describe("a repository is inactive", () => {
  test.each([
    ["without file and template", {}],
    ["with a template that asks something else", { templates: [SILENT] }],
    ["when its own template hides its owner's", { templates: [SILENT], owner: anOwner({ templates: [ASKING] }) }],
    ["when only its owner has a file", { owner: anOwner({ config: "time-zone: UTC" }) }],
    ["when it says never", { config: "active: never", templates: [ASKING] }],
    ["when its owner says never", { owner: anOwner({ config: "active: never" }), templates: [ASKING] }],
    ["as a fork with a file", { isFork: true, config: "comment: false", templates: [ASKING] }],
    ["as a fork whose owner says always", { isFork: true, owner: anOwner({ config: "active: always" }) }],
  ] as const)("%s", (_, files) => {
    expect(resolveSettings(someFiles(files)).isActive).toBe(false);
  });
});

test("the own file takes precedence over the owner's: maps are merged, lists replaced", () => {
  const files = someFiles({
    config: "skip: { labels: [mine] }\nfollow-up: { after: 2 weeks }\n",
    owner: anOwner({ config: "skip: { labels: [theirs, other], drafts: false }\nfollow-up: { max-per-day: 3 }\n" }),
  });

  const { config } = resolveSettings(files);

  expect(config.skip).toMatchObject({ labels: ["mine"], drafts: false });
  expect(config["follow-up"]).toMatchObject({
    after: { text: "2 weeks" },
    "max-per-day": 3,
    "nudge-after": { amount: 7, unit: "days" },
  });
});

test("a default stated in the own file takes precedence too", () => {
  const files = someFiles({ config: "enforcement: remind", owner: anOwner({ config: "enforcement: require" }) });

  expect(resolveSettings(files).config.enforcement).toBe("remind");
});

test("the owner's keys are ignored in a repository's file", () => {
  const files = someFiles({
    config: "onboarding: true\norganization: { dashboard: true }",
    owner: anOwner({ config: "onboarding: false" }),
  });

  const { config, problems } = resolveSettings(files);

  expect(config.onboarding).toBe(false);
  expect(config.organization.dashboard).toBe(false);
  expect(problems.map(({ key }) => key)).toEqual(["onboarding", "organization"]);
});

test("in the owner's .github repository one file is both", () => {
  const config = "onboarding: false\ncolour: red";
  const { config: inForce, problems } = resolveSettings(someFiles({ config, owner: anOwner({ config }) }));

  expect(inForce.onboarding).toBe(false);
  expect(problems.map(({ key }) => key)).toEqual(["colour"]);
});

describe("a broken file", () => {
  test("leaves the last valid one in force, and is reported", () => {
    const files = someFiles({ config: "follow-up: { after: soon }" });

    const { config, problems } = resolveSettings(files, { lastGood: { own: "comment: false", owner: null } });

    expect(config.comment).toBe(false);
    expect(problems).toMatchObject([{ source: "own", severity: "error", key: "follow-up.after" }]);
  });

  test("of the owner does not affect the repository's own", () => {
    const files = someFiles({ config: "comment: false", owner: anOwner({ config: "active: [" }) });

    const { config, problems } = resolveSettings(files);

    expect(config.comment).toBe(false);
    expect(problems.every(({ source }) => source === "owner")).toBe(true);
  });
});

describe("_extends", () => {
  const config = "_extends: acme/defaults\ncomment: false";

  test("names the repository whose file to read", () => {
    expect(findExtended(someFiles({ config }))).toEqual({ owner: "acme", name: "defaults" });
    expect(findExtended(someFiles({ config: "_extends: nonsense" }))).toBeUndefined();
    expect(findExtended(someFiles())).toBeUndefined();
  });

  test("ranks between the own file and the owner's", () => {
    const files = someFiles({ config, owner: anOwner({ config: "time-zone: Asia/Tokyo\nenforcement: require" }) });
    const extended = { config: "comment: true\nenforcement: off", visibility: "private" } as const;

    const settings = resolveSettings(files, { extended });

    expect(settings.config).toMatchObject({ comment: false, enforcement: "off", "time-zone": "Asia/Tokyo" });
  });

  test("lets no public repository show what a private one says", () => {
    const files = someFiles({ config, visibility: "public" });
    const extended = { config: "enforcement: off", visibility: "internal" } as const;

    const { config: inForce, problems } = resolveSettings(files, { extended });

    expect(inForce.enforcement).toBe("remind");
    expect(problems).toMatchObject([{ key: "_extends", severity: "error" }]);
  });
});
