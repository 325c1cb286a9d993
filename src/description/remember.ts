/** In characters. A longer text is not a heading, and would only take memory. */
const LONGEST = 200;
const MOST = 2_000;

/**
 * A function of a heading or label that remembers its results: the same few come again and again. When it knows too many,
 * it begins anew.
 */
export function rememberByLabel<T>(read: (label: string) => T): (label: string) => T {
  const known = new Map<string, T>();
  return (label) => {
    if (label.length > LONGEST) return read(label);
    const found = known.get(label);
    if (found !== undefined) return found;
    const result = read(label);
    if (known.size >= MOST) known.clear();
    known.set(label, result);
    return result;
  };
}

/** Remembers so many results by their keys; those that were asked for last stay. What it gives must not be changed. */
export function rememberRecent<T>(most: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const result = known.has(key) ? (known.get(key) as T) : make();
    // Deleting and inserting it again makes it the newest entry.
    known.delete(key);
    known.set(key, result);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return result;
  };
}
