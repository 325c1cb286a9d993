import type { Database, OpenDatabase } from "../../src/store/database.ts";

/** The statements sent to a database since the last reset. */
export interface Statements {
  /** In order, including `begin` and `commit`, as Postgres counts them. */
  readonly texts: string[];
  /** Time spent waiting for the database, in milliseconds. */
  ms: number;
}

/** The same database, with every statement recorded. Each is one round trip: none is pipelined. */
export function countStatements(db: OpenDatabase): { readonly db: OpenDatabase; readonly statements: Statements } {
  const statements: Statements = { texts: [], ms: 0 };

  async function note<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
    statements.texts.push(text);
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      statements.ms += performance.now() - startedAt;
    }
  }

  const wrap = (inner: Database): Database => ({
    query: <Row>(text: string, values?: readonly unknown[]) => note(text, () => inner.query<Row>(text, values)),
    execute: (text) => note(text, () => inner.execute(text)),
    transaction: async (work) => {
      statements.texts.push("begin");
      const result = await inner.transaction((tx) => work({ ...wrap(tx), transaction: (nested) => nested(wrap(tx)) }));
      statements.texts.push("commit");
      return result;
    },
  });
  return { db: { ...wrap(db), driver: db.driver, close: () => db.close() }, statements };
}
