import { describe, expect, it } from "vitest";
import { findClockProblem } from "../../../src/core/clock/clock-problem.ts";
import {
  findReadTime,
  listWantedHeads,
  takeDeployments,
  takeHeads,
  takeReleases,
} from "../../../src/core/clock/clock-reading.ts";
import { Config } from "../../../src/core/config/config.ts";

const now = new Date("2026-11-20T10:00:00Z");
const frameOf = (clock: object) => ({ config: Config.parse({ clock }), defaultBranch: "main", now });

const releases = frameOf({ starts: "release", tags: ["v*"] });
const deployments = frameOf({ starts: "deployment", environments: ["prod*"] });
const branches = frameOf({ starts: "branch", branches: ["default", "release/**"] });

const aRelease = (tag: string, given: object = {}) => ({
  tag,
  isDraft: false,
  isPrerelease: false,
  publishedAt: "2026-11-19T10:00:00Z",
  ...given,
});

const aDeployment = (environment: string, given: object = {}) => ({
  environment,
  sha: "abc",
  createdAt: "2026-11-18T10:00:00Z",
  succeededAt: "2026-11-18T10:10:00Z",
  ...given,
});

describe("the daily read", () => {
  it("takes releases that people can use and whose tag is meant", () => {
    const read = takeReleases(
      [
        aRelease("v2"),
        aRelease("v2-rc", { isPrerelease: true }),
        aRelease("v3", { isDraft: true, publishedAt: null }),
        aRelease("docs-1"),
      ],
      releases,
    );

    expect(read.shipments).toEqual([
      { kind: "release", name: "v2", revision: "refs/tags/v2", at: "2026-11-19T10:00:00Z" },
    ]);
    expect(read.reading.hasMatch).toBe(true);
  });

  it("takes deployments that succeeded, whatever the case of their environment", () => {
    const read = takeDeployments(
      [aDeployment("Production"), aDeployment("production", { succeededAt: null }), aDeployment("staging")],
      deployments,
    );

    expect(read.shipments).toEqual([
      { kind: "deployment", name: "Production", revision: "abc", at: "2026-11-18T10:10:00Z" },
    ]);
  });

  it("takes the heads of the branches, as of now", () => {
    const read = takeHeads(
      [
        { branch: "main", sha: "a" },
        { branch: "release/7", sha: "b" },
        { branch: "topic", sha: "c" },
      ],
      branches,
    );

    expect(read.shipments.map(({ name, at }) => [name, at])).toEqual([
      ["main", now.toISOString()],
      ["release/7", now.toISOString()],
    ]);
    expect(listWantedHeads(branches)).toEqual({ names: ["main"], others: true });
  });

  it("comes a day after the last one, and after what waits longest was merged", () => {
    const { reading } = takeReleases([], releases);

    expect(findReadTime(null, "2026-11-19T08:00:00Z", releases.config)).toEqual(new Date("2026-11-20T08:00:00Z"));
    expect(findReadTime(reading, "2026-11-01T08:00:00Z", releases.config)).toEqual(new Date("2026-11-21T10:00:00Z"));
    // It was about another configuration.
    expect(findReadTime(reading, "2026-11-01T08:00:00Z", deployments.config)).toEqual(new Date("2026-11-02T08:00:00Z"));
  });
});

describe("the problem of a clock", () => {
  const find = (frame: ReturnType<typeof frameOf>, given: object = {}) =>
    findClockProblem({ config: frame.config, reading: null, blockers: [], isHeard: false, ...given });

  it("is none before anything was read, nor where the merge starts it", () => {
    expect(find(deployments)).toBeNull();
    expect(find(frameOf({ starts: "merge", branches: [] }), { blockers: ["deployments"] })).toBeNull();
  });

  it("is that nothing is named", () => {
    expect(find(frameOf({ starts: "branch" }))).toMatchObject({ kind: "nothing-named", starts: "branch" });
  });

  it("is the missing permission, where that matters", () => {
    expect(find(deployments, { blockers: ["deployments"] })).toMatchObject({ kind: "not-permitted" });
    expect(find(releases, { blockers: ["deployments"] })).toBeNull();
  });

  it("is that nothing of that name was seen for 30 days, with what was, until a webhook tells of one", () => {
    const seen = [
      aDeployment("Live"),
      aDeployment("Live"),
      aDeployment("production", { createdAt: "2026-10-01T10:00:00Z" }),
    ];
    const { reading } = takeDeployments(seen, deployments);

    expect(find(deployments, { reading })).toMatchObject({ kind: "unseen", named: ["prod*"], seen: ["Live"] });
    expect(find(deployments, { reading, isHeard: true })).toBeNull();
    expect(find(frameOf({ starts: "deployment", environments: ["live"] }), { reading })).toBeNull();
  });

  it("is no release with such a tag, but not that there is no release yet", () => {
    expect(find(releases, { reading: takeReleases([], releases).reading })).toBeNull();
    expect(find(releases, { reading: takeReleases([aRelease("1.0")], releases).reading })).toMatchObject({
      kind: "unseen",
      seen: ["1.0"],
    });
  });
});
