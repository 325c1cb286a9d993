import type { ListedOutcome } from "../outcome/listed-outcome.ts";
import type { Asking, Counted, OpenNow, ReasonCount } from "./numbers.ts";

/** How many days ahead "Coming up" looks. */
export const COMING_DAYS = 14;
/** How many calendar months are counted, including the current one. */
export const SHOWN_MONTHS = 6;
/** How many rows of each list are loaded and shown; the rest are only counted. */
export const SHOWN = {
  open: 100,
  coming: 40,
  unshipped: 25,
  answered: 10,
  lost: 10,
  unclear: 40,
  unstated: 25,
  problems: 20,
  repositories: 200,
} as const;

/**
 * What is known of one or more repositories, as their dashboard shows it. Lists are cut to `SHOWN`; counts are
 * complete.
 */
export interface DashboardFacts {
  /** Calendar date in `zone`, from which ages are counted. */
  readonly today: string;
  readonly zone: string;
  /** Oldest first; "2026-11". */
  readonly months: readonly (Counted & { readonly month: string })[];
  readonly openNow: OpenNow & { readonly overdue: number };
  readonly comingCount: number;
  readonly reasons: readonly ReasonCount[];
  readonly asking: Asking;
  readonly open: readonly ListedOutcome[];
  readonly coming: readonly ListedOutcome[];
  /** What waits to reach its users, the earliest merge first. */
  readonly unshipped: readonly ListedOutcome[];
  readonly answered: readonly ListedOutcome[];
  /** What did not last, by a second look in these months; latest first. */
  readonly lost: readonly ListedOutcome[];
  readonly unclear: readonly ListedOutcome[];
  readonly unstated: readonly ListedOutcome[];
}

/** The names of the boxes on a dashboard. */
export const REFRESH = "refresh";
export const WRITE_LEDGER = "write-ledger";
