/**
 * Something wrong with a configuration file. The message names keys and what is expected, never a value: files are
 * inherited, and a public page must not quote what a private file says.
 */
export interface ConfigProblem {
  /** Which file: the repository's, its owner's, or the one it extends. */
  readonly source: ConfigSource;
  /** An error keeps the whole file out of force; a warning only what it names. */
  readonly severity: "error" | "warning";
  readonly message: string;
  /** The key it is about, such as "follow-up.after"; "" for the file as a whole. */
  readonly key: string;
  /** From 1, as editors and GitHub's annotations count. */
  readonly line: number;
  readonly column: number;
}

export type ConfigSource = "own" | "owner" | "extended";
