import { describe, expect, it } from "vitest";
import type { Proposal } from "../../src/github/github.ts";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import type { Withheld } from "../../src/simulator/world.ts";

const PATH = "outcomes/2026-10.csv";
const BRANCH = "did-this-work/ledger";

async function aGitHub({ withhold = [] }: { withhold?: readonly Withheld[] } = {}) {
  const simulation = createSimulatedGitHub({ now: () => new Date("2026-11-01T09:00:00Z"), deliver: () => {} });
  const collaborators = { ada: "write", root: "admin" } as const;
  const id = await simulation.people.addRepository({ owner: "acme", name: "shop", collaborators });
  const installationId = await simulation.people.install({ withhold });
  const address = { id, installationId, owner: "acme", name: "shop" };
  const propose = async (text: string, given: Partial<Proposal> = {}) =>
    simulation.github.proposeFiles(address, {
      branch: BRANCH,
      base: "main",
      onto: (await simulation.github.readBranch(address, BRANCH))?.sha ?? null,
      title: "Add October",
      body: "text",
      commitMessage: "docs: add October",
      files: { [PATH]: text },
      labels: ["outcome-report"],
      ...given,
    });
  const heard = () =>
    simulation.deliveries.map(({ event, payload }) => [event, (payload as { action?: string }).action].join("."));
  return { ...simulation, address, propose, heard };
}

describe("files the app proposes", () => {
  it("are on a branch of the app with an open pull request, which a second proposal updates", async () => {
    const { propose, look, github, address } = await aGitHub();

    const first = await propose("a");
    const second = await propose("b");

    expect(second?.number).toBe(first?.number);
    expect(look.threads()).toHaveLength(1);
    expect(look.thread(1)).toMatchObject({
      state: "open",
      author: "did-this-work[bot]",
      headSha: second?.headSha,
      labels: ["outcome-report"],
    });
    expect(await github.readBranch(address, BRANCH)).toEqual({ sha: second?.headSha, isOurs: true });
    expect(look.repository().branches[BRANCH]?.changes).toEqual({ [PATH]: "b" });
  });

  it("are on the default branch after the merge, and both cause events", async () => {
    const { propose, look, people, deliveries, github, address } = await aGitHub();
    await propose("a");

    await people.merge({ by: "ada", number: 1 });

    expect(look.repository().files).toEqual({ [PATH]: "a" });
    expect(deliveries.at(-2)?.payload).toMatchObject({ action: "closed", pull_request: { merged: true } });
    expect(deliveries.at(-1)?.payload).toMatchObject({ ref: "refs/heads/main", commits: [{ added: [PATH] }] });
    expect(await github.listPullRequestsFrom(address, BRANCH)).toMatchObject([{ number: 1, state: "closed" }]);
    expect(await propose("a")).toBeUndefined();
  });

  it("get a new pull request after the merge", async () => {
    const { propose, people, github, address } = await aGitHub();
    await propose("a");
    await people.merge({ by: "ada", number: 1 });

    const next = await propose("b");

    expect(next?.number).toBe(2);
    expect((await github.listPullRequestsFrom(address, BRANCH)).map(({ number, state }) => [number, state])).toEqual([
      [2, "open"],
      [1, "closed"],
    ]);
  });

  it("never overwrite a person's push", async () => {
    const { propose, people, github, address, look } = await aGitHub();
    const first = await propose("a");
    await people.push({ by: "ada", number: 1, files: { [PATH]: "mended" } });

    const head = await github.readBranch(address, BRANCH);
    const late = propose("b", { onto: first?.headSha ?? null });
    await expect(late).rejects.toMatchObject({ kind: "invalid" });
    await people.merge({ by: "ada", number: 1 });

    expect(head?.isOurs).toBe(false);
    expect(look.repository().files[PATH]).toBe("mended");
  });

  it("never overwrite a person's branch of that name", async () => {
    const { propose, people } = await aGitHub();
    await people.openPullRequest({ by: "ada", title: "Mine", branch: BRANCH });

    await expect(propose("a", { onto: null })).rejects.toMatchObject({ kind: "invalid" });
  });

  it("are gone with a deleted branch, and can be proposed again", async () => {
    const { propose, people, look, github, address } = await aGitHub();
    await propose("a");

    await people.deleteBranch({ by: "ada", branch: BRANCH });
    const gone = await github.readBranch(address, BRANCH);
    await propose("b");

    expect(gone).toBeUndefined();
    expect(look.threads().map(({ state }) => state)).toEqual(["open", "closed"]);
  });

  it.each<Withheld>(["contents", "pull_requests"])(
    "are refused without the permission for %s, until it is granted",
    async (name) => {
      const { propose, people, heard, look } = await aGitHub({ withhold: [name] });
      await expect(propose("a")).rejects.toMatchObject({ kind: "forbidden" });
      expect(look.threads()).toEqual([]);

      await people.grantPermissions();
      await propose("a");

      expect(heard()).toContain("installation.new_permissions_accepted");
      expect(look.threads()).toHaveLength(1);
    },
  );
});
