import { describe, expect, it } from "vitest";
import { useShop } from "./support/shop.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

const shop = useShop();

/** The rewrites of checks among the calls since the last look, and no read. */
function countRewrites(calls: readonly string[]): number {
  expect(calls.filter((name) => /^(read|list)/.test(name))).toEqual([]);
  return calls.filter((name) => name === "updateCheckRun").length;
}

describe("the check of a merged pull request", () => {
  it("says what became of the change, with one write for each change of state", async () => {
    const at = await shop().openPull().merge();
    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
    at.takeCalls();

    await at.ask();
    expect(at.check()).toBe("success: Asked on 3 Dec 2026");
    expect(countRewrites(at.takeCalls())).toBe(1);

    await at.say("/outcome snooze 2 weeks");
    expect(at.check()).toBe("success: Snoozed until 17 Dec 2026");
    expect(countRewrites(at.takeCalls())).toBe(1);

    await at.pass({ days: 15 });
    expect(at.check()).toBe("success: Asked on 18 Dec 2026");
    expect(countRewrites(at.takeCalls())).toBe(1);

    await at.tick("Worked");
    expect(at.check()).toBe("success: Worked (18 Dec 2026)");
    expect(at.pull().check?.summary).toContain(
      `[See the issue](https://github.com/acme/shop/issues/${at.question().number})`,
    );
    expect(countRewrites(at.takeCalls())).toBe(1);
  });

  it("follows an answer that changes and one that comes late, and ignores what changes no state", async () => {
    const at = await shop().openPull().merge().ask();
    await at.pass({ days: 22 });
    expect(at.check()).toBe("success: No answer");

    await at.say("missed: 2 exports");
    expect(at.check()).toBe("success: Missed (25 Dec 2026)");
    await at.say("partly: 12 exports");
    expect(at.check()).toBe("success: Partly (25 Dec 2026)");
    at.takeCalls();

    await at.tick("Iterate");
    expect(countRewrites(at.takeCalls())).toBe(0);
  });

  it("says that it was dropped, reverted or not asked", async () => {
    const dropped = await shop().openPull().merge().ask();
    await dropped.say("/outcome drop the page is gone");
    expect(dropped.check()).toBe("success: Dropped");

    const at = await dropped.openPull({ title: "Sort the list" }).merge();
    const { number } = at.pull();
    await at.openPull({ title: "Revert", body: `Reverts #${number}` }).merge();
    expect(at.check(number)).toBe("success: Reverted");

    const { number: last } = await at
      .openPull({ title: "Print it" })
      .merge()
      .then((one) => one.pull());
    at.gh.people.disableIssues();
    await at.settle();
    await at.pass({ days: 34 });
    expect(at.check(last)).toBe("success: Not asked");
  });

  it("keeps its conclusion, whatever is configured and written by then", async () => {
    const half = FULL.replace(/## What problem[\s\S]*?(?=## How)/, "");
    const at = await shop().openPull({ body: half }).merge();
    expect(at.check()).toBe("neutral: Follow-up on 2 Dec 2026");

    await at.configure("enforcement: require\n");
    await at.edit({ body: TEMPLATE }).ask();

    expect(at.check()).toBe("neutral: Asked on 3 Dec 2026");
    expect(at.pull().check?.summary).toContain("20 exports a week");
  });

  it("is not written where nothing is shown on pull requests", async () => {
    const at = await shop().openPull().merge();
    await at.configure("enforcement: off\n");
    at.takeCalls();

    await at.ask();

    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
    expect(countRewrites(at.takeCalls().filter((name) => name !== "readFiles"))).toBe(0);
  });

  it.each(["not-found", "invalid"] as const)(
    "of a commit that is gone (%s) is left, and never tried again",
    async (kind) => {
      const at = await shop().openPull().merge();
      at.takeCalls();
      at.gh.faults.next({ method: "updateCheckRun", mode: "refuse", kind, times: 10_000 });

      await at.ask();
      await at.pass({ days: 2 });
      await at.tick("Worked");

      expect(at.takeCalls().filter((name) => name === "updateCheckRun")).toHaveLength(1);
      expect(at.question().state).toBe("closed");
    },
  );

  it("still follows an answer months later", async () => {
    const at = await shop().openPull().merge().ask();
    await at.pass({ days: 22 }).pass({ days: 80 });

    await at.say("worked: 23 a week");

    expect(at.check()).toMatch(/^success: Worked \(/);
  });

  it("is told again on request", async () => {
    const at = await shop().openPull().merge().ask();
    at.takeCalls();

    await at.gh.people.comment({ by: "bob", number: at.pull().number, body: "/outcome recheck" });
    await at.settle();

    expect(at.takeCalls().filter((name) => name === "updateCheckRun")).toHaveLength(1);
    expect(at.check()).toBe("success: Asked on 3 Dec 2026");
  });

  it("leaves the check to an open pull request with the same head", async () => {
    const at = await shop().openPull().merge();
    const merged = at.pull();
    await at.openPull({ title: "The same for the old version", headSha: merged.headSha ?? "" });

    await at.ask();

    expect(at.check()).toBe("success: Follow-up planned 30 days after the merge");
  });
});
