/** Where a command writes; in tests, a list of lines. */
export interface Terminal {
  /** Prints the requested output, and ends it with a line break. */
  readonly print: (text: string) => void;
  /** Prints what the user should know besides the output. */
  readonly warn: (text: string) => void;
  /** Styles text where the terminal shows colours. */
  readonly paint: (style: Style, text: string) => string;
  /** Shows the progress of a long command. */
  readonly startProgress: (total: number) => Progress;
}

export type Style = "bold" | "dim" | "green" | "yellow";

export interface Progress {
  /** `beside` replaces the text after the numbers of the bar. */
  readonly advance: (by?: number, beside?: string) => void;
  readonly stop: () => void;
}

/**
 * The exit code of a command: 0 all is well, 1 something is missing. 2 is a usage error, and thrown (see UsageError).
 */
export type ExitCode = 0 | 1;

/** Prints values as one JSON document: the value itself for one, a list for several. */
export function printJson(values: readonly object[], terminal: Terminal): void {
  terminal.print(JSON.stringify(values.length === 1 ? values[0] : values, null, 2));
}
