import { demand, may } from "./permissions.ts";
import {
  type Account,
  type Actor,
  ensureAccount,
  getRepository,
  getThread,
  type Pull,
  type Repository,
  type Thread,
  type World,
} from "./world.ts";

/** A person acts in a repository. */
export interface OnRepository {
  /** `owner/name`; by default the first repository. */
  readonly repository?: string;
  /** Login. */
  readonly by: string;
}

/** A person acts on an issue or a pull request. */
export interface OnThread extends OnRepository {
  readonly number: number;
}

/** An administrator acts; it seldom matters which one. */
export interface AsAdmin {
  readonly repository?: string;
  /** Login; by default a person with admin rights. */
  readonly by?: string;
}

/** The repository, and the person who acts in it. */
export function enter(world: World, { repository, by }: OnRepository): { repository: Repository; actor: Actor } {
  return { repository: getRepository(world, repository), actor: { account: ensureAccount(world, by), isApp: false } };
}

/** The repository, and one of its administrators. Throws when the person named is none. */
export function enterAsAdmin(
  world: World,
  { repository: name, by }: AsAdmin,
  what: string,
): { repository: Repository; actor: Actor } {
  const repository = getRepository(world, name);
  const account = by === undefined ? findAdmin(world, repository) : ensureAccount(world, by);
  demand(repository, account, "admin", what);
  return { repository, actor: { account, isApp: false } };
}

/** The issue or pull request, and the person who acts on it. */
export function turnTo(world: World, where: OnThread): { repository: Repository; thread: Thread; actor: Actor } {
  const found = enter(world, where);
  return { ...found, thread: getThread(found.repository, where.number) };
}

/** The same, for actions allowed to the author and to people with that role. Throws for all others. */
export function turnToOwn(world: World, where: OnThread, needs: { what: string; least: "triage" | "write" }) {
  const found = turnTo(world, where);
  const { repository, thread, actor } = found;
  if (thread.author !== actor.account) {
    demand(repository, actor.account, needs.least, `${needs.what} #${where.number}`);
  }
  return found;
}

/** The part that only pull requests have. Throws for an issue. */
export function getPull(thread: Thread): Pull {
  if (!thread.pull) throw new Error(`#${thread.number} is no pull request`);
  return thread.pull;
}

/** A person with admin rights in the repository, or else its owner. */
export function findAdmin(world: World, repository: Repository): Account {
  const accounts = [...world.accounts.values()];
  return accounts.find((account) => account.type === "User" && may(repository, account, "admin")) ?? repository.owner;
}
