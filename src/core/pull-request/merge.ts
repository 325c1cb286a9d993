import type { ParsedDescription } from "../../description/parsed-description.ts";
import type { Config } from "../config/config.ts";
import { type CheckBack, parseCheckBack } from "../outcome/check-back.ts";
import { type Outcome, type State, type Statement, toStatement } from "../outcome/outcome.ts";
import { type Duration, parseDuration } from "../time/duration.ts";
import { findDueDate, toAskingTime, toWorkingDay } from "../time/schedule.ts";
import type { PullRequest } from "./pull-request.ts";

/** The record that begins with a merge. Its statement is frozen here: what is promised later is marked as late. */
export function recordMerge(
  pull: PullRequest & { readonly mergedAt: string },
  parsed: ParsedDescription,
  config: Config,
): Outcome {
  const statement = toStatement(parsed);
  const zone = config["time-zone"];
  const dueOn = findFirstDueDate(pull.mergedAt, parsed, config);
  return {
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
    dueOn,
    isDated: isDated(pull.mergedAt, parsed, zone),
    dueAt: toAskingTime(dueOn, zone),
    askedAt: null,
    remindedAt: null,
    endedAt: null,
    owner: null,
    answers: [],
    namedBy: [],
    movedTimes: 0,
    followUpNumber: null,
  };
}

/** What the author wished for, where it is a date within a year; else so long after the merge. */
function findFirstDueDate(mergedAt: string, parsed: ParsedDescription, config: Config): string {
  const zone = config["time-zone"];
  const wished = parseCheckBackField(parsed, new Date(mergedAt), zone);
  const on = wished && "on" in wished ? wished.on : findDueDate(mergedAt, durationOf(config["follow-up"].after), zone);
  return toWorkingDay(on, config["follow-up"]["weekdays-only"]);
}

function isDated(mergedAt: string, parsed: ParsedDescription, zone: string): boolean {
  const wished = parseCheckBackField(parsed, new Date(mergedAt), zone);
  return wished !== null && "on" in wished;
}

/** What the author's check-back says; null where there is none. */
export function parseCheckBackField(parsed: ParsedDescription, now: Date, zone: string): CheckBack | null {
  const field = parsed.fields["check-back"];
  return field.state === "filled" ? parseCheckBack(field.text, { now, zone }) : null;
}

function firstState(statement: Statement, parsed: ParsedDescription): State {
  if (parsed.fields.measure.state === "not-applicable") return "exempt";
  return statement.measure === null ? "unstated" : "waiting";
}

/** A duration of the configuration, which was checked when its file was read. */
export function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`an unchecked duration came through: ${text}`);
  return duration;
}
