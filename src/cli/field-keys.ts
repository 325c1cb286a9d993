import { FIELDS, type Field } from "../description/field.ts";

/** A field as a key in JSON, where `jq` and JavaScript like no hyphen. */
export const FIELD_KEYS = {
  problem: "problem",
  measure: "measure",
  "check-back": "checkBack",
} as const satisfies { readonly [F in Field]: string };

/** One value for each field, under its key in JSON. */
export function mapFields<T>(describe: (field: Field) => T): { readonly [key: string]: T } {
  return Object.fromEntries(FIELDS.map((field) => [FIELD_KEYS[field], describe(field)]));
}
