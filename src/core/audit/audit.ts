import type { ParsedField } from "../../description/parsed-description.ts";
import type { Config } from "../config/config.ts";
import type { SkipReason } from "../pull-request/skip.ts";
import type { AuditedPull } from "./audit-pull.ts";
import { countQuestions, type QuestionCount } from "./audit-questions.ts";

/** How often a field was in each state; the three add up to all pull requests read. */
export interface FieldCount {
  readonly filled: number;
  readonly missing: number;
  readonly notApplicable: number;
}

/** A measure worth imitating. */
export interface Example {
  readonly number: number;
  readonly url: string;
  readonly measure: string;
}

/** What the merged pull requests of a time span say. `merged` = `read` + the sum of `skipped`. */
export interface Audit {
  readonly merged: number;
  /** By reason, most frequent first. */
  readonly skipped: readonly { readonly reason: SkipReason["kind"]; readonly count: number }[];
  readonly read: number;
  readonly problem: FieldCount;
  readonly measure: FieldCount;
  /** Filled measures that name a number, a date or a place to look. */
  readonly checkable: number;
  /** Pull requests without a required field: the app would have said so. */
  readonly incomplete: number;
  readonly questions: QuestionCount;
  readonly examples: readonly Example[];
}

type ReadPull = Extract<AuditedPull, { kind: "read" }>;

/** Sums up the audited pull requests; every number comes with the total it is part of. */
export function sumAudit(pulls: readonly AuditedPull[], config: Config): Audit {
  const read = pulls.filter((pull) => pull.kind === "read");
  const questions = read.flatMap(({ question }) => question ?? []);
  return {
    merged: pulls.length,
    skipped: countSkipped(pulls),
    read: read.length,
    problem: countStates(read.map(({ problem }) => problem)),
    measure: countStates(read.map(({ measure }) => measure)),
    checkable: questions.filter(({ isCheckable }) => isCheckable).length,
    incomplete: read.filter(({ evaluation }) => evaluation === "incomplete").length,
    questions: countQuestions(config["follow-up"].enabled ? questions : [], config),
    examples: chooseExamples(read),
  };
}

function countSkipped(pulls: readonly AuditedPull[]): Audit["skipped"] {
  const counts = new Map<SkipReason["kind"], number>();
  for (const pull of pulls) if (pull.kind === "skipped") counts.set(pull.reason, (counts.get(pull.reason) ?? 0) + 1);
  const rows = [...counts].map(([reason, count]) => ({ reason, count }));
  return rows.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function countStates(states: readonly ParsedField["state"][]): FieldCount {
  const count = (wanted: ParsedField["state"]) => states.filter((state) => state === wanted).length;
  return { filled: count("filled"), missing: count("missing"), notApplicable: count("not-applicable") };
}

const MOST_EXAMPLES = 5;
/** In characters. Shorter measures tell others little; longer ones are poor examples. */
const SHORTEST = 20;
const LONGEST = 240;

/** Checkable measures, each wording once: those with a number first, then the newest. */
function chooseExamples(pulls: readonly ReadPull[]): readonly Example[] {
  const byWording = new Map<string, Example & { readonly mergedAt: string }>();
  for (const { number, url, mergedAt, question } of pulls) {
    const measure = question?.isCheckable ? question.statement.measure : null;
    if (measure === null || measure.length < SHORTEST || measure.length > LONGEST) continue;
    byWording.set(normaliseWording(measure), { number, url, measure, mergedAt });
  }
  return [...byWording.values()]
    .sort((a, b) => rankMeasure(a.measure) - rankMeasure(b.measure) || (a.mergedAt < b.mergedAt ? 1 : -1))
    .slice(0, MOST_EXAMPLES)
    .map(({ number, url, measure }) => ({ number, url, measure }));
}

function normaliseWording(measure: string): string {
  return measure
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** 0 for a measure with a number in it, issue references and URLs aside; otherwise 1. */
function rankMeasure(measure: string): number {
  return /(?<![#\p{L}\d/-])\d/u.test(measure.replace(/https?:\/\/\S+/g, "")) ? 0 : 1;
}
