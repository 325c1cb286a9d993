import { describe, expect, it } from "vitest";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

const loop = useLoop();

function install(at: Loop): Promise<number> {
  return installShop(at, { template: TEMPLATE });
}

async function open(at: Loop, body: string): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body });
  await at.settle();
  return number;
}

describe("the check of a commit without an open pull request that can send it", () => {
  async function close(at: Loop): Promise<number> {
    const number = await open(at, TEMPLATE);
    await at.gh.people.closePullRequest({ by: "bob", number });
    return number;
  }
  async function merge(at: Loop): Promise<number> {
    const number = await open(at, FULL);
    await at.gh.people.merge({ by: "cleo", number });
    return number;
  }
  const RERUNS = ["rerequestCheck", "rerequestSuite"] as const;

  it.each(RERUNS.flatMap((rerun) => [[rerun, "closed", close] as const, [rerun, "merged", merge] as const]))(
    "is sent again as it stands, once: %s, %s",
    async (rerun, _, prepare) => {
      const at = loop();
      await install(at);
      const number = await prepare(at);
      await at.pass({ minutes: 2 });
      const before = at.gh.look.thread(number).check;
      at.takeCalls();

      await at.gh.people[rerun]({ by: "bob", number });
      await at.settle();

      expect(at.takeCalls()).toEqual(["listCheckRuns", "repeatCheckRun"]);
      expect(at.gh.look.thread(number).check).toMatchObject({ conclusion: before?.conclusion, title: before?.title });
    },
  );

  it("is sent again in a merge queue", async () => {
    const at = loop();
    const id = await install(at);
    const number = await open(at, FULL);
    const sha = await at.gh.people.enqueue({ by: "cleo", number });
    await at.pass({ minutes: 2 });
    at.takeCalls();

    const repository = { id, name: "shop", owner: { login: "acme" } };
    const [{ id: installationId } = { id: 0 }] = await at.db.query<{ id: number }>("select id from installation");
    const check_suite = { head_sha: sha };
    const payload = { action: "rerequested", installation: { id: installationId }, repository, check_suite };
    await at.accept({ guid: "rerun", event: "check_suite", payload });
    await at.settle();

    expect(at.takeCalls()).toEqual(["listCheckRuns", "repeatCheckRun"]);
  });

  it("is sent again where enforcement was switched off since", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, TEMPLATE);
    await at.gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "enforcement: off\n" } });
    await at.pass({ minutes: 2 });
    at.takeCalls();

    await at.gh.people.rerequestCheck({ by: "bob", number });
    await at.settle();

    expect(at.takeCalls()).toContain("repeatCheckRun");
  });
});
