/** A text in a file of the baseline that is replaced before anything is recorded there. */
export interface IntendedChange {
  /** From the root of the baseline. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** What is meant to be different: the baseline is changed the same way, so that all else can still be compared. */
export const INTENDED_CHANGES: readonly IntendedChange[] = [];
