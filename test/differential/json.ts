/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value as JSON says it, keys in order: two values that mean the same are the same text. */
export function toJson(value: unknown): Json {
  return sortKeys(JSON.parse(JSON.stringify(value ?? null)) as Json);
}

function sortKeys(value: Json): Json {
  if (isList(value)) return value.map(sortKeys);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sortKeys(one)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Is it an array? */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Is it an object? */
export function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value);
}

/** The same with other keys, at any depth. */
export function mapKeys(value: Json, change: (key: string) => string): Json {
  if (isList(value)) return value.map((one) => mapKeys(one, change));
  if (!isMap(value)) return value;
  return sortKeys(Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), mapKeys(one, change)])));
}

/** The same with every text in it changed, keys as well. */
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (isList(value)) return value.map((one) => mapTexts(one, change));
  if (!isMap(value)) return value;
  return sortKeys(Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), mapTexts(one, change)])));
}
