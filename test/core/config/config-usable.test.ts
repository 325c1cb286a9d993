import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { type ConfigInput, encodeConfig } from "../../../src/core/config/config.ts";
import { parseConfigFile } from "../../../src/core/config/config-file.ts";
import { findExtended, resolveSettings } from "../../../src/core/config/settings.ts";
import { listMetrics } from "../../../src/core/metric/list-metrics.ts";
import { NO_METRICS } from "../../../src/core/metric/mention.ts";
import { findDue, listCandidates } from "../../../src/core/outcome/follow-up.ts";
import { planCheck } from "../../../src/core/pull-request/check.ts";
import { planComment } from "../../../src/core/pull-request/comment.ts";
import { evaluateStatement } from "../../../src/core/pull-request/evaluation.ts";
import { recordMerge } from "../../../src/core/pull-request/merge.ts";
import { findSkipReason } from "../../../src/core/pull-request/skip.ts";
import { findNextTurn, listDueMonths, toLedgerPath } from "../../../src/core/report/ledger.ts";
import type { RepositoryFiles } from "../../../src/core/repository/repository-files.ts";
import { parseDescription } from "../../../src/description/parsed-description.ts";
import { renderOrganizationTitle } from "../../../src/render/dashboard/organization.ts";
import { renderFollowUp } from "../../../src/render/outcome/follow-up.ts";
import { renderCheck } from "../../../src/render/pull-request/check.ts";
import { aPerson, aPullRequest } from "../../support/builders.ts";

const NOW = new Date("2026-11-02T10:00:00Z");
const TEMPLATE = { path: "t.md", body: "## Problem\n\n## How will we know it worked?\n\n## Check back\n" };
const PULL = aPullRequest({
  title: "chore(deps): bump [WIP] ^x$ 1.0",
  baseRef: "main",
  headRef: "feat/a",
  body: "## Problem\n\nslow\n\n## How will we know it worked?\n\n20 exports a week\n\n## Check back\n\nin 2 weeks\n",
  labels: ["wip"],
  mergedAt: "2026-11-02T09:00:00Z",
  author: aPerson("ada"),
});

/** Entries people write, and those that made trouble somewhere. */
const entry = fc.oneof(
  fc.constantFrom(
    ...["", " ", "!", "!src/**", "!!", "**", "*", "docs", "docs/", "/", "./", "/docs/**", "../x", "^chore.*", "*wip*"],
    ...[
      "{a,b",
      "{a,b}/*",
      "{{{{",
      "[",
      "[WIP]*",
      "(a|b)",
      "\\",
      "a\\",
      "+(x",
      "@(a)",
      "?(",
      "@bob",
      "@acme/team",
      "&x",
    ],
    ...["default", "refs/heads/main", "acme[bot]", "a b", "\u200b", "\u202e", "\ud83d", "\u0000", "é", "1.0", "a\nb"],
    ...[
      "x".repeat(600),
      "*a".repeat(240),
      "{".repeat(400),
      "**/".repeat(160),
      "chore(deps)*",
      "constructor",
      "__proto__",
    ],
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 12, unit: "binary" }),
  fc.integer(),
  fc.constant(null),
);
const GOOD = fc.constantFrom("octocat", "docs", "docs/", "@ada", "release", "1x", "ada_acme", "default");
const text = fc.oneof(entry, fc.constantFrom("Outcomes", "outcomes/x", ".git", ".GIT", "a/git~1", "a/.git./b", "..."));
const duration = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("0 minutes", "30 days", "a month", "1 year", "  2   weeks ", "365d") },
  entry,
);
const count = fc.oneof({ weight: 3, arbitrary: fc.nat(10_000) }, fc.constantFrom(-1, 1e15, 0.5, Number.NaN, "3"));
const zone = fc.constantFrom("UTC", "utc", "Europe/Berlin", "+05:30", "EST5EDT", "Etc/GMT+12", "local", "", "system");
const flag = fc.boolean();

/** Few keys at a time, so that a good part of the files is valid. */
function some<Keys extends object>(keys: { [K in keyof Keys]: fc.Arbitrary<Keys[K]> }) {
  return fc.record(keys, { requiredKeys: [] });
}

