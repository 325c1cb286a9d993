import type { Comparable } from "./comparable.ts";
import { isList, isMap, type Json, toJson } from "./json.ts";
import type { RecordedCall, Row } from "./recording.ts";

/** Something that is not the same in the two trees; undefined where one of them has nothing. */
export interface Difference {
  readonly where: string;
  /** The place of the act it was seen after. */
  readonly act: number;
  readonly old: Json | undefined;
  readonly present: Json | undefined;
}

/** The first difference there is: a call, what was done, or a record; undefined where all is the same. */
export function findDifference(old: Comparable, present: Comparable): Difference | undefined {
  const repositories = new Set([...old.calls.keys(), ...present.calls.keys()]);
  const found = [
    ...[...repositories].map((id) => findCall(id, old.calls.get(id) ?? [], present.calls.get(id) ?? [])),
    findAct(old, present),
  ].filter((one) => one !== undefined);
  return found.sort((one, other) => one.act - other.act)[0] ?? findRow(old, present);
}

function findCall(
  repository: number,
  old: readonly RecordedCall[],
  present: readonly RecordedCall[],
): Difference | undefined {
  const shown = [old, present].map((calls) => calls.map(showCall));
  const index = findIndex(shown[0] ?? [], shown[1] ?? []);
  if (index === undefined) return undefined;
  return {
    where: `call ${index + 1} of ${repository === 0 ? "the app itself" : `repository ${repository}`}`,
    act: Math.min(...[old[index], present[index]].flatMap((call) => (call ? [call.act] : []))),
    old: shown[0]?.[index],
    present: shown[1]?.[index],
  };
}

function showCall({ method, args, outcome, at }: RecordedCall): Json {
  return { method, args, outcome, at };
}

/** People saw something else, and did something else. */
function findAct(old: Comparable, present: Comparable): Difference | undefined {
  const index = findIndex(old.acts.map(toJson), present.acts.map(toJson));
  if (index === undefined) return undefined;
  return { where: `act ${index + 1}`, act: index, old: toJson(old.acts[index]), present: toJson(present.acts[index]) };
}

function findIndex(old: readonly Json[], present: readonly Json[]): number | undefined {
  for (let index = 0; index < Math.max(old.length, present.length); index++) {
    if (JSON.stringify(old[index]) !== JSON.stringify(present[index])) return index;
  }
  return undefined;
}

function findRow(old: Comparable, present: Comparable): Difference | undefined {
  for (const table of new Set([...old.tables.keys(), ...present.tables.keys()])) {
    const gone = subtract(old.tables.get(table), present.tables.get(table));
    const come = subtract(present.tables.get(table), old.tables.get(table));
    if (gone.length + come.length === 0) continue;
    const where = `table ${table}: ${gone.length} rows only in the baseline, ${come.length} only now`;
    const [row] = gone;
    const other = row ? findNearest(row, come) : come[0];
    return { where, act: old.acts.length, old: row, present: other };
  }
  return undefined;
}

function subtract(rows: readonly Row[] = [], others: readonly Row[] = []): readonly Row[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(JSON.stringify(other), (counts.get(JSON.stringify(other)) ?? 0) + 1);
  return rows.filter((row) => {
    const text = JSON.stringify(row);
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  });
}

function findNearest(row: Row, candidates: readonly Row[]): Row | undefined {
  const count = (other: Row) =>
    Object.keys(row).filter((key) => JSON.stringify(row[key]) === JSON.stringify(other[key])).length;
  return candidates.toSorted((one, other) => count(other) - count(one))[0];
}

/** Where two values differ first, and what stands there. */
export function findPlace(old: Json | undefined, present: Json | undefined, path = ""): Place {
  if (old !== undefined && present !== undefined) {
    const keys = listKeys(old, present);
    const key = keys.find((one) => JSON.stringify(at(old, one)) !== JSON.stringify(at(present, one)));
    if (key !== undefined) return findPlace(at(old, key), at(present, key), path === "" ? key : `${path}.${key}`);
  }
  return { path, old, present };
}

export interface Place {
  readonly path: string;
  readonly old: Json | undefined;
  readonly present: Json | undefined;
}

function listKeys(old: Json, present: Json): readonly string[] {
  const areAlike = (isList(old) && isList(present)) || (isMap(old) && isMap(present));
  if (!areAlike) return [];
  return [...new Set([...Object.keys(old as object), ...Object.keys(present as object)])];
}

function at(value: Json, key: string): Json | undefined {
  return (value as Readonly<Record<string, Json>>)[key];
}
