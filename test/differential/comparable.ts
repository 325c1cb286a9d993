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
    const calledThere = wanted.filter((call) => call.repository === repository);
    const own = isWritesOnly ? settleMoments(calledThere, recording.randoms) : calledThere;
    return [repository, own.map((call) => ({ ...call, args: call.args.map(trim).map(number) }))] as const;
  });
  const tables = Object.entries(leaveOut(withAnswers(recording.records), renames))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([table, rows]) => [table, sortRows(rows, recording.randoms).map((row) => number(row) as Row)] as const);
  return { acts: recording.acts, calls: new Map(calls), tables: new Map(tables) };
}

/**
 * What was done at one moment, once each and in an order of its own: which key is reconciled first, and how often, is no
 * part of what people see.
 */
function settleMoments(calls: readonly RecordedCall[], randoms: readonly string[]): readonly RecordedCall[] {
  const mask = createMask(randoms);
  const done = calls
    .filter(({ outcome }) => outcome === "done")
    .map((call) => ({ call, text: mask(JSON.stringify([call.at, call.method, call.args])) }));
  const once = done.filter(({ text }, index) => done.findIndex((other) => other.text === text) === index);
  return once.sort((one, other) => (one.text < other.text ? -1 : 1)).map(({ call }) => call);
}

/** The answers of an outcome, which stand in its newest question by now. */
function withAnswers(records: Recording["records"]): Recording["records"] {
  const outcomes = records.outcome?.map((row) => {
    const question = Array.isArray(row.questions) ? row.questions.at(-1) : undefined;
    return question !== undefined && isMap(question) ? { ...row, answers: question.answers ?? null } : row;
  });
  return outcomes ? { ...records, outcome: outcomes } : records;
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

/** By all that is not random, so that both trees' rows come in the same order; a commit is no random value. */
function sortRows(rows: readonly Row[], randoms: readonly string[]): readonly Row[] {
  const mask = createMask(randoms);
  const masked = rows.map((row) => ({ row, text: mask(JSON.stringify(row)) }));
  return masked.sort((one, other) => (one.text < other.text ? -1 : 1)).map(({ row }) => row);
}

function createMask(randoms: readonly string[]): (text: string) => string {
  const isRandom = (hex: string) => DIGEST.test(hex) || randoms.some((value) => value.startsWith(hex));
  return (text) => text.replace(HEX, (hex) => (isRandom(hex) ? "?" : hex));
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
