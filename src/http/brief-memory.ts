/**
 * Asks once for all who ask at the same time, and remembers the answer for a moment: what costs a database something can
 * be asked by every visitor of this server.
 */
export function rememberBriefly<Answer>(ask: () => Promise<Answer>, forMs: number): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;
  let answeredAt: number | null = null;

  return () => {
    const isFresh = answeredAt === null || performance.now() - answeredAt < forMs;
    if (asked && isFresh) return asked;
    answeredAt = null;
    asked = ask().finally(() => {
      answeredAt = performance.now();
    });
    return asked;
  };
}
