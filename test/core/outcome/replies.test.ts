import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { UserAction } from "../../../src/core/delivery/user-action.ts";
import { interpret } from "../../../src/core/outcome/answer.ts";
import type { OutcomeEvent } from "../../../src/core/outcome/life-cycle.ts";
import type { Answer, Outcome } from "../../../src/core/outcome/outcome.ts";
import { anOutcome, aPullRequest } from "../../support/builders.ts";

const FIXTURES = new URL("../../fixtures/replies/", import.meta.url);

interface Reply {
  readonly name: string;
  /** What came before it. */
  readonly context: string;
  readonly body: string;
  readonly expected: string;
}

/** Parses a file of replies: "=== name [context]", the reply, "=> what comes out". */
function readReplies(file: string): readonly Reply[] {
  const text = readFileSync(new URL(file, FIXTURES), "utf8");
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [, title = "", body = "", expected = ""] = /^([^\n]*)\n([\s\S]*)\n=> ([^\n]*)\n/.exec(part) ?? [];
      const [, name = title, context = ""] = /^(.*) \[(.*)\]$/.exec(title) ?? [];
      return { name, context, body: decode(body), expected: decode(expected.replaceAll("\\n", "\n")) };
    });
}

function decode(text: string): string {
  return text.replace(/\\u\{([\da-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

const BOB = aPullRequest({}).author;
const ASKED = anOutcome({
  state: "asked",
  questions: [{ issueNumber: 31, askedAt: "2026-11-04T09:00:00Z", remindedAt: null, assignee: BOB, answers: [] }],
});
const ANSWER: Answer = {
  verdict: "worked",
  evidence: null,
  why: null,
  next: null,
  by: BOB,
  at: "2026-11-04T10:00:00Z",
};
const ANSWERED: Outcome = {
  ...ASKED,
  state: "answered",
  questions: [{ ...ASKED.questions[0], answers: [ANSWER] }],
};

/** Says in the words of the fixtures what a reply comes to. */
function describeMeaning({ body, context }: Reply): string {
  const action: UserAction = {
    kind: "commented",
    commentId: 1,
    body,
    bodyBefore: null,
    by: BOB,
    at: "2026-11-04T11:00:00Z",
  };
  const previousCommentAt = context === "in conversation" ? "2026-11-04T10:30:00Z" : null;
  const outcome = context === "answered" ? ANSWERED : ASKED;
  const { found, spoken, events } = interpret(action, { outcome, key: "", previousCommentAt });
  const evidence = findEvidence(events);
  if (found?.command) return withEvidence(`command ${found.line}`, evidence);
  if (found) {
    const { kind } = found.misreading ?? { kind: "unknown" };
    const what = found.misreading?.kind === "needs" ? ` ${found.misreading.what}` : "";
    return `${kind}${what} ${found.line}`;
  }
  if (spoken?.problem?.kind === "did-you-mean")
    return withEvidence(`did you mean ${spoken.problem.verdict}`, spoken.problem.evidence);
  const [event] = events;
  if (event?.kind === "answered") return withEvidence(`answer ${event.answer.verdict}`, evidence);
  return event?.kind === "explained" ? withEvidence("evidence", evidence) : "conversation";
}

function findEvidence(events: readonly OutcomeEvent[]): string | null {
  const [event] = events;
  if (event?.kind === "answered") return event.answer.evidence;
  return event?.kind === "explained" ? (event.more.evidence ?? null) : null;
}

function withEvidence(words: string, evidence: string | null): string {
  return evidence === null ? words : `${words} | ${evidence}`;
}

describe.each(["mails.txt", "words.txt", "commands.txt"])("a reply of %s", (file) => {
  it.each(readReplies(file).map((reply) => [reply.name, reply] as const))("%s", (_, reply) => {
    expect(describeMeaning(reply)).toBe(reply.expected);
  });
});
