/** SQLSTATE codes of Postgres (postgresql.org/docs/current/errcodes-appendix.html), in words for the operator. */
const WORDS: Readonly<Record<string, string>> = {
  "25006": "the database is read-only",
  "53100": "the disk of the database is full",
  "53200": "the database is out of memory",
  "53300": "the database has too many connections",
  "55P03": "the database is locked",
  "57014": "the database takes too long",
};

/** What is wrong with the database, without private details such as addresses, names and values. */
export function describeTrouble(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return (Object.hasOwn(WORDS, code) ? WORDS[code] : undefined) ?? "the database does not answer";
}
