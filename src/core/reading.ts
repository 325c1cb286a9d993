import type { Config } from "./config.ts";
import type { Field } from "./field.ts";
import type { Template } from "./template.ts";

/** Why a field counts as missing; render/reading.ts puts it into words. */
export type MissingReason =
  | "no-heading"
  | "empty"
  | "template-text"
  | "only-a-comment"
  | "untouched-boxes"
  | "non-answer"
  | "no-reason"
  | "not-allowed";

/** One field as the author left it. `heading` is what introduced it in the description, null when nothing did. */
export type FieldReading =
  | { readonly state: "filled"; readonly text: string; readonly heading: string }
  | {
      readonly state: "missing";
      readonly why: MissingReason;
      /** The words behind the reason where there are any, such as the author's "TBD". */
      readonly found: string | null;
      readonly heading: string | null;
    }
  | { readonly state: "not-applicable"; readonly reason: string | null; readonly heading: string };

/** The parse of one description. */
export interface Reading {
  /** Path of the template the description resembles most, null without any. */
  readonly template: string | null;
  readonly fields: { readonly [F in Field]: FieldReading };
}

/** Reads what the author wrote under each field. Never throws; 65,536 characters of anything are normal input. */
export declare function readDescription(input: {
  readonly body: string;
  readonly templates: readonly Template[];
  readonly fields: Config["fields"];
}): Reading;
