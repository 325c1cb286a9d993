/** What is said of a database that does not answer, for whatever reason. */
const AWAY = "the database does not answer";

const CERTIFICATE = "the certificate of the database is not trusted: see sslrootcert, or NODE_EXTRA_CA_CERTS";

/**
 * SQLSTATE codes of Postgres (postgresql.org/docs/current/errcodes-appendix.html) and codes of connections, in words for the
 * operator.
 */
const WORDS: Readonly<Record<string, string>> = {
  "25006": "the database is read-only",
  "28000": "the database refuses the user of DATABASE_URL, or connections without TLS (sslmode)",
  "28P01": "the database refuses the password of DATABASE_URL",
  "3D000": "the database that DATABASE_URL names does not exist",
  "42501": "the user of DATABASE_URL lacks rights in the database: CREATE on schema public to begin with",
  "53100": "the disk of the database is full",
  "53200": "the database is out of memory",
  "53300": "the database has too many connections",
  "55P03": "the database is locked",
  "57014": "the database takes too long",
  "57P03": "the database is starting",
  ENOTFOUND: "the host of DATABASE_URL is not known",
  EDQUOT: "the disk of the database is full",
  ENOSPC: "the disk of the database is full",
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  CERT_HAS_EXPIRED: "the certificate of the database has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate of the database is for another host than that of DATABASE_URL",
};

/** Errors of the driver that have no code. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/i, "the database speaks no TLS, which DATABASE_URL asks for"],
  [/password must be a string/i, "the database asks for a password, and DATABASE_URL has none"],
  [/no space left on device|disk is full/i, "the disk of the database is full"],
];

/** What is wrong with the database, without private details such as addresses, names and values. */
export function describeTrouble(error: unknown): string {
  return findTrouble(error) ?? AWAY;
}

/** The same; null where nothing more is known than that it does not answer. */
export function findTrouble(error: unknown): string | null {
  const { code, message } = toDetails(error);
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  return words ?? MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

function toDetails(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== "object" || error === null) return { code: "", message: "" };
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return { code: String(code ?? ""), message: String(message ?? "") };
}
