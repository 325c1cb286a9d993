import { isMap, type Json } from "./json.ts";
import type { Recording } from "./recording.ts";

/** Columns whose values say how things ended, by the baseline's names. */
const ENDS = [
  "outcome.state",
  "outcome.verdict",
  "outcome.why",
  "outcome.not_asked",
  "onboarding.state",
  "onboarding.kind",
  "skipped_merge.reason",
  "ledger.problem",
  "obstacle.kind",
  "gesture.gesture.kind",
] as const;

type Tally = Map<string, number>;

/** What the histories of the baseline came across, how often. */
export function tellCoverage(recordings: readonly Recording[]): string {
  const acts: Tally = new Map();
  const calls: Tally = new Map();
  const failures: Tally = new Map();
  const messages: Tally = new Map();
  for (const recording of recordings) {
    for (const method of recording.methods) count(calls, method, 0);
    for (const { name, told } of recording.acts) count(acts, told.startsWith("in vain") ? `${name}, in vain` : name);
    for (const { method, outcome } of recording.calls) {
      count(calls, method);
      if (outcome !== "done") count(failures, `${method}: ${outcome}`);
    }
    for (const [message, times] of Object.entries(recording.messages)) count(messages, message, times);
  }
  return [
    tell("acts", acts),
    tell("calls", calls),
    tell("calls that failed", failures),
    tell("log", messages),
    ...ENDS.map((column) => tell(column, countEnds(recordings, column))),
    tell("rows", countRows(recordings)),
  ].join("\n\n");
}

function countEnds(recordings: readonly Recording[], column: string): Tally {
  const [table = "", ...path] = column.split(".");
  const tally: Tally = new Map();
  for (const { records } of recordings) {
    for (const row of records[table] ?? []) {
      const value = path.reduce<Json>((found, key) => (isMap(found) ? (found[key] ?? null) : null), row);
      count(tally, String(value));
    }
  }
  return tally;
}

function countRows(recordings: readonly Recording[]): Tally {
  const tally: Tally = new Map();
  for (const { records } of recordings) {
    for (const [table, rows] of Object.entries(records)) count(tally, table, rows.length);
  }
  return tally;
}

function count(tally: Tally, name: string, times = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + times);
}

function tell(title: string, tally: Tally): string {
  const sorted = [...tally].sort(([, one], [, other]) => other - one);
  return [`${title}:`, ...sorted.map(([name, times]) => `${String(times).padStart(7)}  ${name}`)].join("\n");
}
