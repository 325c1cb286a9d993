/** Installation tokens live for an hour; they are dropped slightly earlier. */
const LIFETIME_MS = 59 * 60_000;

/** Where auth-app keeps installation tokens. */
export interface TokenCache {
  get(key: string): string | undefined;
  set(key: string, token: string): void;
  /** A token keeps the permissions it was created with, so a refused token is not used again. */
  forget(installationId: number): void;
}

/** Creates an in-memory token cache, so that tokens cost one call an hour. */
export function createTokenCache(now: () => number = Date.now): TokenCache {
  /** The oldest first. */
  const tokens = new Map<string, { token: string; until: number }>();

  function forgetExpired(): void {
    for (const [key, { until }] of tokens) {
      if (until > now()) return;
      tokens.delete(key);
    }
  }

  return {
    get(key) {
      const kept = tokens.get(key);
      return kept && kept.until > now() ? kept.token : undefined;
    },
    set(key, token) {
      tokens.delete(key);
      tokens.set(key, { token, until: now() + LIFETIME_MS });
      forgetExpired();
    },
    forget(installationId) {
      tokens.delete(String(installationId));
    },
  };
}
