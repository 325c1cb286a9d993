import { describe, expect, it } from "vitest";
import type { Series } from "../src/core/metric/series.ts";
import { type Source, SourceError, type Sources } from "../src/sources/source.ts";
import { useDatabase } from "./support/database.ts";
import { createLoop } from "./support/loop.ts";
import { openShop, type Shop } from "./support/shop.ts";
import { asMatrix, startSource } from "./support/source-server.ts";
import { sourcesOf } from "./support/sources.ts";
import { aDescription } from "./support/template.ts";

// Sources of the operator: what they may show, and what becomes of a question when they fail.

const getDb = useDatabase();

const CONFIG = "metrics:\n  exports: { source: prom, query: exports, unit: exports }\n";
const NAMED = aDescription({ measure: "`exports` from 0 to 20 a week." });

/** The shop with one source, which is not public. */
async function aShop(
  source: Source,
  given: { readonly private?: boolean; readonly isPublic?: boolean } = {},
): Promise<Shop> {
  const sources: Sources = { find: () => ({ kind: "source", source, isPublic: given.isPublic ?? false }) };
  const shop = await openShop(createLoop(getDb(), undefined, sources), {
    config: CONFIG,
    ...(given.private && { private: true }),
  });
  await shop.install();
  return shop;
}

/** So many a day, none before the day. */
function since(day: string, perDay: number): Source {
  return {
    read: async ({ span: { from, to } }): Promise<Series> => {
      const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
      return Array.from({ length: days }, (_, index) => {
        const one = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10);
        return { day: one, value: one < day ? 0 : perDay };
      });
    },
  };
}

/** Where private numbers can be read. */
function findPrivate(at: Shop): readonly string[] {
  const texts: [string, string][] = [];
  for (const thread of at.gh.look.threads()) {
    texts.push([`issue ${thread.title}`, thread.body]);
    for (const { body } of thread.comments) texts.push(["comment", body]);
  }
  for (const { changes } of Object.values(at.gh.look.repository().branches)) {
    texts.push(...Object.entries(changes).map(([path, text]): [string, string] => [path, String(text)]));
  }
  return texts.filter(([, text]) => /21 a week|,21,/.test(text)).map(([where]) => where);
}

const failing = (error: SourceError): Source => ({ read: () => Promise.reject(error) });

