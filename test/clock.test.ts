import { describe, expect, it } from "vitest";
import { useShop } from "./support/shop.ts";
import { aDescription } from "./support/template.ts";

// What waits to reach its users, from the merge to the answer (DESIGN: the clock).

const shop = useShop();

const onRelease = "clock:\n  starts: release\n";
const onDeployment = "clock:\n  starts: deployment\n";
const onBranch = "clock:\n  starts: branch\n  branches: [stable]\n";

/** Of the calls, those that ask what shipped what. */
const ASKS = ["readHistory", "isContained", "listReleases", "listDeployments", "listHeads"];
const asked = (calls: readonly string[]) => calls.filter((call) => ASKS.includes(call));

describe("a change whose clock starts at a release", () => {
  it("waits without a date, and is asked about 30 days after the release that contains it", async () => {
    const at = await shop({ config: onRelease }).openPull().merge();
    expect(at.check()).toBe("success: Follow-up 30 days after release");

    await at.pass({ days: 40 });
    expect(at.questions()).toEqual([]);
    expect(at.dashboard().body).toContain("Waiting to ship");

    await at.release("v1.0");
    expect(at.check()).toBe("success: Follow-up on 11 Jan 2027");

    await at.pass({ days: 31 });
    expect(at.question().body).toContain("was merged on 2 Nov 2026 and released in `v1.0` on 12 Dec 2026.");
    await at.tick("worked");
    expect(at.check()).toBe("success: Worked (12 Jan 2027)");
  });

  it("is not shipped by a release from before its merge, a draft, a prerelease or another tag", async () => {
    const at = await shop({ config: 'clock:\n  starts: release\n  tags: ["v*"]\n' }).openPull();
    await at.release("v0.9").pass({ minutes: 5 }).merge().release("v1.0-rc.1", { prerelease: true }).release("docs-1");

    expect(at.check()).toBe("success: Follow-up 30 days after release");
    expect(asked(at.takeCalls())).toEqual([]);
  });

  it("is shipped by a prerelease once that is promoted, and counts from then", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().release("v1.0", { prerelease: true });
    await at.pass({ days: 5 });

    await at.gh.people.promoteRelease({ by: "cleo", tag: "v1.0" });
    await at.settle();

    expect(at.check()).toBe("success: Follow-up on 7 Dec 2026");
  });

  it("is shipped by a release that is heard of before the merge", async () => {
    const at = await shop({ config: onRelease }).openPull();
    at.gh.people.merge({ by: "cleo", number: at.pull().number });
    await at.release("v1.0");

    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
  });

  it("costs one read for a release, however many changes it ships, and one write for each", async () => {
    const at = await shop({ config: onRelease });
    for (let count = 0; count < 12; count++) await at.openPull().merge();
    at.takeCalls();

    await at.release("v1.0");

    const calls = at.takeCalls();
    expect(asked(calls)).toEqual(["readHistory"]);
    expect(calls.filter((call) => call === "updateCheckRun")).toHaveLength(12);
  });

  it("costs nothing while nothing waits, and the same release counts once", async () => {
    const at = await shop({ config: onRelease }).release("v1.0");
    expect(asked(at.takeCalls())).toEqual([]);

    await at.openPull().pass({ minutes: 5 }).merge().release("v2.0");
    expect(asked(at.takeCalls())).toEqual(["readHistory"]);
    await at.gh.people.promoteRelease({ by: "cleo", tag: "v2.0" }).catch(() => undefined);
    await at.pass({ days: 3 });
    expect(asked(at.takeCalls())).toEqual([]);
  });

  it("is found by the daily read when the webhook is lost", async () => {
    const at = await shop({ config: onRelease }).openPull().merge();
    at.gh.hooks.isAway = true;
    await at.release("v1.0");
    expect(at.check()).toBe("success: Follow-up 30 days after release");

    await at.pass({ days: 1, minutes: 5 });

    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
  });

  it("is asked about after 90 days all the same, with a fifth box that waits for the release", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().pass({ days: 91 });

    expect(at.question().body).toContain("We haven't seen this released yet.");
    expect(at.question().body).toContain("**Not released yet**");
    await at.tick("not-shipped");
    expect(at.question()).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(at.question().body).toContain("**Not released yet** – asking again 30 days after release");
    expect(at.check()).toBe("success: Follow-up 30 days after release");

    await at.pass({ minutes: 5 }).release("v1.0").pass({ days: 31 });
    expect(at.questions()).toHaveLength(1);
    expect(at.question()).toMatchObject({ state: "open" });
    expect(at.question().comments.at(-1)?.body).toMatch(/was released in `v1\.0` on .*Did it work\?/);
    expect(at.question().body).not.toContain("**Not released yet**");
  });

  it("is asked about again in as long when it is still not released", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().pass({ days: 91 });
    await at.tick("not-shipped").pass({ days: 60 });
    expect(at.question()).toMatchObject({ state: "closed" });

    await at.pass({ days: 32 });

    expect(at.question()).toMatchObject({ state: "open" });
  });

  it("keeps a date that its author named, and says that it was not seen released", async () => {
    const body = aDescription({ checkBack: "2026-12-05" });
    const at = await shop({ config: onRelease }).openPull({ body }).merge();
    expect(at.check()).toBe("success: Follow-up on 5 Dec 2026");

    await at.pass({ days: 34 });

    expect(at.question().body).toContain("We haven't seen this released yet.");
  });

  it("counts a wait that its author named from the release", async () => {
    const body = aDescription({ checkBack: "6 weeks" });
    const at = await shop({ config: onRelease }).openPull({ body });
    expect(at.check()).toBe("success: Follow-up planned 6 weeks after release");

    await at.merge();
    expect(at.check()).toBe("success: Follow-up 6 weeks after release");
    await at.pass({ days: 10 }).release("v1.0");

    expect(at.check()).toBe("success: Follow-up on 24 Dec 2026");
  });

  it("ends as reverted when it is reverted before the release", async () => {
    const at = await shop({ config: onRelease }).openPull().merge();
    await at.openPull({ title: 'Revert "Add a CSV export"', body: "Reverts acme/shop#1" }).merge();

    expect(at.check(1)).toBe("success: Reverted");
    await at.release("v1.0").pass({ days: 100 });
    expect(at.questions()).toEqual([]);
  });

  it("waits for the release of what brought it back", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().release("v1.0");
    await at.openPull({ title: "Take it back", body: "Reverts acme/shop#1" }).merge();
    expect(at.check(1)).toBe("success: Reverted");

    const body = `Reverts acme/shop#${at.pull().number}`;
    await at.pass({ minutes: 5 }).openPull({ title: "Bring it back", body }).merge();
    expect(at.check(1)).toBe("success: Follow-up 30 days after release");
    await at.pass({ days: 2 }).release("v1.1");

    expect(at.check(1)).toBe("success: Follow-up on 4 Dec 2026");
  });

  it("can still be stated until it is released and asked about", async () => {
    const body = aDescription({ measure: "" });
    const at = await shop({ config: onRelease }).openPull({ body }).merge().pass({ days: 20 });

    await at.edit({ body: aDescription() }).release("v1.0").pass({ days: 31 });

    expect(at.question().body).toContain("20 exports a week.");
  });

  it("that ships sixty at once asks ten a day, and gives none up within 30 days", async () => {
    const config = `${onRelease}follow-up: { max-open-per-person: 1000 }\n`;
    const at = await shop({ config });
    for (let count = 0; count < 60; count++) await at.openPull().merge();
    await at.release("v1.0").pass({ days: 30 });
    expect(at.questions()).toHaveLength(10);

    for (let day = 0; day < 6; day++) await at.pass({ days: 1 });

    expect(at.questions()).toHaveLength(60);
  });
});

