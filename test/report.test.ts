import { describe, expect, it } from "vitest";
import { type Loop, useLoop } from "./support/loop.ts";

const full = (measure: string) =>
  `## What problem does this solve?\n\nBy hand.\n\n## How will we know it worked?\n\n${measure}\n`;

const loop = useLoop();

async function install(at: Loop, config = "follow-up: { after: 10 days }\n"): Promise<void> {
  await at.gh.people.addRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/outcomes.yml": config },
    collaborators: { ada: "admin", bob: "write", cleo: "write" },
  });
  await at.gh.people.install();
  await at.settle();
}

async function merge(at: Loop, title: string, measure = "20 a week"): Promise<void> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title, body: full(measure) });
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
}

const reports = (at: Loop) => at.gh.look.issues("outcome-report");

describe("the monthly issue", () => {
  it("tells on the first of the month what the month before taught, once", async () => {
    const at = loop();
    await install(at);
    await merge(at, "CSV export");
    await merge(at, "Sort by price");
    await merge(at, "Typo", "N/A: only a typo");
    await at.pass({ days: 11 });
    const [second, first] = at.gh.look.issues("outcome");
    await at.gh.people.comment({ by: "bob", number: first?.number ?? 0, body: "worked: 23 a week" });
    await at.gh.people.comment({ by: "bob", number: second?.number ?? 0, body: "missed: nobody sorts" });
    await at.settle();

    // From 13 November 10:00 to 1 December 08:59, and then to 09:00.
    await at.pass({ days: 17, minutes: 22 * 60 + 59 });
    const early = reports(at).length;
    await at.pass({ minutes: 1 });
    await at.pass({ days: 2 });

    expect(early).toBe(0);
    expect(reports(at)).toHaveLength(1);
    const [report] = reports(at);
    expect(report?.title).toBe("Outcomes: November 2026");
    expect(report?.body).toContain("| Worked, of answered | 1 of 2 | – |");
    expect(report?.body).toMatch(/\*\*Missed\*\* .*nobody sorts[\s\S]*\*\*Worked\*\* .*23 a week/);
    expect(report?.body).toContain("only a typo");
  });

  it("is not written for a month in which nothing happened", async () => {
    const at = loop();
    await install(at);
    await merge(at, "CSV export");
    await at.pass({ days: 31 });
    await at.gh.people.comment({ by: "bob", number: at.gh.look.issues("outcome")[0]?.number ?? 0, body: "worked" });
    await at.settle();

    await at.pass({ days: 31 });
    await at.pass({ days: 31 });

    // November: merged; December: answered; January: nothing.
    expect(reports(at).map((issue) => `${issue.title} ${issue.state}`)).toEqual([
      "Outcomes: December 2026 open",
      "Outcomes: November 2026 closed",
    ]);
  });

  it("after an outage tells only the latest month", async () => {
    const at = loop();
    await install(at, "follow-up: { after: 70 days }\n");
    await merge(at, "CSV export");

    await at.pass({ days: 95 });

    expect(reports(at).length).toBeLessThanOrEqual(1);
  });

  it("is not written where it is not wanted", async () => {
    const at = loop();
    await install(at, "report: { enabled: false }\n");
    await merge(at, "CSV export");

    await at.pass({ days: 31 });

    expect(reports(at)).toEqual([]);
  });
});
