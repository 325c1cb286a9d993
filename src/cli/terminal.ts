/** Where a command speaks; in the tests a list of lines. */
export interface Terminal {
  /** What was asked for. Ends with a line break of our own. */
  readonly print: (text: string) => void;
  /** What should be known beside it. */
  readonly warn: (text: string) => void;
  /** Text in bold, green or dim, where the reader sees colours. */
  readonly paint: (style: Style, text: string) => string;
  /** Shows how far a long command has come. */
  readonly startProgress: (total: number) => Progress;
}

export type Style = "bold" | "dim" | "green" | "yellow";

export interface Progress {
  readonly advance: (by?: number) => void;
  readonly stop: () => void;
}

/** What a command ends with: 0 all is well, 1 something is missing. 2 is a wrong use, and thrown (see UsageError). */
export type ExitCode = 0 | 1;

/** Prints values as one JSON document: the value itself for one, a list for several. */
export function printJson(values: readonly object[], terminal: Terminal): void {
  terminal.print(JSON.stringify(values.length === 1 ? values[0] : values, null, 2));
}
