import { describe, expect, it } from "vitest";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const full = (measure: string) =>
  `## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n${measure}\n`;

const loop = useLoop();

function install(at: Loop, rules: string): Promise<number> {
  return installShop(at, { config: `follow-up: { ${rules} }\n` });
}

async function merge(at: Loop, title: string, { by = "bob", measure = "20 exports a week." } = {}): Promise<void> {
  const number = await at.gh.people.openPullRequest({ by, title, body: full(measure) });
  await at.gh.people.merge({ by: "ada", number });
  await at.pass({ minutes: 1 });
}

const asked = (at: Loop) =>
  at.gh.look
    .issues("outcome")
    .map((issue) => issue.title.replace("Did this work? ", ""))
    .toReversed();

describe("the noise budget", () => {
  it("limits new questions per day, and defers the rest to later days", async () => {
    const at = loop();
    await install(at, "max-per-day: 2, max-open-per-person: 100");
    for (const title of ["a", "b", "c", "d", "e"]) await merge(at, title);

    await at.pass({ days: 31 });
    const first = asked(at).length;
    await at.pass({ days: 1 });
    const second = asked(at).length;
    await at.pass({ days: 1 });

    expect([first, second, asked(at).length]).toEqual([2, 4, 5]);
  });

  it("limits open questions per person, and continues when one is answered", async () => {
    const at = loop();
    await install(at, "max-open-per-person: 1");
    await merge(at, "bob 1");
    await merge(at, "bob 2");
    await merge(at, "cleo 1", { by: "cleo" });

    await at.pass({ days: 31 });
    const first = asked(at);
    await at.gh.people.comment({
      by: "bob",
      number: at.gh.look.issues("outcome").find((issue) => issue.assignees[0] === "bob")?.number ?? 0,
      body: "worked",
    });
    await at.settle();
    await at.pass({ days: 1 });

    expect(first.toSorted()).toEqual(["bob 2", "cleo 1"]);
    expect(asked(at).toSorted()).toEqual(["bob 1", "bob 2", "cleo 1"]);
  });

  it("prefers dates named by the author, then checkable measures, then the newest", async () => {
    const at = loop();
    await install(at, "max-per-day: 1, max-open-per-person: 100");
    await merge(at, "dated", { measure: "People like it.\n\n## When should we check back?\n\n30 days" });
    await merge(at, "vague, older", { measure: "People like it." });
    await merge(at, "checkable", { measure: "20 exports a week." });
    await merge(at, "vague, newer", { measure: "People like it." });

    for (let day = 31; day <= 34; day++) await at.pass({ days: day === 31 ? 31 : 1 });

    expect(asked(at)).toEqual(["dated", "checkable", "vague, newer", "vague, older"]);
  });

  it("ends questions that did not fit within two weeks, and says so", async () => {
    const at = loop();
    await install(at, "max-open-per-person: 1");
    await merge(at, "a");
    await merge(at, "b");

    await at.pass({ days: 31 });
    for (let day = 0; day < 15; day++) await at.pass({ days: 1 });

    expect(await at.db.query("select title, state, reason from outcome order by title")).toEqual([
      { title: "a", state: "not-asked", reason: "no room" },
      { title: "b", state: "asked", reason: null },
    ]);
  });

  it("applies after an outage too", async () => {
    const at = loop();
    await install(at, "max-per-day: 2, max-open-per-person: 100");
    for (const title of ["a", "b", "c", "d"]) await merge(at, title);

    // No process runs for 40 days.
    await at.pass({ days: 40 });

    expect(asked(at)).toHaveLength(2);
  });
});
