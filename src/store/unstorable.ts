/**
 * Is it the value itself that the database cannot hold? Then trying again does not help, and others of its kind can be stored all
 * the same. Source: class 22 of postgresql.org/docs/current/errcodes-appendix.html
 */
export function isUnstorable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && /^22/.test(String(error.code))) || isUnstorable(error.cause);
}