function aFile(list: fc.Arbitrary<readonly unknown[]>, word: fc.Arbitrary<unknown>) {
  return some({
    _extends: fc.oneof(word, fc.constantFrom("acme/x", " acme/x ")),
    "time-zone": fc.oneof({ weight: 5, arbitrary: zone }, entry),
    enforcement: fc.constantFrom("off", "remind", "require"),
    fields: some({ measure: some({ headings: list, required: flag }), problem: some({ headings: list }) }),
    bases: list,
    "comment-after": duration,
    skip: some({ labels: list, authors: list, titles: list, branches: list, paths: list, drafts: flag }),
    "follow-up": some({
      after: duration,
      "nudge-after": duration,
      "give-up-after": duration,
      labels: list,
      fallback: list,
      "max-per-day": count,
      "weekdays-only": flag,
    }),
    metrics: fc.dictionary(
      fc.oneof(fc.constantFrom("exports", "page.load", "constructor", "a b", "1x"), fc.string({ maxLength: 5 })),
      some({
        source: fc.oneof(fc.constantFrom("github", "prom"), word),
        query: fc.oneof(fc.constant("exports"), word),
        issues: some({ labels: list }),
        weekly: fc.constantFrom("sum", "max"),
        unit: fc.oneof(fc.constantFrom("%", "ms"), word),
        better: fc.constantFrom("more", "fewer"),
      }),
      { maxKeys: 2 },
    ),
    dashboard: some({ title: word, labels: list }),
    ledger: some({ path: word, enabled: flag }),
  });
}

const hostile = fc.array(entry, { maxLength: 4 });
const file = fc.oneof(aFile(hostile, text), aFile(fc.array(GOOD, { maxLength: 3 }), GOOD));
/** One key with one hostile entry: each entry that passes is used in each place. */
const single = fc
  .tuple(
    fc.constantFrom("bases", "skip.labels", "skip.authors", "skip.titles", "skip.branches", "skip.paths"),
    fc.constantFrom(
      "fields.measure.headings",
      "follow-up.fallback",
      "follow-up.labels",
      "dashboard.title",
      "ledger.path",
    ),
    flag,
    entry,
  )
  .map(([one, other, isOne, value]) => {
    const key = isOne ? one : other;
    const leaf: unknown = /title$|path$/.test(key) ? value : [value];
    return key.split(".").reduceRight<unknown>((inner, part) => ({ [part]: inner }), leaf);
  });

function someFiles(config: string | null, owner: string | null = null): RepositoryFiles {
  return {
    ...{ defaultBranch: "main", commit: null, visibility: "private", templates: [TEMPLATE], config },
    ...{ isFork: false, isArchived: false, hasIssues: true },
    owner: owner === null ? null : { visibility: "private", commit: null, templates: [], config: owner },
  };
}

/** All that is ever done with a configuration, by the pure functions that do it. */
function useEverywhere(files: RepositoryFiles, lastGood?: string): void {
  const settings = resolveSettings(files, lastGood === undefined ? {} : { lastGood: { own: lastGood, owner: null } });
  findExtended(files);
  const { config, templates } = settings;
  const zone = config["time-zone"];
  const facts = { config, defaultBranch: "main", ownLogin: "us[bot]", skippedBy: null, revert: null };
  for (const paths of [null, ["docs/a.md", "src/x.ts"]]) {
    findSkipReason({ ...facts, pull: PULL, paths });
    findSkipReason({ ...facts, pull: { ...PULL, baseRef: "release/1" }, paths });
  }
  const parsed = parseDescription({ body: PULL.body, templates, fields: config.fields });
  const evaluation = evaluateStatement(parsed, config);
  const outcome = recordMerge({ ...PULL, mergedAt: PULL.mergedAt ?? "" }, parsed, config);
  const candidates = listCandidates(outcome, config["follow-up"].fallback);
  for (const login of candidates) expect(login).toMatch(/^[\w-]+$/);
  findDue(outcome, config, NOW);
  planComment({ pull: PULL, evaluation, config, outcome: null, isThere: false, now: NOW });
  const part = { number: 1, evaluation, parsed, outcome, checkBack: null, metrics: NO_METRICS, similar: [] };
  const check = planCheck([part], config, settings.problems);
  if (check) renderCheck(check, { config, about: "" });
  renderFollowUp(
    { outcome, numbers: [], config, mention: null, about: "", base: "..", dashboard: null },
    "k".repeat(20),
  );
  expect(toLedgerPath(config.ledger.path, "2026-10")).not.toMatch(/(?:^|\/)(?:\.{1,2}|\.git|git~1)[. ]*(?:\/|$)/i);
  for (const { name, query } of listMetrics(config)) {
    expect(name).toMatch(/^[a-z][a-z0-9_.-]{0,39}$/i);
    expect(query.kind === "query" ? query.query.trim() : query.labels).not.toHaveLength(0);
  }
  findNextTurn(NOW, zone);
  listDueMonths({ now: NOW, zone, knownSince: new Date(0), writtenThrough: null });
  for (const title of [config.dashboard.title, renderOrganizationTitle(config.dashboard.title, "acme")]) {
    expect(title.trim()).not.toBe("");
    expect(title.length).toBeLessThanOrEqual(256);
  }
  const labels = [...config["follow-up"].labels, ...config.dashboard.labels, ...config.report.labels];
  for (const label of labels) expect(label.trim().length).toBeGreaterThan(0);
  for (const label of labels) expect(label.length).toBeLessThanOrEqual(50);
  // What is stored or sent as JSON: a backslash that the text itself has stands there twice.
  expect(JSON.stringify(encodeConfig(config))).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i);
}

