import type { PullRequest } from "../pull-request/pull-request.ts";

/** What a change is compared by to find similar ones: what is proposed, and what was tried. */
export interface Likeness {
  /** Its title and those of its labels that name a subject. */
  readonly title: string;
  /** Of what is proposed the problem; of what was tried everything else that is known. */
  readonly text: string;
}

/**
 * Words in titles that name the kind of change, not its subject. One form of each is enough: words are
 * compared without their endings.
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

/** What a change is compared by. */
export function toLikeness({ title, labels }: Pick<PullRequest, "title" | "labels">, text: string | null): Likeness {
  return { title: [title, ...listSubjects(labels)].join("\n"), text: text ?? "" };
}

/** The labels that name a subject. */
export function listSubjects(labels: readonly string[]): readonly string[] {
  return labels.filter((label) => !KIND_LABELS.has(label.toLowerCase()));
}
