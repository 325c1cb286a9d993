import { parseReconcileKey } from "../core/reconcile-key.ts";
import { describeCall } from "../simulator/call-words.ts";
import { countCalls } from "../simulator/calls.ts";
import { sumAllowances } from "./budget.ts";
import type { Step } from "./steps.ts";

/** A step as the page's timeline shows it. */
export function showStep(step: Step) {
  const { calls, allowances, lookedAt } = step;
  return {
    ...step,
    calls: calls.map((call) => ({ kind: call.kind, at: call.at, words: describeCall(call) })),
    lookedAt: lookedAt.map(describeObject),
    allowed: sumAllowances(allowances),
    ...countCalls(calls),
  };
}

/** A reconcile key in words for people: "outcome of #2". */
function describeObject(name: string): string {
  const { kind, rest } = parseReconcileKey(name);
  switch (kind) {
    case "pull":
      return `pull request #${rest}`;
    case "issue":
      return `issue #${rest}`;
    case "outcome":
      return `outcome of #${rest}`;
    case "commit":
      return `commit ${rest.slice(0, 7)}`;
    default:
      return kind;
  }
}
