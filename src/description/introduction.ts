import type { Field } from "./field.ts";
import type { LabelLine } from "./label-line.ts";

/** A heading or label in a text, and where what stands under it begins. */
export interface Introduction {
  readonly label: string;
  /** Whose section ends whose: the smaller ends the larger. Headings have their level; labels come after all headings. */
  readonly rank: number;
  /** "line" labels have no markup and are mostly prose: more is asked of their words. */
  readonly kind: "heading" | "bold" | "line" | "list" | "cell";
  /** Nothing follows it on its line. */
  readonly isAlone: boolean;
  /** A line of prose that only a rule under it turned into a heading. */
  readonly isDoubtful: boolean;
  /** What a label ends with: it tells "Why?" from "Note:". */
  readonly mark: LabelLine["mark"];
  readonly start: number;
  /** What it introduces begins here: for "Problem: text" on the same line. */
  readonly contentStart: number;
  /** Where it ends at the latest: a list item or a row introduces nothing beyond itself. */
  readonly limit: number;
  /** The field an annotation such as `<!-- outcome: measure -->` names. */
  readonly annotation: Field | null;
}

/** The rank of labels: after all headings. */
export const LABEL_RANK = 7;
