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
