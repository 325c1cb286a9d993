import type { RepositoryFiles } from "../repository/repository-files.ts";

/** A repository as GitHub shows it right now: its owner, and who may see it. */
export interface SeenRepository {
  readonly id: number;
  readonly name: string;
  /** Login. */
  readonly owner: string;
  /** The owner's id in GraphQL; logins change hands, ids do not. */
  readonly ownerId: string;
  readonly visibility: RepositoryFiles["visibility"];
  /** Its page, such as https://github.com/acme/shop. */
  readonly url: string;
}

/** Fewest readers first. */
const RANKS: { readonly [V in SeenRepository["visibility"]]: number } = { private: 0, internal: 1, public: 2 };

/**
 * The repositories that a page in one of them may show, sorted by name: those of the same owner that are at least as
 * visible as the page. If the page's repository was seen several times, its widest visibility counts. If it was not
 * seen, nothing is shown. A repository that was not seen is not shown either.
 */
export function listShowable(pageId: number, seen: readonly SeenRepository[]): readonly SeenRepository[] {
  const pages = seen.filter(({ id }) => id === pageId).toSorted((a, b) => rankOf(b) - rankOf(a));
  const [page] = pages;
  if (!page) return [];
  const isShowable = (one: SeenRepository) => one.ownerId === page.ownerId && rankOf(one) >= rankOf(page);
  const others = seen.filter((one) => one.id !== pageId && isShowable(one));
  return [page, ...others].toSorted((a, b) => compareNames(a.name, b.name) || a.id - b.id);
}

/** Is one visibility below another? Then some people may see what has the other, but not what has this one. */
export function isLessVisible(one: SeenRepository["visibility"], other: SeenRepository["visibility"]): boolean {
  return RANKS[one] < RANKS[other];
}

function rankOf({ visibility }: SeenRepository): number {
  return RANKS[visibility];
}

/** Compares names the same way on every machine, whatever its locale. */
function compareNames(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}
