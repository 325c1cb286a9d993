import type { Field } from "../field.ts";
import { normaliseLabel, toBareLabel } from "../label.ts";
import type { Slot } from "../languages/slot.ts";
import { rememberByLabel } from "../remember.ts";
import { listClauses } from "./clause.ts";
import { listReadings, type Reading } from "./reading.ts";
import { findStrength, listAskedByHeading, type Strength } from "./requests.ts";

/** What the words of a heading or label ask for. */
export interface LabelRequest {
  readonly asked: { readonly [F in Field]: Strength | null };
  /** `general`: asks for anything, as "Summary" does. `elsewhere`: names something else, as "Screenshots" does. */
  readonly kind: "general" | "elsewhere" | "other";
  /** Is it nothing but the words that ask? Plain lines are mostly prose, and count only then. */
  readonly isPhrase: boolean;
  /** Is it one word that has other meanings in a list or a table: "Why", "Impact"? */
  readonly isLoose: boolean;
  /** Does it name nothing, as "Pull request template" does? */
  readonly isBlank: boolean;
  readonly slots: ReadonlySet<Slot>;
  /** Its words that turn others to something else, as "test" does. */
  readonly turning: readonly Slot[];
}

/** Reads what a heading or label asks for, in any supported language. */
export const readLabel = rememberByLabel((label): LabelRequest => {
  const clauses = listClauses(toBareLabel(label)).map(listReadings);
  const readings = clauses.flat();
  const asked = readings.flatMap(listAskedByHeading);
  const words = normaliseLabel(label).split(" ").length;
  return {
    asked: {
      problem: findStrength(asked, "problem"),
      measure: findStrength(asked, "measure"),
      "check-back": findStrength(asked, "check-back"),
    },
    kind: findKind(clauses),
    isPhrase:
      asked.length > 0 && words <= MOST_WORDS && clauses.length === 1 && readings.some((reading) => isPhrase(reading)),
    isLoose: asked.length > 0 && readings.filter((one) => listAskedByHeading(one).length > 0).every(isLoose),
    isBlank: readings.some(({ slots, unknown }) => unknown === 0 && [...slots].every((slot) => slot === "small")),
    slots: new Set(readings.flatMap(({ slots }) => [...slots])),
    turning: readings.flatMap(({ turning }) => turning),
  };
});

/** Is this a heading that can ask for anything? */
export function isGeneral(label: string): boolean {
  return readLabel(label).kind === "general";
}

/** A longer line is a sentence. */
const MOST_WORDS = 5;

function isPhrase(reading: Reading): boolean {
  const isBare = reading.unknown === 0 && reading.turning.length === 0 && !reading.startsSmall;
  return isBare && listAskedByHeading(reading).length > 0;
}

const LOOSE: ReadonlySet<Slot> = new Set(["why", "purpose", "metric", "result", "impact", "and", "small"]);

function isLoose({ slots }: Reading): boolean {
  return [...slots].every((slot) => LOOSE.has(slot));
}

const OPENINGS = ["general", "what", "ask", "issue", "defect"] as const;

function findKind([readings = []]: readonly (readonly Reading[])[]): LabelRequest["kind"] {
  if (readings.some(({ turning, slots }) => turning.length > 0 || slots.has("verify"))) return "elsewhere";
  return readings.some(({ first }) => OPENINGS.some((slot) => first.includes(slot))) ? "general" : "other";
}