describe("what ships changes", () => {
  it("is followed through five hundred commits in five reads, and compared by itself after that", async () => {
    const at = await shop({ config: onRelease }).openPull().merge();
    for (let count = 0; count < 520; count++) {
      at.gh.people.commitFile({ by: "ada", files: { "log.txt": String(count) } });
    }
    await at.pass({ minutes: 10 });
    at.takeCalls();

    await at.release("v1.0");

    expect(asked(at.takeCalls())).toEqual([...Array(5).fill("readHistory"), "isContained"]);
    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
  });

  it("ships nothing when its tag or its commit is gone", async () => {
    const at = await shop({ config: onDeployment })
      .openPull()
      .merge()
      .deploy({ sha: "f".repeat(40) });
    expect(at.check()).toBe("success: Follow-up 30 days after deployment to production");

    await at.configure(onRelease).pass({ minutes: 5 });
    at.gh.people.publishRelease({ by: "cleo", tag: "v1.0" });
    await at.gh.people.deleteTag({ by: "cleo", tag: "v1.0" });
    await at.settle();

    expect(at.check()).toBe("success: Follow-up 30 days after release");
  });

  it("ships nothing from a branch that does not have the change", async () => {
    const at = await shop({ config: onRelease }).bring("1.x").openPull().merge();

    await at.pass({ minutes: 5 }).release("v1.0.1", { target: "1.x" });

    expect(at.check()).toBe("success: Follow-up 30 days after release");
  });

  it("takes nothing back when a branch is forced to an older commit", async () => {
    const at = await shop({ config: onBranch }).bring("stable");
    const before = at.gh.people.createBranch({ by: "cleo", branch: "old" });
    await at.openPull().merge().bring("stable");
    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");

    await at.gh.people.moveBranch({ by: "cleo", branch: "stable", to: await before, force: true });
    await at.settle();

    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
  });

  it("is noted on a question that was asked all the same", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().pass({ days: 92 }).release("v1.0");

    expect(at.question()).toMatchObject({ state: "open" });
    expect(at.question().body).toContain("and released in `v1.0` on 2 Feb 2027.");
    expect(at.question().body).not.toContain("**Not released yet**");
  });
});

