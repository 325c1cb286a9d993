import { describe, expect, it } from "vitest";
import type { Method } from "../src/simulator/calls.ts";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

const loop = useLoop();

/** GitHub refuses a call for good. */
function refuse(at: Loop, method: Method): void {
  at.gh.faults.next({ method, mode: "refuse", kind: "invalid", times: 10_000 });
}

async function open(at: Loop, body: string): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body });
  await at.settle();
  return number;
}

async function merge(at: Loop): Promise<number> {
  const number = await open(at, FULL);
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  return number;
}

/** Lets the pauses between attempts pass. */
async function persist(at: Loop): Promise<void> {
  for (let times = 0; times < 8; times++) await at.pass({ minutes: 5 });
}

const dashboard = (at: Loop) => at.gh.look.issues("outcome-dashboard")[0]?.body ?? "";
const count = (at: Loop, method: Method) => at.takeCalls().filter((call) => call === method).length;

describe("what GitHub refuses for good", () => {
  it("a question ends as not asked, and the dashboard says so", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE, config: "report: { enabled: false }\n" });
    await merge(at);
    refuse(at, "createIssue");

    await at.pass({ days: 31 });
    await persist(at);
    at.takeCalls();
    await at.pass({ days: 3 });

    const [outcome] = await at.db.query<{ state: string; reason: string }>("select state, reason from outcome");
    expect(outcome).toEqual({ state: "not-asked", reason: "GitHub refuses the issue" });
    expect(count(at, "createIssue")).toBe(0);
    expect(dashboard(at)).toContain("1 for this reason: GitHub refuses the issue");
  });

  it("a question is asked when GitHub gives in before that", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE, config: "report: { enabled: false }\n" });
    await merge(at);
    at.gh.faults.next({ method: "createIssue", mode: "refuse", kind: "invalid", times: 4 });

    await at.pass({ days: 31 });
    await persist(at);

    expect(at.gh.look.issues("outcome")).toHaveLength(1);
    expect(await at.db.query("select key from refusal")).toEqual([]);
  });

  it.each([
    ["createComment", "1 comment on a pull request"],
    ["createCheckRun", "1 check"],
  ] as const)("%s is left, and the dashboard says so", async (method, words) => {
    const at = loop();
    await installShop(at, { template: TEMPLATE });
    await merge(at);
    await at.pass({ minutes: 2 });
    refuse(at, method);

    await open(at, TEMPLATE);
    await persist(at);
    at.takeCalls();
    await at.pass({ days: 1 });

    expect(count(at, method)).toBe(0);
    expect(dashboard(at)).toContain(`GitHub keeps refusing ${words}.`);
    expect(await at.db.query("select key from work_item where failures > 0")).toEqual([]);
  });

  it("a comment is written with the next change that GitHub takes, and the dashboard is quiet about it", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE });
    await merge(at);
    await at.pass({ minutes: 2 });
    refuse(at, "createComment");
    const number = await open(at, TEMPLATE);
    await persist(at);

    at.gh.faults.clear();
    await at.gh.people.editPullRequest({ by: "bob", number, body: `${TEMPLATE}\n` });
    await at.settle();
    await at.pass({ days: 1 });

    expect(at.gh.look.comments(number)).toHaveLength(1);
    expect(dashboard(at)).not.toContain("GitHub keeps refusing");
  });

  it("a dashboard is tried once a day, and a monthly issue once", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE });
    refuse(at, "createIssue");
    await merge(at);
    await persist(at);
    at.takeCalls();

    await at.pass({ days: 1 });
    await at.pass({ days: 1 });

    expect(count(at, "createIssue")).toBeLessThanOrEqual(2);
    expect(await at.db.query("select key from work_item where failures > 0")).toEqual([]);
  });
});
