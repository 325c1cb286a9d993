import { FIELDS, type Field } from "../description/field.ts";

/** Fields as JSON keys, without hyphens, which are awkward in `jq` and JavaScript. */
export const FIELD_KEYS = {
  problem: "problem",
  measure: "measure",
  "check-back": "checkBack",
} as const satisfies { readonly [F in Field]: string };

/** Maps each field to a value, under its JSON key. */
export function mapFields<T>(describe: (field: Field) => T): { readonly [key: string]: T } {
  return Object.fromEntries(FIELDS.map((field) => [FIELD_KEYS[field], describe(field)]));
}
