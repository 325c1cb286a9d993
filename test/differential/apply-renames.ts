import { type Json, mapKeys, mapTexts } from "./json.ts";
import type { RecordedCall, Recording, Row } from "./recording.ts";
import type { Renames } from "./renames.ts";

/** What the baseline did, in the words of the present tree. Its methods were named while it was recorded. */
export function applyRenames(recording: Recording, renames: Renames): Recording {
  return {
    ...recording,
    calls: recording.calls.map((call) => renameFields(call, renames)),
    records: Object.fromEntries(
      Object.entries(recording.records).map(([table, rows]) => [
        renames.tables[table] ?? table,
        rows.map((row) => renameRow(row, table, renames)),
      ]),
    ),
  };
}

function renameFields(call: RecordedCall, { methods, fields }: Renames): RecordedCall {
  const [own] = Object.entries(methods).find(([, present]) => present === call.method) ?? [call.method];
  const rename = (key: string) => fields[`${own}.${key}`] ?? fields[`*.${key}`] ?? key;
  return { ...call, args: call.args.map((arg) => mapKeys(arg, rename)) };
}

function renameRow(row: Row, table: string, renames: Renames): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const name = `${table}.${column}`;
      return [renames.columns[name] ?? column, renameValue(value, name, renames)];
    }),
  );
}

function renameValue(value: Json, column: string, { values }: Renames): Json {
  const own = values.filter(({ columns }) => columns.includes(column));
  if (own.length === 0) return value;
  return mapTexts(value, (text) => own.reduce((changed, { from, to }) => changed.replace(from, to), text));
}

/** Without what is not compared, by its present names. */
export function leaveOut(records: Recording["records"], { ignored }: Renames): Recording["records"] {
  const kept = Object.entries(records).filter(([table]) => !Object.hasOwn(ignored, table));
  return Object.fromEntries(
    kept.map(([table, rows]) => [
      table,
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !Object.hasOwn(ignored, `${table}.${column}`))),
      ),
    ]),
  );
}
