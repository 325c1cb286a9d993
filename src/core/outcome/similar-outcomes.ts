import type { PullRequest } from "../pull-request/pull-request.ts";

/** What a pull request is compared by to find similar outcomes. */
export interface Likeness {
  readonly title: string;
  /** Only labels that name a subject. */
  readonly labels: readonly string[];
}

/**
 * Words in titles that name the kind of change, not its subject. One form of each is enough: the search matches the
 * others.
 */
export const KIND_WORDS =
  "add allow bug build bump change chore ci clean cleanup create delete docs documentation drop enable ensure feat feature " +
  "fix handle hotfix implement improve introduce make merge move new perf prepare refactor release remove rename " +
  "replace revert simplify style support test try update upgrade use wip";

/** Labels GitHub gives every new repository, and others that classify work instead of naming a part of the product. */
const KIND_LABELS: ReadonlySet<string> = new Set([
  ...["bug", "documentation", "duplicate", "enhancement", "good first issue", "help wanted", "invalid", "question"],
  ...["wontfix", "feature", "chore", "refactor", "dependencies", "size/xs", "size/s", "size/m", "size/l", "size/xl"],
]);

/** The parts of a pull request that tell its subject. */
export function findLikeness({ title, labels }: Pick<PullRequest, "title" | "labels">): Likeness {
  return { title, labels: labels.filter((label) => !KIND_LABELS.has(label.toLowerCase())) };
}