test("what passes can be used everywhere, and what does not pass is named", () => {
  let valid = 0;
  fc.assert(
    fc.property(fc.oneof(file, single), fc.constantFrom("PLAIN", "QUOTE_DOUBLE"), (value, defaultStringType) => {
      const written = stringify(value, { defaultStringType, defaultKeyType: "PLAIN" });

      const { config, problems } = parseConfigFile(written);

      if (config !== null) valid++;
      expect(config === null).toBe(problems.some(({ severity }) => severity === "error"));
      useEverywhere(someFiles(written));
      useEverywhere(someFiles(null, written));
    }),
    { numRuns: 600 },
  );
  expect(valid).toBeGreaterThan(100);
});

test("a file that passed an older version can be used too, whatever this one refuses in it", () => {
  fc.assert(
    fc.property(file, (value) => {
      useEverywhere(someFiles("comment: [", null), stringify(value));
    }),
    { numRuns: 200 },
  );
});

test("raw text people might write by hand can be used once it passes", () => {
  const raw = fc
    .tuple(
      fc.constantFrom("skip", "follow-up", "dashboard"),
      fc.constantFrom("titles", "paths", "branches", "authors", "labels", "fallback", "title"),
      fc.oneof(
        fc.constantFrom(
          "[!src/**]",
          "[*wip*]",
          "[&a]",
          "[ #x ]",
          "[@bob]",
          "!foo bar",
          "[{a,b}/*]",
          "[1, true]",
          "|\n    a",
        ),
        fc.string({ maxLength: 10 }).map((inside) => `[${inside}]`),
      ),
    )
    .map(([section, key, rest]) => `${section}:\n  ${key}: ${rest}\n`);

  fc.assert(
    fc.property(raw, (written) => {
      useEverywhere(someFiles(written));
    }),
    { numRuns: 500 },
  );
});

test("the last good file keeps all that is still accepted", () => {
  const lastGood =
    "enforcement: require\nskip:\n  titles: ['', 'chore*']\n  paths: [!src/**]\nfollow-up: { fallback: ['@a/b'] }\n";
  const settings = resolveSettings(someFiles(lastGood), { lastGood: { own: lastGood, owner: null } });

  expect(settings.config.enforcement).toBe("require");
  expect(settings.config.skip.titles).toEqual(["chore*"]);
  expect(settings.config.skip.paths).toEqual([]);
  expect(settings.config["follow-up"].fallback).toEqual([]);
  expect(settings.problems.filter(({ severity }) => severity === "error")).not.toEqual([]);
});

test("what a file says can be written as a file again", () => {
  const said: ConfigInput = {
    bases: ["refs/heads/main", "release/"],
    skip: { authors: ["@ada"], paths: ["docs"] },
    "follow-up": { fallback: ["@bob"], after: " 2   weeks" },
  };
  const { config } = resolveSettings(someFiles(stringify(said)));

  const again = resolveSettings(someFiles(stringify(encodeConfig(config))));

  expect(again.config).toEqual(config);
  expect(config.bases).toEqual(["main", "release/**"]);
  expect(config["follow-up"].fallback).toEqual(["bob"]);
  expect(config["follow-up"].after.text).toBe("2 weeks");
});
