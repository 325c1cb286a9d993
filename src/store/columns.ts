import { toUtcText } from "../core/time/schedule.ts";

/** How a value of a record travels to a column and back. */
export interface Codec<Value> {
  /** The name of the column, where it is not the property's: `mergedAt` is the column `merged_at`. */
  readonly column?: string;
  toSql(value: Value): unknown;
  fromSql(value: unknown): Value;
}

/** Texts, numbers, booleans and dates of the calendar, and timestamps that stay `Date`s: both sides have the same. */
export function plain<Value>(): Codec<Value> {
  return { toSql: (value) => value, fromSql: (value) => value as Value };
}

/** A value of any shape in a jsonb column; null stays null. */
export function json<Value>(): Codec<Value> {
  return { toSql: (value) => (value === null ? null : JSON.stringify(value)), fromSql: (value) => value as Value };
}

/** A moment: ISO 8601 in UTC here, timestamptz there. */
export const moment: Codec<string> = { toSql: (value) => value, fromSql: (value) => toUtcText(value as Date) };

/** The same, where there may be none. */
export const maybeMoment: Codec<string | null> = {
  toSql: (value) => value,
  fromSql: (value) => (value === null ? null : toUtcText(value as Date)),
};

/** The codec of a property whose column has a name of its own. */
export function named<Value>(column: string, codec: Codec<Value>): Codec<Value> {
  return { ...codec, column };
}

/** A column that is written for the queries of other modules and never read into the record. */
export interface DerivedColumn<Row> {
  readonly name: string;
  readonly from: (record: Row) => unknown;
}

/** A table whose rows are records: one line for each column, nothing to keep in step. */
export interface Columns<Row> {
  /** For `select`, in the order of the properties. */
  readonly select: string;
  /** For `insert into`: names and placeholders `$1, $2, …`, derived columns last. */
  readonly names: string;
  readonly placeholders: string;
  /** For `on conflict do update set`: every column but those of the key. */
  readonly updates: string;
  toValues(record: Row): unknown[];
  /** For `update … set`: what changes, with placeholders from `$first` on; a property that is undefined stays as it is. */
  assign(change: Partial<Row>, first: number): { readonly sql: string; readonly values: readonly unknown[] };
  fromRow(row: object): Row;
}

/** Describes a table by a codec for each property. */
export function defineColumns<Row extends object>(
  codecs: { readonly [Property in keyof Row]: Codec<Row[Property]> },
  {
    key = [],
    derived = [],
  }: { readonly key?: readonly (keyof Row & string)[]; readonly derived?: readonly DerivedColumn<Row>[] } = {},
): Columns<Row> {
  const properties = Object.keys(codecs) as (keyof Row & string)[];
  const toColumn = (property: keyof Row & string) => codecs[property].column ?? toSnakeCase(property);
  const columns = [...properties.map(toColumn), ...derived.map(({ name }) => name)];
  const changing = columns.filter((column) => !key.map(toColumn).includes(column));
  return {
    select: properties.map(toColumn).join(", "),
    names: columns.join(", "),
    placeholders: columns.map((_, index) => `$${index + 1}`).join(", "),
    updates: changing.map((column) => `${column} = excluded.${column}`).join(", "),
    toValues: (record) => [
      ...properties.map((property) => codecs[property].toSql(record[property])),
      ...derived.map(({ from }) => from(record)),
    ],
    assign: (change, first) => {
      const changed = properties.filter((property) => change[property] !== undefined);
      return {
        sql: changed.map((property, index) => `${toColumn(property)} = $${first + index}`).join(", "),
        values: changed.map((property) => codecs[property].toSql(change[property] as Row[typeof property])),
      };
    },
    fromRow: (row) => {
      const values = row as Readonly<Record<string, unknown>>;
      const read = properties.map((property) => [property, codecs[property].fromSql(values[toColumn(property)])]);
      return Object.fromEntries(read) as Row;
    },
  };
}

function toSnakeCase(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
