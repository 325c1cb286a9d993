import type { Comparable } from "./comparable.ts";
import { type Difference, findPlace } from "./difference.ts";
import type { Json } from "./json.ts";
import type { Recording } from "./recording.ts";

const WIDTH = 160;
/** Lines of a text before the one that differs. */
const LINES_BEFORE = 2;

/** One line about a history that is the same in both trees. */
export function tellSame(seed: number, { acts, calls, tables }: Comparable): string {
  const count = (map: ReadonlyMap<unknown, readonly unknown[]>) => [...map.values()].flat().length;
  return `same  seed ${seed}  ${acts.length} acts  ${count(calls)} calls  ${count(tables)} rows`;
}

/** A difference, old beside new, and how it came to it. */
export function tellDifference({ seed, scenario, acts }: Recording, difference: Difference): string {
  const { where, act, old, present } = difference;
  const place = findPlace(old, present);
  return [
    `DIFFERS  seed ${seed} (${scenario}): ${where}`,
    ...acts.slice(0, act + 1).map(({ told }, index) => `    ${String(index + 1).padStart(3)}  ${cut(oneLine(told))}`),
    `  old  ${cut(oneLine(show(old)))}`,
    `  new  ${cut(oneLine(show(present)))}`,
    ...(place.path === "" ? [] : [`  at   ${place.path}`, ...besideEachOther(show(place.old), show(place.present))]),
  ].join("\n");
}

/** A history that could not be played to its end. */
export function tellFailure(seed: number, where: string, error: string): string {
  return `FAILED  seed ${seed}, in ${where}:\n${error.replace(/^/gm, "    ")}`;
}

function show(value: Json | undefined): string {
  if (value === undefined) return "(nothing)";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

function cut(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
}

function besideEachOther(old: string, present: string): readonly string[] {
  const [before, after] = [old.split("\n"), present.split("\n")];
  const first = before.findIndex((line, index) => line !== after[index]);
  const differs = first === -1 ? before.length : first;
  const start = Math.max(0, differs - LINES_BEFORE);
  return [
    ...before.slice(start, differs).map((line) => `       ${cut(line)}`),
    `     - ${cut(before[differs] ?? "(ends)")}`,
    `     + ${cut(after[differs] ?? "(ends)")}`,
  ];
}
