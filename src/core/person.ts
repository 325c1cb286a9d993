/** An account on GitHub. The numeric id is the identity; the login is only its current name. */
export interface Person {
  readonly id: number;
  readonly login: string;
  /** GitHub's `type`: "User", "Bot", "Organization", "Mannequin". */
  readonly type: string;
}

/** GitHub's stand-in for deleted accounts. */
export const GHOST_LOGIN = "ghost";

/** Can this account read a question and answer it? Only users can; bots and deleted accounts cannot. */
export function isReachable(person: Person): boolean {
  return person.type === "User" && person.login !== GHOST_LOGIN;
}
