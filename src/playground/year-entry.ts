/** A user action of the year. */
export interface Entry {
  /** Days since the start of the year. */
  readonly day: number;
  readonly run: () => Promise<unknown>;
}
