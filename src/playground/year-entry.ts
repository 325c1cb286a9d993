/** Somebody does something in the year. */
export interface Entry {
  /** Days since the beginning. */
  readonly day: number;
  readonly run: () => Promise<unknown>;
}
