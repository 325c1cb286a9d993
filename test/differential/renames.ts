/**
 * What has another name by now. All of it is said of the baseline: its words are changed to the present ones before the two
 * are compared.
 */
export interface Renames {
  /** Methods of the interface to GitHub. */
  readonly methods: Readonly<Record<string, string>>;
  /** Keys of what is given to a method, at any depth: "createCheckRun.externalId" to the new key. */
  readonly fields: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
  /** "old_table.old_column" to the new column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly values: readonly ValueRename[];
  /**
   * What is not compared, and why: "table.column" or "table", by its present name. Rows and columns that are only there
   * today, or are not there any more, are said here too.
   */
  readonly ignored: Readonly<Record<string, string>>;
}

/** Texts in columns, of which a part is replaced: names of objects, kinds, and in a jsonb column its keys as well. */
export interface ValueRename {
  /** "old_table.old_column". */
  readonly columns: readonly string[];
  readonly from: RegExp;
  readonly to: string;
}

export const RENAMES: Renames = {
  methods: {},
  fields: {},
  tables: {},
  columns: {},
  values: [],
  ignored: {},
};
