/**
 * A problem in a configuration file. The message names keys and what is expected, never a value: files are inherited,
 * and a public page must not quote a private file.
 */
export interface ConfigProblem {
  /** The file: the repository's own, its owner's, or the one it extends. */
  readonly source: ConfigSource;
  /** An error keeps the whole file out of force, a warning only the key it names. */
  readonly severity: "error" | "warning";
  readonly message: string;
  /** The key concerned, such as "follow-up.after"; "" for the file as a whole. */
  readonly key: string;
  /** Counted from 1, as in editors and GitHub's annotations. */
  readonly line: number;
  readonly column: number;
  /** The file, where it is not the configuration itself but one that is taken for it. */
  readonly path?: string;
}

export type ConfigSource = "own" | "owner" | "extended";

/** A problem by the key concerned, before its place in the text is known. */
export interface Finding {
  readonly severity: ConfigProblem["severity"];
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** What is meant: the key itself, or its value, as by default. */
  readonly on?: "key" | "value";
}
