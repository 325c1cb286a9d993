/**
 * The same value with texts that can be stored: Postgres takes neither NUL characters nor halves of characters, which JSON can
 * hold ("\ud83d"). Nobody can read either. Applied at the border, to all that GitHub sends.
 */
export function toStorable<Value>(value: Value): Value {
  // Nearly everything is as it is; nothing is copied for it.
  return isClean(value) ? value : (clean(value) as Value);
}

function isClean(value: unknown): boolean {
  if (typeof value === "string") return isStorable(value);
  if (Array.isArray(value)) return value.every(isClean);
  return !isPlain(value) || Object.entries(value).every(([key, inner]) => isStorable(key) && isClean(inner));
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return isStorable(value) ? value : value.toWellFormed().replaceAll("\u0000", "");
  if (Array.isArray(value)) return value.map(clean);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [String(clean(key)), clean(inner)]));
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

/** Dates and bytes stay what they are. */
function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
