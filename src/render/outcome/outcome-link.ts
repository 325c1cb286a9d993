import type { ListedOutcome } from "../../core/outcome/listed-outcome.ts";
import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import { parseRevertWords } from "../../core/pull-request/revert.ts";
import { quoteInline } from "../neutral.ts";

/** How a repository's pages are linked from a page of ours. */
export interface Place {
  /** What links begin with, such as "https://redirect.github.com/acme/shop". */
  readonly base: string;
  /** Put before a title when several repositories share a page; null on a repository's own. */
  readonly name: string | null;
}

export type FindPlace = (repositoryId: number) => Place;

/**
 * What links to a repository's pages begin with, so that they leave no back-link on their target. On github.com that is its
 * redirecting host, which also works in emails; elsewhere they are relative to the issue they stand in, and `isOwnPage`
 * tells whether that is one of the repository's own.
 */
export function findLinkBase(
  { site, owner, name }: { readonly site: string; readonly owner: string; readonly name: string },
  { isOwnPage }: { readonly isOwnPage: boolean },
): string {
  if (/^https:\/\/github\.com$/i.test(site)) return `https://redirect.github.com/${encode(owner)}/${encode(name)}`;
  return isOwnPage ? ".." : `../../${encode(name)}`;
}

/** Also encodes the parentheses that would end a Markdown link. */
function encode(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replace(
    /[()*!'~]/g,
    (found) => `%${found.charCodeAt(0).toString(16)}`,
  );
}

/** The place of the only repository a page is about. */
export function findOwnPlace(
  site: string,
  { owner, name }: { readonly owner: string; readonly name: string },
): FindPlace {
  const place = { base: findLinkBase({ site, owner, name }, { isOwnPage: true }), name: null };
  return () => place;
}

/** Relative links from a page of the repository's own. */
export const HERE: FindPlace = () => ({ base: "..", name: null });

type Linked = Pick<Outcome, "repositoryId" | "number" | "title">;

const LONGEST_TITLE = 90;
const LONGEST_NAMED = 80;

/** A link to the issue that asks; to the pull request when it was not asked. */
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
  return `${name === null ? "" : `${quoteInline(name)}: `}${renderTitleLink(title, `${base}/${page}`, LONGEST_TITLE)}`;
}

/** Renders a title as a link; `longest` is in characters. */
export function renderTitleLink(title: string, address: string, longest?: number): string {
  return `[${quoteInline(title, longest) || "(no title)"}](${address})`;
}

/** Renders a link to a pull request that is known by its number and title. `base` is as in `findLinkBase`. */
export function renderNamedPull(
  { number, title }: { readonly number: number; readonly title: string },
  base: string,
): string {
  return renderTitleLink(title, `${base}/pull/${number}`, LONGEST_NAMED);
}

/** Renders what reverted a change, by the words with which that was recorded; a pull request is linked. */
export function renderRevertLink(reason: string | null, base: string): string {
  const pull = reason === null ? undefined : parseRevertWords(reason);
  return pull ? renderNamedPull(pull, base) : quoteInline(reason ?? "a later change", 120);
}
