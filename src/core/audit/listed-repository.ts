/** A repository as the list of its owner's shows it. */
export interface ListedRepository {
  readonly name: string;
  readonly isArchived: boolean;
  readonly isFork: boolean;
  readonly isTemplate: boolean;
  readonly isEmpty: boolean;
  /** ISO 8601; null before the first push. */
  readonly pushedAt: string | null;
}

/** Why a repository of an owner is not audited. `quiet`: nothing was pushed, and so nothing merged. */
export type LeftOut = "archived" | "fork" | "template" | "empty" | "owners" | "quiet" | "hidden";

/** Finds the reason not to audit a repository: the app would not start there by itself, or there is nothing to read. */
export function findLeftOut(
  { name, isArchived, isFork, isTemplate, isEmpty, pushedAt }: ListedRepository,
  since: string,
): LeftOut | null {
  if (isArchived) return "archived";
  if (isFork) return "fork";
  if (isTemplate) return "template";
  if (name.toLowerCase() === ".github") return "owners";
  if (isEmpty || pushedAt === null) return "empty";
  // A merge is a push.
  return pushedAt < since ? "quiet" : null;
}
