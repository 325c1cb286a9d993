import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumAudit } from "../../../src/core/audit/audit.ts";
import { type AuditedPull, type AuditQuestion, auditPull } from "../../../src/core/audit/audit-pull.ts";
import { countQuestions } from "../../../src/core/audit/audit-questions.ts";
import { Config, DEFAULT_CONFIG } from "../../../src/core/config/config.ts";
import { aPerson, aPullRequest } from "../../support/builders.ts";

const RULES = { config: DEFAULT_CONFIG, templates: [], defaultBranch: "main" };

function aMerged(number: number, measure: string, given: Parameters<typeof aPullRequest>[0] = {}) {
  const body = `## Problem\nSlow search.\n\n## How will we know it worked?\n${measure}\n`;
  return { ...aPullRequest({ number, body, ...given }), mergedAt: given.mergedAt ?? "2026-10-01T10:00:00Z" };
}

function audited(number: number, measure: string, given: Parameters<typeof aPullRequest>[0] = {}): AuditedPull {
  return auditPull(aMerged(number, measure, given), null, RULES);
}

function aQuestion(number: number, given: Partial<AuditQuestion> = {}): AuditQuestion {
  return {
    number,
    mergedAt: "2026-10-01T10:00:00Z",
    statement: { measure: "Weekly exports go from 0 to 20." },
    isDated: false,
    dueOn: "2026-10-31",
    personId: number,
    isCheckable: true,
    ...given,
  };
}

describe("the question about an audited pull request", () => {
  test("is due on the date its author named, or after the default time", () => {
    const dated = {
      ...aMerged(1, "20 exports."),
      body: "## Measure of success\n20 exports.\n\n## Check back\nin 2 weeks\n",
    };

    const pulls = [auditPull(dated, null, RULES), audited(2, "20 exports.")];

    expect(pulls.map((pull) => (pull.kind === "read" ? pull.question?.dueOn : null))).toEqual([
      "2026-10-15",
      // A Monday: 30 days after the merge are a Saturday.
      "2026-11-02",
    ]);
  });

  test("does not keep the whole of a long measure", () => {
    const pull = audited(1, "20 exports a week. ".repeat(1_000));

    expect(JSON.stringify(pull).length).toBeLessThan(1_000);
  });

  test("goes to the merger when the author is a bot", () => {
    const bot = aPerson("helper", "Bot");
    const pulls = [
      audited(1, "20 exports.", { author: bot, mergedBy: aPerson("cleo") }),
      audited(2, "20 exports.", { author: bot }),
    ];

    expect(pulls.map((pull) => (pull.kind === "read" ? pull.question?.personId : 0))).toEqual([
      aPerson("cleo").id,
      null,
    ]);
  });
});

describe("the sum of an audit", () => {
  test("counts every pull request in one number of each kind", () => {
    const measure = fc.constantFrom("", "TBD", "N/A", "N/A: a typo", "20 exports a week.", "People like it.");
    const branch = fc.constantFrom("change", "renovate/x", "revert-1-change");
    fc.assert(
      fc.property(fc.array(fc.record({ measure, branch })), (given) => {
        const pulls = given.map(({ measure, branch }, index) => audited(index + 1, measure, { headRef: branch }));
        const sum = sumAudit(pulls, DEFAULT_CONFIG);
        const skipped = sum.skipped.reduce((total, { count }) => total + count, 0);
        for (const { filled, missing, notApplicable } of [sum.problem, sum.measure]) {
          expect(filled + missing + notApplicable).toBe(sum.read);
        }
        expect(sum.read + skipped).toBe(sum.merged);
        expect(sum.questions.due).toBe(sum.measure.filled);
        expect(sum.checkable).toBeLessThanOrEqual(sum.measure.filled);
      }),
      { numRuns: 50 },
    );
  });

  test("lists checkable measures: numbers first, no wording twice, none too short or too long", () => {
    const sum = sumAudit(
      [
        audited(1, "Weekly exports go from 0 to 20."),
        audited(2, "weekly exports go from 0 to 20"),
        audited(3, "The search dashboard shows fewer errors, see https://example.com/d/12."),
        audited(4, "20 exports."),
        audited(5, `20 exports. ${"And so on. ".repeat(30)}`),
        audited(6, "People like the new page more than the old one."),
      ],
      DEFAULT_CONFIG,
    );

    expect(sum.examples.map(({ number }) => number)).toEqual([2, 3]);
  });
});

describe("the noise budget without any answers", () => {
  const many = (count: number, given: Partial<AuditQuestion> = {}) =>
    Array.from({ length: count }, (_, index) => aQuestion(index + 1, given));

  test("allows ten questions a day, for fourteen days", () => {
    expect(countQuestions(many(50), DEFAULT_CONFIG)).toEqual({ due: 50, asked: 50 });
    expect(countQuestions(many(200), DEFAULT_CONFIG)).toEqual({ due: 200, asked: 140 });
  });

  test("allows five open questions per person", () => {
    expect(countQuestions(many(20, { personId: 1 }), DEFAULT_CONFIG)).toEqual({ due: 20, asked: 5 });
  });

  test("is freed when a question is given up after three weeks", () => {
    const later = many(5, { personId: 1, dueOn: "2026-11-21" });

    expect(countQuestions([...many(5, { personId: 1 }), ...later], DEFAULT_CONFIG)).toEqual({ due: 10, asked: 10 });
  });

  test("allows nothing when it is zero", () => {
    const config = Config.parse({ "follow-up": { "max-per-day": 0 } });

    expect(countQuestions(many(3), config)).toEqual({ due: 3, asked: 0 });
    expect(countQuestions([], config)).toEqual({ due: 0, asked: 0 });
  });
});
