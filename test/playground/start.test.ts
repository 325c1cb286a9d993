import { expect, it } from "vitest";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";

it("the simulator finds templates where GitHub does, and lists the last merged pull requests, newest first", async () => {
  let minutes = 0;
  const now = () => new Date(Date.parse("2026-11-01T09:00:00Z") + minutes * 60_000);
  const { people, github } = createSimulatedGitHub({ now, deliver: () => {} });
  const files = {
    "docs/pull_request_template.md": "one",
    ".github/PULL_REQUEST_TEMPLATE/bug.md": "two",
    "README.md": "three",
  };
  const id = await people.addRepository({
    owner: "acme",
    name: "shop",
    files,
    template: true,
    collaborators: { ada: "admin" },
  });
  const address = { id, installationId: await people.install(), owner: "acme", name: "shop" };
  for (const title of ["first", "second", "open"]) await people.openPullRequest({ by: "ada", title });
  await people.merge({ by: "ada", number: 2 });
  minutes = 5;
  await people.merge({ by: "ada", number: 1 });

  const known = await github.readFiles(address);
  const start = await github.readStart(address, known?.templates.map(({ path }) => path) ?? []);

  expect(start).toMatchObject({ isTemplate: true, isEmpty: false, isFork: false, defaultBranch: "main" });
  expect(start?.templates).toEqual([
    { path: "docs/pull_request_template.md", body: "one" },
    { path: ".github/PULL_REQUEST_TEMPLATE/bug.md", body: "two" },
  ]);
  expect(start?.merged.map(({ title }) => title)).toEqual(["first", "second"]);
});

it("the simulator returns undefined for a repository that is gone", async () => {
  const { people, github } = createSimulatedGitHub({ now: () => new Date(), deliver: () => {} });
  const id = await people.addRepository({ owner: "acme", name: "shop", collaborators: { ada: "admin" } });
  const address = { id, installationId: await people.install(), owner: "acme", name: "shop" };
  await people.deleteRepository({ by: "ada" });

  expect(await github.readStart(address, [])).toBeUndefined();
});
