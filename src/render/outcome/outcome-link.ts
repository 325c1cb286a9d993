import type { ListedOutcome } from "../../core/outcome/listed-outcome.ts";
import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import { quoteInline } from "../neutral.ts";

/**
 * Where a repository's pages are, relative to where a text appears. From the repository's own issues that is "..":
 * relative links survive renames, and create no back-link on their target.
 */
export interface Place {
  readonly base: string;
  /** Put before a title when several repositories share a page; null on a repository's own. */
  readonly name: string | null;
}

export type FindPlace = (repositoryId: number) => Place;

/** The place of a page of the repository's own. */
export const HERE: FindPlace = () => ({ base: "..", name: null });

type Linked = Pick<Outcome, "repositoryId" | "number" | "title">;

const LONGEST_TITLE = 90;

/** A link to the issue that asks; to the pull request where nobody has asked. */
export function renderOutcomeLink(outcome: Outcome | ListedOutcome, place: FindPlace = HERE): string {
  const { issueNumber } = "questions" in outcome ? currentQuestion(outcome) : outcome;
  return issueNumber === null ? renderPullLink(outcome, place) : renderLink(outcome, place, `issues/${issueNumber}`);
}

/** Renders a link to the pull request. */
export function renderPullLink(outcome: Linked, place: FindPlace = HERE): string {
  return renderLink(outcome, place, `pull/${outcome.number}`);
}

function renderLink({ repositoryId, title }: Linked, place: FindPlace, page: string): string {
  const { base, name } = place(repositoryId);
  const text = quoteInline(title, LONGEST_TITLE) || "(no title)";
  return `${name === null ? "" : `${quoteInline(name)}: `}[${text}](${base}/${page})`;
}
