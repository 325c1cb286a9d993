import type { GitHub } from "../../src/github/github.ts";
import { RENAMES } from "./renames.ts";

/** What must be translated while a history is recorded; all else is when two recordings are compared. */
export interface Words {
  /** What the present tree calls a method of this one. */
  nameMethod(own: string): string;
  /** What this tree calls a method of the present one. */
  ownMethod(present: keyof GitHub): keyof GitHub;
  /** What the present tree calls an object of this one: what is due at the same time is looked at in the order of names. */
  nameKey(own: string): string;
}

export const PRESENT_WORDS: Words = {
  nameMethod: (own) => own,
  ownMethod: (present) => present,
  nameKey: (own) => own,
};

const OBJECTS = "appointment.object";

export const BASELINE_WORDS: Words = {
  nameMethod: (own) => RENAMES.methods[own] ?? own,
  ownMethod: (present) => {
    const [own] = Object.entries(RENAMES.methods).find(([, name]) => name === present) ?? [present];
    return own as keyof GitHub;
  },
  nameKey: (own) =>
    RENAMES.values
      .filter(({ columns }) => columns.includes(OBJECTS))
      .reduce((name, { from, to }) => name.replace(from, to), own),
};

/** Whatever of the renames a recording of the baseline depends on, as text. */
export function describeBaselineWords(): string {
  const objects = RENAMES.values.filter(({ columns }) => columns.includes(OBJECTS));
  return JSON.stringify([RENAMES.methods, objects.map(({ from, to }) => [String(from), to])]);
}
