import type { Field } from "./field.ts";
import type { LabelLine } from "./label-line.ts";

/** A heading or label in a text, and the offset at which its content begins. */
export interface Introduction {
  readonly label: string;
  /**
   * Decides which section ends which: an introduction ends those of the same or a larger rank. Headings have their
   * level; labels rank after all headings.
   */
  readonly rank: number;
  /** "line" labels have no markup and are mostly prose, so their words must meet stricter rules. */
  readonly kind: "heading" | "bold" | "line" | "list" | "cell";
  /** Nothing else follows on its line. */
  readonly isAlone: boolean;
  /** A line of prose that became a heading only through the rule (`---`) below it. */
  readonly isDoubtful: boolean;
  /** The mark at the end of a label; it tells "Why?" from "Note:". */
  readonly mark: LabelLine["mark"];
  readonly start: number;
  /** The offset at which its content begins, on the same line for "Problem: text". */
  readonly contentStart: number;
  /** The offset at which its content ends at the latest: a list item or a row introduces nothing beyond itself. */
  readonly limit: number;
  /** The field named by an annotation such as `<!-- outcome: measure -->`. */
  readonly annotation: Field | null;
}

/** The rank of labels, after all headings. */
export const LABEL_RANK = 7;
