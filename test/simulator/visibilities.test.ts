import { expect, it } from "vitest";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";

it("visibilities are returned for public and installed repositories, and never for another repository of that name", async () => {
  const { people, github } = createSimulatedGitHub({
    now: () => new Date("2026-11-21T09:00:00Z"),
    deliver: async () => {},
  });
  const add = (owner: string, name: string, visibility: "public" | "internal" | "private") =>
    people.addRepository({ owner, name, visibility, collaborators: { ada: "admin" } });
  const ids = {
    own: await add("acme", "own", "private"),
    internal: await add("acme", "internal", "internal"),
    apart: await add("acme", "apart", "private"),
    gift: await add("acme", "gift", "public"),
    gone: await add("acme", "gone", "public"),
  };
  const installationId = await people.install({ owner: "acme", repositories: ["own", "internal", "gift", "gone"] });
  await people.transfer({ repository: "acme/gift", to: "globex" });
  await people.deleteRepository({ repository: "acme/gone" });
  await add("acme", "gone", "public");
  const at = (name: keyof typeof ids) => ({ id: ids[name], installationId, owner: "acme", name });

  const seen = await github.readVisibilities(at("own"), [
    at("own"),
    at("internal"),
    at("apart"),
    at("gift"),
    at("gone"),
  ]);

  expect(seen.map(({ id, owner, visibility }) => [id, owner, visibility])).toEqual([
    [ids.own, "acme", "private"],
    [ids.internal, "acme", "internal"],
    [ids.gift, "globex", "public"],
  ]);
  expect(seen[2]?.ownerId).not.toBe(seen[0]?.ownerId);
});
