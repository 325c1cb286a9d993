import { type Basis, isUnsure, type Labelled, type Measured } from "./reading-corpus.ts";
import { partOf } from "./reading-part.ts";

/** `found-wrong`: another one than the label's; `missed`: none, where there is one; `spurious`: one, where there is none. */
export const MISREADINGS = ["found-wrong", "missed", "spurious"] as const;
type Misreading = (typeof MISREADINGS)[number];

/** One parsed field compared with its label. */
export interface Verdict {
  readonly outcome: "right" | "nothing" | Misreading;
  /** How the field is recognised, by its label and by the reader. */
  readonly bases: { readonly wanted: Basis; readonly found: Basis };
  readonly isUnsure: boolean;
  /** What was wanted and what was found; null for a text that is only counted. */
  readonly words: string | null;
}

/** Compares a parsed field with its label. */
export function compare(given: {
  readonly label: Labelled;
  readonly field: Measured;
  readonly isFound: boolean;
  readonly isWanted: boolean;
  readonly isSame: boolean;
  readonly bases: Verdict["bases"];
  readonly words: string;
}): Verdict {
  const { label, field, bases, words } = given;
  const shown = partOf(label) === "b" ? null : `${label.id} ${label.repo}: ${words} (${label.note ?? ""})`;
  return { outcome: judge(given), bases, isUnsure: isUnsure(label, field), words: shown };
}

function judge({
  isFound,
  isWanted,
  isSame,
}: {
  readonly isFound: boolean;
  readonly isWanted: boolean;
  readonly isSame: boolean;
}): Verdict["outcome"] {
  if (!isFound) return isWanted ? "missed" : "nothing";
  if (!isWanted) return "spurious";
  return isSame ? "right" : "found-wrong";
}

/** A table row of counts, precision, recall and their harmonic mean; of one basis, or of all. */
export function toRow(name: string, verdicts: readonly Verdict[], basis?: Basis): Readonly<Record<string, unknown>> {
  const count = (outcomes: readonly Verdict["outcome"][], by: "wanted" | "found") =>
    verdicts.filter(({ outcome, bases }) => outcomes.includes(outcome) && (!basis || bases[by] === basis)).length;
  const right = count(["right"], "wanted");
  const found = right + count(["found-wrong", "spurious"], "found");
  const wanted = right + count(["found-wrong", "missed"], "wanted");
  const share = (part: number, whole: number) => (whole === 0 ? "–" : (part / whole).toFixed(3));
  return {
    name,
    right,
    ...Object.fromEntries(
      MISREADINGS.map((kind) => [kind, count([kind], kind === "spurious" ? "found" : "wanted")] as const),
    ),
    precision: share(right, found),
    recall: share(right, wanted),
    f1: share(2 * right, found + wanted),
  };
}
