import { z } from "zod";
import { findNearMiss } from "../near-miss.ts";
import { Config } from "./config.ts";

/** The part of a key's JSON Schema that is used here. */
interface KeySchema {
  readonly properties?: { readonly [key: string]: KeySchema };
  /** The values of a map whose keys people choose; false where there are no other keys. */
  readonly additionalProperties?: KeySchema | false;
  /** Where a value of several types is possible, one of them a map. */
  readonly anyOf?: readonly KeySchema[];
}

const ROOT: KeySchema = z.toJSONSchema(Config, { io: "input" }) as KeySchema;

/** The known key, as a full path, that an unknown key was probably meant to be; undefined when none is close. */
export function findNearestKey(path: readonly string[], unknown: string): string | undefined {
  const siblings = listKeysUnder(path).map((key) => [...path, key].join("."));
  return nearest(siblings, unknown) ?? elsewhere(unknown);
}

function listKeysUnder(path: readonly string[]): readonly string[] {
  const at = path.reduce<KeySchema | undefined>((schema, key) => findInner(schema, key), ROOT);
  return Object.keys(at ? propertiesOf(at) : {});
}

function findInner(schema: KeySchema | undefined, key: string): KeySchema | undefined {
  if (!schema) return undefined;
  const properties = propertiesOf(schema);
  return Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties || undefined;
}

function propertiesOf({ properties, anyOf = [] }: KeySchema): { readonly [key: string]: KeySchema } {
  return properties ?? anyOf.find((inner) => inner.properties)?.properties ?? {};
}

/** The right key in the wrong place, such as `after` at the top level of the file. */
function elsewhere(unknown: string): string | undefined {
  return listPaths(ROOT, []).find((path) => lastOf(path) === normalise(unknown));
}

function listPaths(schema: KeySchema, at: readonly string[]): readonly string[] {
  return Object.entries(propertiesOf(schema)).flatMap(([key, inner]) => [
    [...at, key].join("."),
    ...listPaths(inner, [...at, key]),
  ]);
}

function nearest(paths: readonly string[], unknown: string): string | undefined {
  const meant = findNearMiss(paths.map(lastOf), normalise(unknown));
  return paths.find((path) => lastOf(path) === meant);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/**
 * Turns camelCase, snake_case and spaces into kebab-case. British spellings and plurals are left to the edit distance.
 */
function normalise(key: string): string {
  return key
    .slice(0, 40)
    .replace(/(?<=[a-z])(?=[A-Z])/g, "-")
    .replace(/[_\s]+/g, "-")
    .toLowerCase();
}
