import type { ListedOutcome } from "../outcome/listed-outcome.ts";
import type { Asking, Counted, OpenNow, ReasonCount } from "./numbers.ts";

/** "Coming up" looks so far ahead. */
export const COMING_DAYS = 14;
/** So many calendar months are counted, the one we are in among them. */
export const SHOWN_MONTHS = 6;
/** So many rows of each list are loaded and shown; of the others the number. */
export const SHOWN = {
  open: 100,
  coming: 40,
  answered: 25,
  unclear: 40,
  unstated: 25,
  problems: 20,
  repositories: 200,
} as const;

/** What is known of some repositories together, as their dashboard shows it. Lists come cut to `SHOWN`, counts are whole. */
export interface DashboardFacts {
  /** Calendar date in `zone`: ages are counted from here. */
  readonly today: string;
  readonly zone: string;
  /** The oldest first; "2026-11". */
  readonly months: readonly (Counted & { readonly month: string })[];
  readonly openNow: OpenNow & { readonly overdue: number };
  readonly comingCount: number;
  readonly reasons: readonly ReasonCount[];
  readonly asking: Asking;
  readonly open: readonly ListedOutcome[];
  readonly coming: readonly ListedOutcome[];
  readonly answered: readonly ListedOutcome[];
  readonly unclear: readonly ListedOutcome[];
  readonly unstated: readonly ListedOutcome[];
}

/** The boxes on a dashboard, by their names. */
export const REFRESH = "refresh";
export const WRITE_LEDGER = "write-ledger";
