import { describe, expect, it } from "vitest";
import { type Shop, useShop } from "./support/shop.ts";
import { aDescription, MEASURE } from "./support/template.ts";

const shop = useShop();

function begin(rules: string): Promise<Shop> {
  return shop({
    template: undefined,
    config: `follow-up: { ${rules} }
`,
  });
}

async function merge(at: Shop, title: string, { by = "bob", measure = MEASURE } = {}): Promise<void> {
  await at
    .openPull({ by, title, body: aDescription({ measure }) })
    .merge({ by: "ada" })
    .pass({ minutes: 1 });
}

const asked = (at: Shop) =>
  at
    .questions()
    .map((issue) => issue.title.replace("Did this work? ", ""))
    .toReversed();

describe("the noise budget", () => {
  it("limits new questions per day, and defers the rest to later days", async () => {
    const at = await begin("max-per-day: 2, max-open-per-person: 100");
    for (const title of ["a", "b", "c", "d", "e"]) await merge(at, title);

    await at.pass({ days: 31 });
    const first = asked(at).length;
    await at.pass({ days: 1 });
    const second = asked(at).length;
    await at.pass({ days: 1 });

    expect([first, second, asked(at).length]).toEqual([2, 4, 5]);
  });

  it("limits open questions per person, and continues when one is answered", async () => {
    const at = await begin("max-open-per-person: 1");
    await merge(at, "bob 1");
    await merge(at, "bob 2");
    await merge(at, "cleo 1", { by: "cleo" });

    await at.pass({ days: 31 });
    const first = asked(at);
    const number = at.questions().find((issue) => issue.assignees[0] === "bob")?.number ?? 0;
    await at.say("worked", { number }).pass({ days: 1 });

    expect(first.toSorted()).toEqual(["bob 2", "cleo 1"]);
    expect(asked(at).toSorted()).toEqual(["bob 1", "bob 2", "cleo 1"]);
  });

  it("prefers dates named by the author, then checkable measures, then the newest", async () => {
    const at = await begin("max-per-day: 1, max-open-per-person: 100");
    await merge(at, "dated", { measure: "People like it.\n\n## When should we check back?\n\n30 days" });
    await merge(at, "vague, older", { measure: "People like it." });
    await merge(at, "checkable", { measure: "20 exports a week." });
    await merge(at, "vague, newer", { measure: "People like it." });

    for (let day = 31; day <= 34; day++) await at.pass({ days: day === 31 ? 31 : 1 });

    expect(asked(at)).toEqual(["dated", "checkable", "vague, newer", "vague, older"]);
  });

  it("ends questions that did not fit within two weeks, and says so", async () => {
    const at = await begin("max-open-per-person: 1");
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
    const at = await begin("max-per-day: 2, max-open-per-person: 100");
    for (const title of ["a", "b", "c", "d"]) await merge(at, title);

    // No process runs for 40 days.
    await at.pass({ days: 40 });

    expect(asked(at)).toHaveLength(2);
  });
});
