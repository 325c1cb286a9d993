import type { LabelledQuery } from "./labelled.ts";

/** What a rule finds for a proposal: titles, best first, three at the most. */
export type Rule = (query: LabelledQuery) => Promise<readonly string[]> | readonly string[];

/** How good a rule is. */
export interface Precision {
  /** Mean over the proposals of relevant among the first three, of as many as there could be. */
  readonly atThree: number;
  /** Proposals for which anything relevant is among the first three. */
  readonly hits: number;
  readonly proposals: number;
  /** Relevant of all that is shown, also where nothing should be. */
  readonly ofShown: number;
  /** Proposals for which nothing should be found and nothing is, of those. */
  readonly silent: number;
  readonly unheard: number;
}

const SHOWN = 3;

/** Asks a rule for every proposal. */
export async function measurePrecision(queries: readonly LabelledQuery[], rule: Rule): Promise<Precision> {
  const asked: { readonly relevant: number; readonly good: number; readonly shown: number }[] = [];
  for (const query of queries) {
    const found = (await rule(query)).slice(0, SHOWN);
    const good = found.filter((title) => query.relevant.includes(title)).length;
    asked.push({ relevant: query.relevant.length, good, shown: found.length });
  }
  const known = asked.filter(({ relevant }) => relevant > 0);
  const unheard = asked.filter(({ relevant }) => relevant === 0);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    atThree: sum(known.map(({ good, relevant }) => good / Math.min(SHOWN, relevant))) / known.length,
    hits: known.filter(({ good }) => good > 0).length,
    proposals: known.length,
    ofShown: sum(asked.map(({ good }) => good)) / Math.max(1, sum(asked.map(({ shown }) => shown))),
    silent: unheard.filter(({ shown }) => shown === 0).length,
    unheard: unheard.length,
  };
}
