import type { RepositoryFiles } from "../repository/repository-files.ts";

/** A repository as GitHub shows it to us right now: whose it is, and who may see it. */
export interface SeenRepository {
  readonly id: number;
  readonly name: string;
  /** Login. */
  readonly owner: string;
  /** What GraphQL calls the owner; logins change hands, this does not. */
  readonly ownerId: string;
  readonly visibility: RepositoryFiles["visibility"];
  /** Its page, such as https://github.com/acme/shop. */
  readonly url: string;
}

/** The fewest readers first. */
const RANKS: { readonly [V in SeenRepository["visibility"]]: number } = { private: 0, internal: 1, public: 2 };

/**
 * The repositories a page in one of them may show, by name: those of the same owner that no fewer people may see than the
 * page itself. Where the page was seen several times the widest circle of readers counts; where it was not seen at all, or
 * a repository was not, nothing of it is shown.
 */
export function listShowable(pageId: number, seen: readonly SeenRepository[]): readonly SeenRepository[] {
  const pages = seen.filter(({ id }) => id === pageId).toSorted((a, b) => rankOf(b) - rankOf(a));
  const [page] = pages;
  if (!page) return [];
  const isShowable = (one: SeenRepository) => one.ownerId === page.ownerId && rankOf(one) >= rankOf(page);
  const others = seen.filter((one) => one.id !== pageId && isShowable(one));
  return [page, ...others].toSorted((a, b) => compareNames(a.name, b.name) || a.id - b.id);
}

/** Is one visibility below another: are there people who may see what has the other, and not this? */
export function isLessVisible(one: SeenRepository["visibility"], other: SeenRepository["visibility"]): boolean {
  return RANKS[one] < RANKS[other];
}

function rankOf({ visibility }: SeenRepository): number {
  return RANKS[visibility];
}

/** The same on every machine, whatever language it speaks. */
function compareNames(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}
