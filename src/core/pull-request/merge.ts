import type { ParsedDescription } from "../../description/parsed-description.ts";
import type { Config } from "../config/config.ts";
import { type CheckBack, parseCheckBack } from "../outcome/check-back.ts";
import { beginClock, toDue } from "../outcome/clock.ts";
import { NEW_QUESTION, type Outcome, type State, type Statement, toStatement } from "../outcome/outcome.ts";
import type { PullRequest } from "./pull-request.ts";

/** The outcome that a merge creates. Its statement is frozen here; a statement added later is marked as late. */
export function recordMerge(
  pull: PullRequest & { readonly mergedAt: string },
  parsed: ParsedDescription,
  config: Config,
): Outcome {
  const statement = toStatement(parsed);
  const zone = config["time-zone"];
  const named = findNamed(pull.mergedAt, parsed, zone);
  const dueOn = named?.after === undefined ? (named?.on ?? null) : null;
  const outcome: Outcome = {
    repositoryId: pull.repositoryId,
    number: pull.number,
    title: pull.title,
    labels: pull.labels,
    url: pull.url,
    author: pull.author,
    merger: pull.mergedBy,
    mergedAt: pull.mergedAt,
    mergeCommitSha: pull.mergeCommitSha,
    statement,
    isStatedLate: false,
    isReadLate: false,
    state: firstState(statement, parsed),
    reason: parsed.fields.measure.state === "not-applicable" ? statement.exemption : null,
    reasonBy: statement.exemption === null ? null : pull.author.id,
    clockStartedAt: null,
    shippedIn: null,
    notShippedAt: null,
    restoredIn: null,
    ...(dueOn === null ? { dueOn, dueAt: null } : toDue(dueOn, config)),
    isDated: named !== null,
    checkAfter: named?.after ?? null,
    endedAt: null,
    questions: [NEW_QUESTION],
    namedBy: [],
    movedTimes: 0,
    hasNumbers: false,
    secondLook: null,
    version: 0,
  };
  return beginClock(outcome, config);
}

/** When the author wants to be asked, where that is within a year: on a date, or after a time. */
function findNamed(
  mergedAt: string,
  parsed: ParsedDescription,
  zone: string,
): Extract<CheckBack, { on: string }> | null {
  const checkBack = parseCheckBackField(parsed, new Date(mergedAt), zone);
  return checkBack && "on" in checkBack ? checkBack : null;
}

/** Parses the author's check-back; null when there is none. */
export function parseCheckBackField(parsed: ParsedDescription, now: Date, zone: string): CheckBack | null {
  const field = parsed.fields["check-back"];
  return field.state === "filled" ? parseCheckBack(field.text, { now, zone }) : null;
}

function firstState(statement: Statement, parsed: ParsedDescription): State {
  if (parsed.fields.measure.state === "not-applicable") return "exempt";
  return statement.measure === null ? "unstated" : "waiting";
}
