import type { Field } from "../field.ts";
import type { Slot } from "../languages/slot.ts";
import type { Reading } from "./reading.ts";

/** `strong`: asks in any template. `weak`: needs company. */
export type Strength = "strong" | "weak";

/** Slots that together ask for a field, as the words of a heading and in a hint. */
interface Request {
  readonly field: Field;
  readonly slots: readonly Slot[];
  readonly inHeading: Strength | null;
  readonly inHint: Strength | null;
}

/** What asks for a field, in any language. */
const REQUESTS: readonly Request[] = [
  // "Why", "Motivation", "The problem", "What does this solve?"
  request("problem", ["why"], "strong", "strong"),
  request("problem", ["reason"], "strong", "strong"),
  request("problem", ["purpose"], "strong", "strong"),
  request("problem", ["problem"], "strong", "strong"),
  request("problem", ["what", "solve"], "strong", "strong"),
  // "Bug", "Describe the issue", "The gap this addresses"
  request("problem", ["what", "issue"], "weak", "strong"),
  request("problem", ["what", "defect"], "weak", "strong"),
  request("problem", ["ask", "issue"], null, "strong"),
  request("problem", ["ask", "defect"], null, "strong"),
  request("problem", ["issue", "solve"], null, "strong"),
  request("problem", ["context"], "weak", "weak"),
  request("problem", ["because"], "weak", null),

  // "Success criteria", "How will we know?", "How do we measure the impact?"
  request("measure", ["gauge"], "strong", "strong"),
  request("measure", ["success", "criterion"], "strong", "strong"),
  request("measure", ["success", "metric"], "strong", "strong"),
  request("measure", ["success", "measure"], "strong", "strong"),
  request("measure", ["success", "know"], "strong", "strong"),
  request("measure", ["success", "verify", "how"], "strong", "strong"),
  request("measure", ["how", "measure"], "strong", "strong"),
  request("measure", ["how", "will", "know"], "strong", "strong"),
  request("measure", ["how", "know", "place"], "strong", "strong"),
  request("measure", ["how", "know", "impact"], "strong", "strong"),
  request("measure", ["how", "verify", "impact"], "strong", "strong"),
  request("measure", ["impact", "measure"], "strong", "strong"),
  request("measure", ["impact", "metric"], "strong", "strong"),
  // "Expected outcome"
  request("measure", ["expected", "impact"], "strong", "weak"),
  request("measure", ["expected", "metric"], "strong", "strong"),
  request("measure", ["expected", "result"], "weak", "weak"),
  // "Monitoring after the release", "Which metrics should move?"
  request("measure", ["monitor", "after", "release"], "strong", "strong"),
  request("measure", ["verify", "after", "release"], "strong", "strong"),
  request("measure", ["metric", "after", "release"], "strong", "strong"),
  request("measure", ["monitor", "release"], "strong", "weak"),
  request("measure", ["monitor", "place"], "strong", "strong"),
  request("measure", ["verify", "place"], "strong", "weak"),
  request("measure", ["metric", "monitor"], "strong", "strong"),
  request("measure", ["metric", "verify"], "weak", "weak"),
  request("measure", ["what", "metric", "move"], "strong", "strong"),
  request("measure", ["will", "metric", "move"], "strong", "strong"),
  request("measure", ["will", "metric", "vary"], "strong", "strong"),
  request("measure", ["should", "metric", "move"], "strong", "strong"),
  request("measure", ["should", "metric", "vary"], "strong", "strong"),
  request("measure", ["what", "metric", "will"], "strong", "weak"),
  request("measure", ["what", "metric", "know"], "strong", "strong"),
  request("measure", ["what", "metric", "verify"], "strong", "weak"),
  request("measure", ["what", "metric"], "weak", "weak"),
  // One word of them has other meanings.
  request("measure", ["metric"], "weak", null),
  request("measure", ["measure"], "weak", null),
  request("measure", ["success"], "weak", null),
  request("measure", ["impact"], "weak", null),
  request("measure", ["result"], "weak", null),
  request("measure", ["monitor"], "weak", null),
  request("measure", ["verify"], "weak", null),

  // "Review date", "When will we look again?"
  request("check-back", ["checkBack"], "strong", null),
  request("check-back", ["when", "look"], "strong", null),
];

function request(
  field: Field,
  slots: readonly Slot[],
  inHeading: Request["inHeading"],
  inHint: Request["inHint"],
): Request {
  return { field, slots, inHeading, inHint };
}

/** A field that a text asks for, and how certainly. */
export interface Asked {
  readonly field: Field;
  readonly strength: Strength;
}

/** What a reading of a heading asks for. Weak words ask only when nothing else is in it. */
export function listAskedByHeading({ slots, turning, unknown }: Reading): readonly Asked[] {
  const isBare = unknown === 0 && turning.length === 0;
  return REQUESTS.flatMap(({ field, inHeading, slots: needed }) => {
    if (inHeading === null || (inHeading === "weak" && !isBare)) return [];
    return needed.every((slot) => slots.has(slot)) ? [{ field, strength: inHeading }] : [];
  });
}

/** What a reading of a sentence in a hint asks for. */
export function listAskedByHint({ slots }: Reading): readonly Asked[] {
  return REQUESTS.flatMap(({ field, inHint, slots: needed }) =>
    inHint !== null && needed.every((slot) => slots.has(slot)) ? [{ field, strength: inHint }] : [],
  );
}

/** How certainly a field is asked for, at best; null when it is not. */
export function findStrength(asked: readonly Asked[], field: Field): Strength | null {
  const strengths = asked.filter((one) => one.field === field).map(({ strength }) => strength);
  return strengths.includes("strong") ? "strong" : (strengths[0] ?? null);
}