describe("the numbers of a source that is not public", () => {
  it("stand in a private repository, and go when it becomes public", async () => {
    const at = await aShop(since("2026-11-03", 3), { private: true });
    await at.openPull({ body: NAMED }).merge().pass({ days: 31 });
    expect(at.question().body).toContain("`exports`: **0 → 21 a week**, hoped for 20: **reached**");
    await at.tick("worked").pass({ minutes: 2 });
    expect(at.dashboard().body).toContain("0 → 21 a week");

    await at.gh.people.setVisibility({ to: "public" });
    await at.settle();
    await at.pass({ minutes: 2 });

    expect(at.question().body).toContain("`exports`: private numbers, not shown in a public repository.");
    for (const text of [at.question().body, at.dashboard().body, at.pull().check?.summary]) {
      expect(text).not.toContain("→ 21");
    }
  });

  it("go from everything that is written once: monthly issues, an open proposal of the ledger, a second look", async () => {
    const source: Source = {
      // It was reached at the question, and is lost by the second look.
      read: ({ span, ...request }) => since("2026-11-03", span.from < "2027-01-10" ? 3 : 0).read({ span, ...request }),
    };
    const at = await aShop(source, { private: true });
    await at.configure(
      `${CONFIG}ledger: { enabled: true }\nreport: { enabled: true }\nfollow-up: { second-look: 3 months }\n`,
    );
    await at.openPull({ body: NAMED }).merge();
    await at.openPull({ body: NAMED, title: "Sort the table" }).merge().pass({ days: 31 });
    const [first, second] = at.questions();
    // The number says otherwise, which the monthly issue tells.
    await at
      .say("worked", { number: first?.number ?? 0 })
      .say("missed", { number: second?.number ?? 0 })
      .pass({ days: 31 })
      .pass({ days: 64 });
    expect(findPrivate(at).toSorted()).toEqual([
      "comment",
      "issue Did this work? Add a CSV export",
      "issue Did this work? Sort the table",
      "issue Outcomes",
      "issue Outcomes: December 2026",
      "outcomes/2026-12.csv",
      "outcomes/TRIED.md",
    ]);

    await at.gh.people.setVisibility({ to: "public" });
    await at.settle();
    await at.pass({ minutes: 5 });

    expect(findPrivate(at)).toEqual([]);
  });

  it.each([
    ["stand in the memory of a private repository", true, "- Numbers: exports: 0 → 21 a week, hoped for 20: reached"],
    ["never in that of a public one", false, null],
  ])("%s", async (_, isPrivate, line) => {
    const at = await aShop(since("2026-11-03", 3), { private: isPrivate });
    await at.configure(`${CONFIG}ledger: { enabled: true }\n`);
    await at.openPull({ body: NAMED }).merge().pass({ days: 31 }).tick("worked").pass({ days: 30 });
    const tried = at.gh.look.repository().branches["did-this-work/ledger"]?.changes["outcomes/TRIED.md"] ?? "";

    expect(/^- Numbers: .*$/m.exec(tried)?.[0] ?? null).toBe(line);
    expect(tried).toContain("- Hoped for: exports from 0 to 20 a week.");
  });

  it("never stand in a public one, but those of a public source do", async () => {
    const at = await aShop(since("2026-11-03", 3));
    await at.openPull({ body: NAMED });
    expect(at.pull().check?.summary).toContain("`exports`: private numbers, not shown in a public repository.");
    await at.merge().pass({ days: 31 });
    expect(at.question().body).not.toContain("→ 21");
  });
});

