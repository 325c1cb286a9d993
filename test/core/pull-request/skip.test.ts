import { describe, expect, it } from "vitest";
import { Config } from "../../../src/core/config/config.ts";
import type { PullRequest } from "../../../src/core/pull-request/pull-request.ts";
import { findSkipReason, type SkipFacts } from "../../../src/core/pull-request/skip.ts";
import { aPerson, aPullRequest } from "../../support/builders.ts";

const skip = (given: Partial<PullRequest>, config: object = {}, facts: Partial<SkipFacts> = {}) =>
  findSkipReason({
    pull: aPullRequest(given),
    config: Config.parse(config),
    defaultBranch: "main",
    ownLogin: "did-this-work[bot]",
    skippedBy: null,
    paths: null,
    revert: null,
    ...facts,
  });

describe("a pull request is skipped", () => {
  it("that is a revert", () => {
    expect(skip({}, {}, { revert: "Reverts #12" })).toEqual({ kind: "revert", found: "Reverts #12" });
  });

  it.each<[string, Partial<PullRequest>, object, string]>([
    ["into another base branch", { baseRef: "release/1" }, {}, "base"],
    [
      "that merges an included branch back",
      { headRef: "release/1" },
      { bases: ["default", "release/*"] },
      "merge-back",
    ],
    ["of a dependency bot", { author: aPerson("dependabot[bot]", "Bot") }, {}, "bot"],
    ["of a dependency bot that runs as a user", { author: aPerson("renovate-bot") }, {}, "bot"],
    ["of a release bot, by its branch", { headRef: "release-please--branches--main" }, {}, "bot"],
    [
      "of the app itself, even where bots are included",
      { author: aPerson("did-this-work[bot]", "Bot") },
      { skip: { bots: "none" } },
      "bot",
    ],
    [
      "of any bot, where all bots are skipped",
      { author: aPerson("copilot[bot]", "Bot") },
      { skip: { bots: "all" } },
      "bot",
    ],
    [
      "of an author named in the configuration",
      { author: aPerson("ci-user") },
      { skip: { authors: ["ci-*"] } },
      "author",
    ],
    ["with the label, in any case", { labels: ["No-Outcome"] }, {}, "label"],
    ["whose title matches", { title: "chore(deps): bump x" }, { skip: { titles: ["chore(deps)*"] } }, "title"],
    ["whose branch matches", { headRef: "docs/typo" }, { skip: { branches: ["docs/*"] } }, "branch"],
    ["of an author named with @", { author: aPerson("ada") }, { skip: { authors: ["@Ada"] } }, "author"],
    [
      "of the bot of a named app",
      { author: aPerson("acme-release[bot]", "Bot") },
      { skip: { authors: ["acme-release"] } },
      "author",
    ],
    ["whose branch is below a named one", { headRef: "docs/a/b" }, { skip: { branches: ["docs/"] } }, "branch"],
    ["that is a draft", { isDraft: true }, {}, "draft"],
  ])("%s", (_, given, config, kind) => {
    expect(skip(given, config)?.kind).toBe(kind);
  });

  it.each<[string, Partial<PullRequest>, object]>([
    ["an ordinary one", {}, {}],
    ["one from a fork's default branch", { headRef: "main", headRepositoryId: 99 }, {}],
    ["one of an agent that is no dependency bot", { author: aPerson("copilot[bot]", "Bot") }, {}],
    [
      "one of a dependency bot, where no bots are skipped",
      { author: aPerson("dependabot[bot]", "Bot") },
      { skip: { bots: "none" } },
    ],
    ["a draft, where drafts count", { isDraft: true }, { skip: { drafts: false } }],
    ["a merged draft", { isDraft: true, mergedAt: "2026-11-02T10:00:00Z", state: "closed" }, {}],
  ])("but not %s", (_, given, config) => {
    expect(skip(given, config)).toBeUndefined();
  });

  it("that touches only excluded paths, but not when its paths are unknown", () => {
    const config = { skip: { paths: ["docs/**", "*.md"] } };

    expect(skip({}, config, { paths: ["docs/a/b.md", "README.md"] })?.kind).toBe("paths");
    expect(skip({}, config, { paths: ["docs/a.md", "src/a.ts"] })).toBeUndefined();
    expect(skip({}, config, { paths: null })).toBeUndefined();
    expect(skip({}, config, { paths: [] })).toBeUndefined();
  });

  it.each(["docs", "docs/", "/docs", "/docs/", "./docs/", "docs/**"])("paths: [%s] means the folder", (glob) => {
    const config = { skip: { paths: [glob] } };

    expect(skip({}, config, { paths: ["docs/a/b.md"] })?.kind).toBe("paths");
    expect(skip({}, config, { paths: ["docs.ts"] })).toBeUndefined();
    expect(skip({}, config, { paths: ["src/docs/a.md"] })).toBeUndefined();
  });

  it("by a bot's name or branch only where the check does not block merging", () => {
    const strict = { enforcement: "require" };

    for (const headRef of ["renovate/x", "dependabot-fix", "release-please--x", "changeset-release/main"]) {
      expect(skip({ headRef }, strict)).toBeUndefined();
    }
    expect(skip({ author: aPerson("renovate-bot") }, strict)).toBeUndefined();
    expect(skip({ author: aPerson("renovate[bot]", "Bot") }, strict)?.kind).toBe("bot");
  });

  it("that a person excluded, before any other reason", () => {
    const skippedBy = { by: aPerson("cleo"), reason: "only a typo" };

    expect(skip({ isDraft: true }, {}, { skippedBy })).toEqual({
      kind: "person",
      by: "cleo",
      reason: "only a typo",
    });
  });
});
