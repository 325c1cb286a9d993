import { describe, expect, it } from "vitest";
import { type Shop, useShop } from "./support/shop.ts";
import { aDescription } from "./support/template.ts";

// Numbers beside the question: named before the merge, kept when the clock starts, shown at the question. They never answer.

const shop = useShop();

const METRICS = "metrics:\n  bugs: { source: github, issues: { labels: [export-bug] }, better: fewer, unit: bugs }\n";
const NAMED = aDescription({ measure: "`bugs` from 7 to 0 a week." });
const OWN = { repository: "acme/shop" };

/** Each day for so many days, people open so many issues about the export. */
async function reportBugs(at: Shop, days: number, perDay: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    for (let bug = 0; bug < perDay; bug++) {
      await at.gh.people.openIssue({ by: "bob", title: "The export is wrong", labels: ["export-bug"], ...OWN });
    }
    at.advance({ days: 1 });
  }
  await at.settle();
}

const isNumbers = (call: string) => call === "listIssueDates";

describe("a metric that a measure names", () => {
  it("stands in the check before the merge, beside the question, and in the answered issue", async () => {
    const at = await shop({ config: METRICS });
    await reportBugs(at, 30, 1);

    await at.openPull({ body: NAMED });
    expect(at.pull().check?.summary).toContain("- `bugs`: 7 a week now, hoped for 0.");

    await at.merge().pass({ days: 31 });
    expect(at.question().body).toContain("`bugs`: **7 → 0 a week**, hoped for 0: **reached** · ▇▇▇▇|▁▁▁▁");
    expect(at.question().state).toBe("open");

    await at.tick("worked");
    expect(at.question().body).toContain("**7 → 0 a week**");
    expect(at.pull().check?.summary).toContain("**7 → 0 a week**");
    await at.pass({ minutes: 2 });
    expect(at.dashboard().body).toContain("`bugs`: 7 → 0 a week, hoped for 0: reached");
  });

  it("is read once for all that name it, and again after six hours at the earliest", async () => {
    const at = await shop({ config: METRICS });
    await at.openPull({ body: NAMED }).openPull({ body: NAMED });
    expect(at.takeCalls().filter(isNumbers)).toHaveLength(1);

    await at
      .edit({ body: `${NAMED}\nMore.` })
      .pass({ minutes: 300 })
      .edit({ body: NAMED });
    expect(at.takeCalls().filter(isNumbers)).toEqual([]);

    await at.pass({ minutes: 61 }).edit({ body: `${NAMED}\nStill more.` });
    expect(at.takeCalls().filter(isNumbers)).toHaveLength(1);
  });

  it("costs a repository without metrics nothing", async () => {
    const at = await shop().openPull({ body: NAMED }).merge().pass({ days: 31 });

    expect(at.takeCalls().filter(isNumbers)).toEqual([]);
    expect(at.question().body).not.toContain("In numbers");
  });

  it("is not asked for while the permission is missing, nor before a rate limit ends", async () => {
    const at = await shop({ config: METRICS, withhold: ["issues"] }).openPull({ body: NAMED });
    at.takeCalls();
    await at.pass({ minutes: 500 }).edit({ body: `${NAMED}\nMore.` });
    expect(at.takeCalls().filter(isNumbers)).toEqual([]);

    await at.gh.people.grantPermissions();
    const retryAt = new Date(at.now().getTime() + 50 * 60_000);
    at.gh.faults.next({ method: "listIssueDates", mode: "refuse", kind: "limited", retryAt });
    await at.pass({ minutes: 31 });
    expect(at.takeCalls().filter(isNumbers)).toHaveLength(1);
    await at.edit({ body: NAMED }).pass({ minutes: 15 });
    expect(at.takeCalls()).toEqual([]);

    await at.pass({ minutes: 20 });
    expect(at.pull().check?.summary).toContain("- `bugs`: 0 a week now, hoped for 0.");
  });

  it("that was removed since is not compared", async () => {
    const at = await shop({ config: METRICS }).openPull({ body: NAMED }).merge();
    await at.configure("report: { enabled: true }\n").pass({ days: 31 });

    expect(at.question().body).toContain("`bugs`: it was removed since, so nothing is compared.");
  });

  it("that was changed since is not compared", async () => {
    const at = await shop({ config: METRICS }).openPull({ body: NAMED }).merge();
    await at.configure(METRICS.replace("export-bug", "bug")).pass({ days: 31 });

    expect(at.question().body).toContain("`bugs`: its definition changed since, so nothing is compared.");
  });

  it("that is configured after the merge is read back once", async () => {
    const at = await shop();
    await reportBugs(at, 30, 1);
    await at.openPull({ body: NAMED }).merge().pass({ days: 20 });

    await at.configure(METRICS).pass({ days: 11 });

    expect(at.question().body).toContain("**7 → 0 a week**");
    expect(at.question().body).toContain("read back");
  });

  it("is almost right: its author is asked on the check", async () => {
    const at = await shop({ config: METRICS.replace("bugs:", "exports:") });

    await at.openPull({ body: aDescription({ measure: "`export` to 20 a week; `npm test` passes." }) });

    expect(at.pull().check?.summary).toContain("`export` isn't a metric of this repository. Did you mean `exports`?");
    expect(at.pull().check?.summary).not.toContain("`npm test` isn't");
  });

  it("of a source that is not known is said on the check and on the dashboard, and the question comes all the same", async () => {
    const config = "metrics:\n  bugs: { source: prom, query: bugs }\n";
    const at = await shop({ config }).openPull({ body: NAMED });
    expect(at.pull().check?.summary).toContain("`bugs`: its source isn't known here.");

    await at.merge().pass({ days: 31 });

    expect(at.question().body).toContain("`bugs`: its source isn't known here.");
    expect(at.dashboard().body).toContain("The metric `bugs` can't be shown");
  });

  it("is forgotten when the clock is stopped, and frozen anew when it starts again", async () => {
    const config = `${METRICS}clock: { starts: release }\n`;
    const at = await shop({ config });
    await reportBugs(at, 30, 1);
    await at.openPull({ body: NAMED }).merge().release("v1.0");
    await at.say("/outcome not-shipped", { number: at.pull().number });
    expect(await at.db.query("select name from outcome_metric")).toEqual([]);

    await at.pass({ days: 7 }).release("v1.1").pass({ days: 31 });

    expect(at.question().body).toContain("`bugs`: **");
  });

  it("says how many other changes were merged meanwhile", async () => {
    const at = await shop({ config: METRICS }).openPull({ body: NAMED }).merge();
    await at.pass({ days: 2 }).openPull({ title: "Another" }).merge().pass({ days: 30 });

    expect(at.questions().at(-1)?.body).toContain(
      "1 other pull request was merged meanwhile: this shows what happened, not why.",
    );
  });
});
