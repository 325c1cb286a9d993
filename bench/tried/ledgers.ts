import { CATALOGUE } from "../../src/playground/shop-catalogue.ts";
import type { Ending } from "../../src/playground/shop-change.ts";
import { ORDERS } from "../../src/playground/shop-orders.ts";
import { WORKSHOP } from "../../src/playground/shop-workshop.ts";
import { generateLedger } from "./generated-ledger.ts";

/** What is known of a change that was answered or reverted. */
export interface TriedChange {
  readonly number: number;
  readonly title: string;
  readonly problem: string;
  readonly measure: string;
  readonly seen: string;
}

/** The changes of the playground's year that ended with an answer or a revert. */
export function listYear(): readonly TriedChange[] {
  return [...ORDERS, ...CATALOGUE, ...WORKSHOP]
    .filter(({ measure, ending }) => measure !== null && !measure.startsWith("N/A") && findSeen(ending) !== null)
    .map(({ title, problem, measure, ending }, index) => ({
      number: index + 1,
      title,
      problem,
      measure: measure ?? "",
      seen: findSeen(ending) ?? "",
    }));
}

function findSeen(ending: Ending): string | null {
  switch (ending.kind) {
    case "answer":
      return ending.saw ?? "";
    case "revert":
      return "";
    case "snooze":
      return findSeen(ending.later);
    case "silence":
    case "drop":
      return null;
  }
}

/** A generated ledger of that size. */
export function listGenerated(size: number): readonly TriedChange[] {
  const seen = "We looked at it for four weeks, see the panel; most of it came from accounts we had before.";
  return generateLedger(size).map((entry) => ({ ...entry, seen }));
}
