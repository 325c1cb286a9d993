import { leaveOut } from "./apply-renames.ts";
import { isMap, type Json, mapTexts } from "./json.ts";
import type { RecordedCall, Recording, Row } from "./recording.ts";
import type { Renames } from "./renames.ts";

/** A recording without what differs from one run to the next. */
export interface Comparable {
  readonly acts: Recording["acts"];
  /** Calls in their order, by repository. */
  readonly calls: ReadonlyMap<number, readonly RecordedCall[]>;
  /** Rows in an order of their own, by table. */
  readonly tables: ReadonlyMap<string, readonly Row[]>;
}

export interface Choice {
  readonly renames: Renames;
  /** How the app looks at GitHub is its own business. */
  readonly isWritesOnly: boolean;
}

/**
 * Gives every random value and every fingerprint the number of its first appearance: what has the same number was the same.
 * Fingerprints are of content that the calls show as it is.
 */
export function toComparable(recording: Recording, { renames, isWritesOnly }: Choice): Comparable {
  const number = createNumbering(recording.randoms);
  const wanted = recording.calls.filter(({ kind }) => kind === "write" || !isWritesOnly);
  const repositories = [...new Set(wanted.map(({ repository }) => repository))].sort((one, other) => one - other);
  const calls = repositories.map((repository) => {
    const own = wanted.filter((call) => call.repository === repository);
    return [repository, own.map((call) => ({ ...call, args: call.args.map(trim).map(number) }))] as const;
  });
  const tables = Object.entries(leaveOut(recording.records, renames))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([table, rows]) => [table, sortRows(rows).map((row) => number(row) as Row)] as const);
  return { acts: recording.acts, calls: new Map(calls), tables: new Map(tables) };
}

const HEX = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{8,64}\b/g;
/** `digest` in the store makes them so long. */
const DIGEST = /^[0-9a-f]{32}$/;
/** Of a key a branch has only the beginning in its name. */
const BEGINNING = 8;

function createNumbering(randoms: readonly string[]): (value: Json) => Json {
  const known = new Set(randoms);
  const beginnings = new Map(randoms.map((value) => [value.slice(0, BEGINNING), value]));
  const numbers = new Map<string, string>();

  function name(kind: string, value: string): string {
    const given = numbers.get(value) ?? `${kind}-${numbers.size + 1}`;
    numbers.set(value, given);
    return given;
  }

  function replace(text: string): string {
    return text.replace(HEX, (hex) => {
      if (known.has(hex)) return name("random", hex);
      const whole = beginnings.get(hex);
      if (whole !== undefined) return `${name("random", whole)}…`;
      return DIGEST.test(hex) ? name("digest", hex) : hex;
    });
  }

  return (value) => mapTexts(value, replace);
}

/** By all that is not random, so that both trees' rows come in the same order. */
function sortRows(rows: readonly Row[]): readonly Row[] {
  const masked = rows.map((row) => ({ row, text: JSON.stringify(row).replace(HEX, "?") }));
  return masked.sort((one, other) => (one.text < other.text ? -1 : 1)).map(({ row }) => row);
}

const ADDRESS = ["id", "owner", "name", "installationId"];
const ISSUE = ["number", "nodeId"];

/** Only what is asked for: what is known of a repository or an issue beside its address is often given along. */
function trim(arg: Json): Json {
  if (Array.isArray(arg)) return arg.map(trim);
  if (!isMap(arg)) return arg;
  const wanted = [ADDRESS, ISSUE].find((keys) => keys.every((key) => key in arg));
  return wanted ? Object.fromEntries(Object.entries(arg).filter(([key]) => wanted.includes(key))) : arg;
}