describe("a clock that the owner's file configures", () => {
  it("applies to the owner's repositories, each with branches of its own", async () => {
    const others = [
      { owner: "acme", name: ".github", files: { ".github/outcomes.yml": "clock: { starts: branch }\n" } },
    ];
    const at = await shop({ config: "clock: { branches: [stable] }\n", others }).bring("stable").openPull().merge();
    expect(at.check()).toBe("success: Follow-up 30 days after it reaches stable");

    await at.pass({ minutes: 5 }).bring("stable");

    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
    expect(at.dashboard().body).not.toContain("Needs attention");
  });
});

describe("a change whose clock starts at a deployment", () => {
  it("is shipped by the first success in production, whatever comes after it", async () => {
    const at = await shop({ config: onDeployment }).openPull().merge();
    expect(at.check()).toBe("success: Follow-up 30 days after deployment to production");

    await at.deploy({ environment: "staging" }).deploy({ state: "failure" });
    await at.deploy({ environment: "production", transient: true });
    expect(at.check()).toBe("success: Follow-up 30 days after deployment to production");
    await at.pass({ minutes: 300 }).deploy({ environment: "Production" });
    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");

    await at.pass({ days: 3 }).deploy({ state: "failure" }).deploy();
    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
  });

  it("says that the permission is missing, on the check and on the dashboard", async () => {
    const at = await shop({ config: onDeployment, withhold: ["deployments"] })
      .openPull()
      .merge();

    await at.pass({ days: 2 });

    expect(at.dashboard().body).toContain("may not see deployments");
    expect(at.pull().check?.summary).toContain("may not see deployments");
    expect(at.check()).toBe("success: Follow-up 30 days after deployment to production");
  });

  it("goes on by itself once the permission is granted", async () => {
    const at = await shop({ config: onDeployment, withhold: ["deployments"] })
      .openPull()
      .merge()
      .pass({ days: 2 });
    await at.deploy();

    await at.gh.people.grantPermissions();
    await at.pass({ days: 1 });

    expect(at.check()).toBe("success: Follow-up on 4 Dec 2026");
    expect(at.dashboard().body).not.toContain("may not see deployments");
  });

  it("says that no such environment was seen, and which were, until one is", async () => {
    const at = await shop({ config: "clock: { starts: deployment, environments: [prd] }\n" }).openPull().merge();
    await at.deploy({ environment: "prod" }).pass({ days: 2 });
    expect(at.dashboard().body).toContain("there was no deployment to `prd`");
    expect(at.dashboard().body).toContain("`prod`");

    await at.deploy({ environment: "prd" }).pass({ days: 1 });

    expect(at.dashboard().body).not.toContain("there was no deployment to `prd`");
  });
});

describe("a change whose clock starts when it is on a branch", () => {
  it("is shipped by the push that brings it there", async () => {
    const at = await shop({ config: onBranch }).bring("stable").openPull().merge();
    expect(at.check()).toBe("success: Follow-up 30 days after it reaches stable");

    await at.pass({ days: 2 }).bring("stable");

    expect(at.check()).toBe("success: Follow-up on 4 Dec 2026");
  });

  it("is shipped by its merge where that branch is the default one", async () => {
    const at = await shop({ config: "clock: { starts: branch, branches: [default] }\n" }).openPull().merge();

    expect(at.check()).toBe("success: Follow-up on 2 Dec 2026");
  });

  it("says that nothing can start the clock where no branch is named", async () => {
    const at = await shop({ config: "clock: { starts: branch }\n" }).openPull().merge().pass({ days: 1 });

    expect(at.dashboard().body).toContain("Nothing can start the clock");
  });
});

describe("a change of the clock's configuration", () => {
  it("applies to what has no date, and dates nothing in the past", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().pass({ days: 50 });

    await at.configure("clock:\n  starts: merge\n").pass({ minutes: 5 });

    expect(at.question().body).toContain("Did it work?");
  });

  it("leaves alone what has a date", async () => {
    const at = await shop().openPull().merge();

    await at.configure(onRelease).pass({ days: 31 });

    expect(at.questions()).toHaveLength(1);
  });
});

describe("people who know better", () => {
  it("start the clock on the pull request, also for a day in the past", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().pass({ days: 20 });

    await at.say("/outcome shipped on 6 Nov", { number: 1 });

    expect(at.check()).toBe("success: Follow-up on 7 Dec 2026");
  });

  it("stop it again, so that only a later release counts", async () => {
    const at = await shop({ config: onRelease }).openPull().merge().release("v1.0").pass({ days: 1 });

    await at.say("/outcome not-shipped", { number: 1 });
    expect(at.check()).toBe("success: Follow-up 30 days after release");
    await at.pass({ days: 3 }).release("v1.1");

    expect(at.check()).toBe("success: Follow-up on 7 Dec 2026");
  });

  it("hear why a date makes no sense", async () => {
    const at = await shop({ config: onRelease }).openPull().merge();

    await at.say("/outcome shipped on 6 Oct", { number: 1 });

    expect(at.pull(1).comments.at(-1)?.body).toContain("Couldn't find a date between the merge and today");
  });
});
