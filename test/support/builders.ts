import type { Audit } from "../../src/core/audit/audit.ts";
import type { AuditReport } from "../../src/core/audit/audit-report.ts";
import { DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import {
  type Answer,
  currentQuestion,
  NEW_QUESTION,
  type Outcome,
  type Question,
} from "../../src/core/outcome/outcome.ts";
import type { Verdict } from "../../src/core/outcome/verdict.ts";
import type { Person } from "../../src/core/person.ts";
import type { PullRequest } from "../../src/core/pull-request/pull-request.ts";

/** A person by login; the same login gives the same id. */
export function aPerson(login: string, type = "User"): Person {
  const id = [...login].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 1_000_003;
  return { id, login, type };
}

/** An open pull request into main with an empty description. */
export function aPullRequest(given: Partial<PullRequest> = {}): PullRequest {
  return {
    repositoryId: 1,
    number: 7,
    title: "Add a CSV export",
    body: "",
    state: "open",
    isDraft: false,
    author: aPerson("bob"),
    labels: [],
    baseRef: "main",
    headRef: "csv-export",
    headSha: "a".repeat(40),
    headRepositoryId: 1,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    createdAt: "2026-11-01T10:00:00Z",
    updatedAt: "2026-11-01T10:00:00Z",
    url: "https://github.com/acme/shop/pull/7",
    ...given,
  };
}

/** Given fields of an outcome, with those of its question beside them. */
export type GivenOutcome = Partial<Outcome> & Partial<Question>;

/** The outcome of a merged pull request, in state `waiting`. Fields of its question are given beside its own. */
export function anOutcome(given: GivenOutcome = {}): Outcome {
  const { issueNumber, askedAt, remindedAt, assignee, answers, ...rest } = given;
  const question = aQuestion({
    ...(issueNumber !== undefined && { issueNumber }),
    ...(askedAt !== undefined && { askedAt }),
    ...(remindedAt !== undefined && { remindedAt }),
    ...(assignee !== undefined && { assignee }),
    ...(answers !== undefined && { answers }),
  });
  return {
    repositoryId: 1,
    number: 7,
    title: "Add a CSV export",
    labels: [],
    url: "https://github.com/acme/shop/pull/7",
    author: aPerson("bob"),
    merger: aPerson("cleo"),
    mergedAt: "2026-11-01T10:00:00Z",
    mergeCommitSha: "b".repeat(40),
    statement: {
      problem: "Support copies numbers into a spreadsheet every Monday.",
      measure: "Weekly exports go from 0 to 20.",
      exemption: null,
    },
    isStatedLate: false,
    isReadLate: false,
    state: "waiting",
    reason: null,
    reasonBy: null,
    clockStartedAt: rest.mergedAt ?? "2026-11-01T10:00:00Z",
    shippedIn: rest.clockStartedAt === null ? null : { kind: "merge", name: "" },
    notShippedAt: null,
    restoredIn: null,
    dueOn: "2026-12-01",
    isDated: false,
    checkAfter: null,
    dueAt: "2026-12-01T09:00:00Z",
    endedAt: null,
    questions: [question],
    namedBy: [],
    movedTimes: 0,
    hasNumbers: false,
    secondLook: null,
    version: 0,
    ...rest,
  };
}

/** The outcome with a second question, which nobody has answered. */
export function askedAgain(outcome: Outcome): Outcome {
  return { ...outcome, questions: [...outcome.questions, { ...currentQuestion(outcome), answers: [] }] };
}

/** A question that is not asked yet. */
function aQuestion(given: Partial<Question> = {}): Question {
  return { ...NEW_QUESTION, ...given };
}

/** An answer by the author. */
export function anAnswer(verdict: Verdict, given: Partial<Answer> = {}): Answer {
  return { verdict, evidence: null, why: null, next: null, by: aPerson("bob"), at: "2026-12-02T10:00:00Z", ...given };
}

/** The audit of one quarter, in a repository whose template asks for both fields. */
export function anAuditReport(
  given: Partial<Omit<AuditReport, "audit"> & { audit: Partial<Audit> }> = {},
): AuditReport {
  const { audit, ...rest } = given;
  const fields = {
    problem: { heading: "Why?", by: "vocabulary" },
    measure: { heading: "How will we know it worked?", by: "vocabulary" },
    "check-back": null,
  } as const;
  return {
    repository: "acme/shop",
    since: "2026-08-23",
    until: "2026-11-21",
    templates: [{ path: "pull_request_template.md", fields }],
    isInherited: false,
    hasOwnConfig: false,
    problems: 0,
    isActive: true,
    hasIssues: true,
    config: DEFAULT_CONFIG,
    unread: 0,
    audit: {
      merged: 42,
      skipped: [
        { reason: "bot", count: 10 },
        { reason: "revert", count: 2 },
      ],
      read: 30,
      problem: { filled: 24, missing: 6, notApplicable: 0 },
      measure: { filled: 12, missing: 16, notApplicable: 2 },
      checkable: 8,
      incomplete: 17,
      questions: { due: 12, asked: 11 },
      examples: [{ number: 7, url: "https://github.com/acme/shop/pull/7", measure: "Weekly exports go from 0 to 20." }],
      ...audit,
    },
    ...rest,
  };
}