describe("a source that fails", () => {
  it("delays no check and no question, and is asked again until it answers", async () => {
    let isDown = true;
    const up = since("2026-11-03", 3);
    const flaky: Source = {
      read: (request) => (isDown ? Promise.reject(new SourceError("timeout")) : up.read(request)),
    };
    const at = await aShop(flaky, { isPublic: true });
    await at.openPull({ body: NAMED });
    expect(at.pull().check?.summary).toContain("`exports`: its source took too long to answer.");
    await at.merge().pass({ days: 31 });
    expect(at.question().body).toContain("Did it work?");

    isDown = false;
    await at.pass({ minutes: 31 });

    expect(at.question().body).toContain("→ 21 a week");
  });

  it("is given up after a week, and said in our own words", async () => {
    const at = await aShop(
      failing(new SourceError("refused", { status: 401, detail: "secret-token at prom.internal" })),
      {
        isPublic: true,
      },
    );
    await at.openPull({ body: NAMED }).merge().pass({ days: 31 });
    expect(at.question().body).toContain("`exports`: its source refused the query (status 401).");

    await at.pass({ days: 8 });

    const texts = await at.db.query("select outcome_metric::text as row from outcome_metric");
    expect(JSON.stringify([texts, at.gh.look.threads(), at.gh.calls])).not.toMatch(/secret-token|prom\.internal/);
    expect(await at.db.query("select key from work_item where key like 'numbers/%'")).toEqual([]);
  });

  it.each(["busy", "timeout"] as const)(
    "when its metric is configured late (%s), is asked again for a week from then on",
    async (kind) => {
      let isDown = true;
      const up = since("2026-11-03", 3);
      const flaky: Source = {
        read: async (request) => {
          const retryAt = new Date(request.now.getTime() + 60_000);
          if (isDown) throw new SourceError(kind, { retryAt });
          return up.read(request);
        },
      };
      const at = await aShop(flaky, { isPublic: true });
      await at.configure("report: { enabled: true }\n");
      await at.openPull({ body: NAMED }).merge().pass({ days: 26 });
      await at.configure(CONFIG).pass({ days: 5 });

      isDown = false;
      await at.pass({ days: 1 });

      expect(at.question().body).toContain("**0 → 21 a week**");
      expect(at.question().body).toContain("*(configured after the change shipped, and read back)*");
    },
  );

  it("is never given up without having been asked", async () => {
    let isBusy = true;
    const up = since("2026-11-03", 3);
    const busy: Source = {
      read: async (request) => {
        const retryAt = new Date(request.now.getTime() + 6 * 60 * 60_000);
        if (isBusy) throw new SourceError("busy", { retryAt });
        return up.read(request);
      },
    };
    const at = await aShop(busy, { isPublic: true });
    await at.openPull({ body: NAMED }).merge().pass({ days: 31 });
    expect(at.question().body).toContain("`exports`: not read yet.");

    isBusy = false;
    await at.pass({ days: 1 });

    expect(at.question().body).toContain("`exports`: **0 → 21 a week**, hoped for 20: **reached**");
  });

  it("for a week after the merge leaves no number before, which the question says", async () => {
    let isDown = true;
    const up = since("2026-11-03", 3);
    const flaky: Source = {
      read: (request) => (isDown ? Promise.reject(new SourceError("unreachable")) : up.read(request)),
    };
    const at = await aShop(flaky, { isPublic: true });
    await at.openPull({ body: NAMED }).merge().pass({ days: 9 });

    isDown = false;
    await at.pass({ days: 22 });

    expect(at.question().body).toContain("`exports`: **could not be read → 21 a week**, hoped for 20");
  });

  it("without data before the merge asks whether anyone will be able to tell", async () => {
    const nothing: Source = {
      read: async ({ span: { from } }) => Array.from({ length: 28 }, () => ({ day: from, value: null })),
    };
    const at = await aShop(nothing, { isPublic: true });

    await at.openPull({ body: NAMED });

    expect(at.pull().check?.summary).toContain("`exports`: **no data in four weeks: will anyone be able to tell?**");
    await at.pass({ minutes: 5 }).merge().pass({ minutes: 5 });
    expect(at.dashboard().body).toContain("The metric `exports` can't be shown: it has never had a value.");
  });
});

describe("a repository that is renamed", () => {
  it("gains the numbers of a source by its new name, and loses them by another", async () => {
    const { address } = await startSource((response, { form }) => {
      const [start, end] = [Number(form.get("start")), Number(form.get("end"))];
      const days = Array.from({ length: (end - start) / 86_400 + 1 }, (_, index) => start + index * 86_400);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(asMatrix(days.map((at) => [at, "3"]))));
    });
    const prom = `{ kind: prometheus, address: "${address}", repositories: ["acme/web*"], queries: { exports: x } }`;
    const sources = sourcesOf(`sources: { prom: ${prom} }`);
    const at = await openShop(createLoop(getDb(), undefined, sources), { config: CONFIG, private: true });
    await at.install().openPull({ body: NAMED });
    const summary = (repository: string) =>
      at.gh.look.threads(repository).find(({ kind }) => kind === "pull-request")?.check?.summary ?? "";
    expect(summary("acme/shop")).toContain("`exports`: its source isn't open to this repository.");

    await at.gh.people.rename({ to: "web-shop" });
    await at.settle();
    await at.pass({ minutes: 31 });
    expect(summary("acme/web-shop")).toContain("`exports`: 21 a week now");

    await at.gh.people.rename({ repository: "acme/web-shop", to: "other" });
    await at.settle();
    await at.pass({ days: 1 });
    await at.gh.people.editPullRequest({ by: "bob", number: 1, repository: "acme/other", body: `${NAMED} Really.` });
    await at.settle();
    await at.pass({ minutes: 31 });
    expect(summary("acme/other")).toContain("`exports`: its source isn't open to this repository.");
    expect(summary("acme/other")).not.toContain("21 a week");
  });
});
