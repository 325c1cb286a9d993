/** A map that forgets what was not asked for in a while. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): Value;
  delete(key: Key): void;
  readonly size: number;
}

export interface RecentOptions<Value> {
  /** How long a value is kept after it was asked for last. */
  readonly keptMs: number;
  /** Milliseconds. */
  readonly now: () => number;
  /** A value in use is kept longer; none is unless told. */
  readonly isInUse?: (value: Value) => boolean;
}

/** So many are looked at for each that is added: values go faster than they come. */
const LOOKED_AT = 2;

/** An empty map that does not grow with everything that was ever put into it. */
export function createRecent<Key, Value>({
  keptMs,
  now,
  isInUse = () => false,
}: RecentOptions<Value>): Recent<Key, Value> {
  /** In the order of their last use, the longest ago first. */
  const entries = new Map<Key, { readonly value: Value; readonly usedAt: number }>();

  function use(key: Key, value: Value): Value {
    entries.delete(key);
    entries.set(key, { value, usedAt: now() });
    return value;
  }

  function forgetOld(): void {
    for (const [key, { value, usedAt }] of [...entries.entries().take(LOOKED_AT)]) {
      if (now() - usedAt < keptMs) return;
      if (isInUse(value)) use(key, value);
      else entries.delete(key);
    }
  }

  return {
    get(key) {
      const found = entries.get(key);
      return found && use(key, found.value);
    },
    set(key, value) {
      forgetOld();
      return use(key, value);
    },
    delete: (key) => void entries.delete(key),
    get size() {
      return entries.size;
    },
  };
}
