import type { Json } from "./json.ts";

/** All that is compared of one history, and what is told about it. */
export interface Recording {
  readonly seed: number;
  readonly scenario: string;
  readonly acts: readonly RecordedAct[];
  readonly calls: readonly RecordedCall[];
  /** Tables by name, with all their rows. */
  readonly records: Readonly<Record<string, readonly Row[]>>;
  /** Every random value given out, in that order. */
  readonly randoms: readonly string[];
  /** What the app logged, counted by message. */
  readonly messages: Readonly<Record<string, number>>;
  /** All there is to call. */
  readonly methods: readonly string[];
}

/** A history that could not be played to its end. */
export interface FailedRecording {
  readonly seed: number;
  readonly error: string;
}

export type Row = Readonly<Record<string, Json>>;

export interface RecordedAct {
  readonly name: string;
  /** What was done to what, in words. */
  readonly told: string;
}

export interface RecordedCall {
  /** The place of the act after which it was made; -1 before the first. */
  readonly act: number;
  readonly kind: "read" | "write";
  readonly method: string;
  /** The repository's id; 0 for what concerns none. */
  readonly repository: number;
  readonly args: readonly Json[];
  /** "done", or how it failed. */
  readonly outcome: string;
  readonly at: string;
}
