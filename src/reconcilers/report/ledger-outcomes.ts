import type { Outcome } from "../../core/outcome/outcome.ts";
import type { Database } from "../../store/database.ts";
import { listLedgerOutcomes } from "../../store/ledger.ts";
import type { Span } from "../../store/numbers.ts";
import { type KeptMetric, listFirstMetrics } from "../../store/outcome-metric.ts";

/** An outcome, and the metric that its measure names first. */
export interface LedgerOutcome {
  readonly outcome: Outcome;
  readonly metric: KeptMetric | undefined;
}

const PAGE = 500;

/** The outcomes of a span that belong into the ledger, a page at a time. */
export async function* listLedgerPages(
  db: Database,
  repositoryId: number,
  span: Span,
): AsyncGenerator<readonly LedgerOutcome[]> {
  for (let after = 0, isLast = false; !isLast; ) {
    const page = await listLedgerOutcomes(db, repositoryId, { ...span, after, limit: PAGE });
    const measured = page.filter(({ hasNumbers }) => hasNumbers);
    const first = await listFirstMetrics(db, measured);
    yield page.map((outcome) => ({ outcome, metric: first.get(`${repositoryId}/${outcome.number}`) }));
    isLast = page.length < PAGE;
    after = page.at(-1)?.number ?? after;
  }
}
