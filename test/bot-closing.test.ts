import { describe, expect, it } from "vitest";
import { type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";
const BOT = "tidy[bot]";

const loop = useLoop();

async function install(at: Loop): Promise<void> {
  await at.gh.people.addRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/pull_request_template.md": TEMPLATE },
    collaborators: { bob: "write", cleo: "write", [BOT]: "write" },
  });
  await at.gh.people.install({ owner: "acme" });
  await at.settle();
}

async function merge(at: Loop): Promise<void> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL });
  await at.settle();
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  await at.pass({ minutes: 2 });
}

const findIssue = (at: Loop, label: string) => at.gh.look.issues(label)[0]?.number ?? 0;

async function close(at: Loop, number: number): Promise<void> {
  await at.gh.people.closeIssue({ by: BOT, number });
  await at.settle();
  await at.pass({ minutes: 2 });
}

const states = (at: Loop) => at.db.query<{ state: string }>("select state from outcome");

describe("an issue of ours that a bot closes", () => {
  it.each([
    ["outcome", 31],
    ["outcome-dashboard", 0],
    ["outcome-report", 31],
  ])("is open again at once, and stays as it was (%s)", async (label, days) => {
    const at = loop();
    await install(at);
    await merge(at);
    await at.pass({ days });
    await at.pass({ minutes: 2 });
    const number = findIssue(at, label);

    await close(at, number);

    expect(at.gh.look.thread(number).state).toBe("open");
    expect(await states(at)).toEqual([{ state: days === 0 ? "waiting" : "asked" }]);
    expect(
      await at.db.query("select key from managed_resource where dismissed_at is not null and github_id is not null"),
    ).toEqual([]);
  });

  it.each([["outcome-dashboard"], ["outcome-report"], ["outcome"]])(
    "is left to it the second time, so that two bots do not go on for ever (%s)",
    async (label) => {
      const at = loop();
      await install(at);
      await merge(at);
      await at.pass({ days: 31 });
      await at.pass({ minutes: 2 });
      const number = findIssue(at, label);

      await close(at, number);
      await close(at, number);
      await close(at, number);

      expect(at.gh.look.thread(number).state).toBe("closed");
      expect(await states(at)).toEqual([{ state: label === "outcome" ? "unanswered" : "asked" }]);
    },
  );

  it("says at once that the question ended, the second time", async () => {
    const at = loop();
    await install(at);
    await merge(at);
    await at.pass({ days: 31 });
    const number = findIssue(at, "outcome");

    await close(at, number);
    await close(at, number);

    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(at.gh.look.thread(number).body).toContain("**No answer**");
  });

  it("is asked about and reminded of when the closing was never delivered", async () => {
    const at = loop();
    await install(at);
    await merge(at);
    await at.pass({ days: 31 });
    const number = findIssue(at, "outcome");
    at.gh.hooks.isAway = true;
    await at.gh.people.closeIssue({ by: BOT, number });
    await at.gh.settled();
    at.gh.hooks.isAway = false;

    await at.pass({ days: 7 });
    await at.pass({ minutes: 5 });

    expect(at.gh.look.thread(number).state).toBe("open");
    expect(await states(at)).toEqual([{ state: "asked" }]);
    expect(at.gh.look.comments(number)).toHaveLength(1);
  });

  it("stays closed when a person closed it and a bot opens it", async () => {
    const at = loop();
    await install(at);
    await merge(at);
    const number = findIssue(at, "outcome-dashboard");
    await at.gh.people.closeIssue({ by: "bob", number });
    await at.settle();

    await at.gh.people.reopenIssue({ by: BOT, number });
    await at.settle();

    expect(
      await at.db.query("select key from managed_resource where dismissed_at is not null and github_id is not null"),
    ).toEqual([{ key: expect.stringMatching(/^dashboard/) }]);
  });
});
