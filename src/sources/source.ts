import type { Metric, MetricQuery } from "../core/metric/metric.ts";
import type { DaySpan, Series } from "../core/metric/series.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { GitHub } from "../github/github.ts";

/** A repository as the operator's file names it. */
export interface RepositoryIdentity {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

/**
 * What was found for a metric:
 * - `unknown`: no source has that name
 * - `not-open`: the source is not open to this repository
 * - `no-such-query`: the source has no query of that name, or is asked for what it does not have
 * - `query-not-allowed`: the query is written out, and the source takes only names of queries
 */
export type SourceFinding =
  | {
      readonly kind: "source";
      readonly source: Source;
      /** May its numbers stand in public repositories? */
      readonly isPublic: boolean;
    }
  | { readonly kind: "unknown" | "not-open" | "no-such-query" | "query-not-allowed" };

/** All places numbers come from. */
export interface Sources {
  /** The source that a metric of this repository is read from; why not, when there is none. Asks no source. */
  find(metric: Metric, repository: RepositoryIdentity): SourceFinding;
}

/** Lists the issues of a repository. */
export type IssueDates = Pick<GitHub, "listIssueDates">;

export interface SourceRequest {
  readonly query: MetricQuery;
  readonly span: DaySpan;
  readonly repository: RepositoryAddress;
  readonly now: Date;
  /** GitHub as this request may ask it: what is known to be in the way of the repository holds here too. */
  readonly github: IssueDates;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
}

/** A place numbers come from. */
export interface Source {
  /**
   * A value for each day of the span, none missing. null is a day without data, which is never zero; today and the days
   * to come have none. Takes ten seconds at most once it is its turn, and throws a `SourceError`. Only what GitHub says of its
   * rate limits is thrown as it is, because that is about all calls of the installation.
   */
  read(request: SourceRequest): Promise<Series>;
}

const SENTENCES = {
  unreachable: "the source does not answer",
  timeout: "the source did not answer in time",
  refused: "the source refuses the query",
  redirected: "the source answers with a redirect, and none is followed",
  limited: "the source wants to be asked later",
  "too-large": "the source answers with more than is read",
  "not-understood": "the source does not answer with one number for each day",
  "several-series": "the query gives several series, and a metric is one",
  busy: "the source is not asked for now: it failed a moment ago, or much is waiting for it",
} as const;

export type SourceErrorKind = keyof typeof SENTENCES;

interface SourceErrorOptions {
  readonly status?: number | null;
  readonly retryAt?: Date | null;
  readonly detail?: string;
}

/**
 * A source that gave no numbers. The message is one of our own sentences: what a source, a database or the network says may hold
 * an address, a query or a token, and errors reach logs and pages. For the same reason there is no `cause`.
 */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly kind: SourceErrorKind;
  /** Of an answer over HTTP. */
  readonly status: number | null;
  /** Asking before then is of no use. */
  readonly retryAt: Date | null;
  /** What the source said, without its secrets, for the operator's own terminal only. Loggers do not see it. */
  declare readonly detail: string;

  constructor(kind: SourceErrorKind, { status = null, retryAt = null, detail = "" }: SourceErrorOptions = {}) {
    super(SENTENCES[kind]);
    this.kind = kind;
    this.status = status;
    this.retryAt = retryAt;
    Object.defineProperty(this, "detail", { value: detail, enumerable: false });
  }
}
