import { showAccount, showInstallation, showShortRepository } from "./payloads.ts";
import { type AsAdmin, enterAsAdmin, findAdmin } from "./person.ts";
import {
  type Account,
  type Actor,
  ensureAccount,
  findInstallation,
  getRepository,
  type Installation,
  type Repository,
  type Withheld,
  type World,
} from "./world.ts";

// User actions on the app's installation.

/** Installs the app for an owner, on all repositories or on those named. Returns the installation's id. */
export function install(
  world: World,
  choice: {
    readonly owner?: string;
    readonly by?: string;
    readonly repositories?: readonly string[];
    readonly withhold?: readonly Withheld[];
  } = {},
): number {
  const owner = choice.owner ? ensureAccount(world, choice.owner) : getRepository(world).owner;
  const owned = [...world.repositories.values()].filter((repository) => repository.owner === owner);
  const chosen = owned.filter(({ name }) => choice.repositories?.includes(name) ?? true);
  const installation: Installation = {
    id: world.nextId(),
    account: owner,
    selection: choice.repositories ? "selected" : "all",
    repositoryIds: new Set(chosen.map(({ id }) => id)),
    isSuspended: false,
    withheld: choice.withhold ?? [],
  };
  world.installations.set(owner.id, installation);
  const actor: Actor = { account: ensureInstaller(world, choice.by, owned[0]) ?? owner, isApp: false };
  emitInstallation(world, actor, { installation, action: "created", repositories: chosen });
  return installation.id;
}

/** Removes the app from all repositories of the owner. */
export function uninstall(world: World, where: AsAdmin = {}): void {
  const { repository, actor, installation } = enterInstallation(world, where);
  world.installations.delete(repository.owner.id);
  emitInstallation(world, actor, { installation, action: "deleted", repositories: [] });
}

/** Suspends the installation. */
export function suspend(world: World, where: AsAdmin = {}): void {
  const { actor, installation } = enterInstallation(world, where);
  installation.isSuspended = true;
  emitInstallation(world, actor, { installation, action: "suspend" });
}

/** Ends the suspension. */
export function unsuspend(world: World, where: AsAdmin = {}): void {
  const { actor, installation } = enterInstallation(world, where);
  installation.isSuspended = false;
  emitInstallation(world, actor, { installation, action: "unsuspend" });
}

/** Grants every permission the app requests, except those withheld. GitHub sends an event only for added ones. */
export function grantPermissions(
  world: World,
  { withhold = [], ...where }: AsAdmin & { readonly withhold?: readonly Withheld[] } = {},
): void {
  const { actor, installation } = enterInstallation(world, where);
  const isMore = installation.withheld.some((permission) => !withhold.includes(permission));
  installation.withheld = withhold;
  if (isMore) emitInstallation(world, actor, { installation, action: "new_permissions_accepted" });
}

/** Removes one repository from the installation. */
export function removeFromInstallation(world: World, where: AsAdmin = {}): void {
  const { repository, actor, installation } = enterInstallation(world, where);
  installation.repositoryIds.delete(repository.id);
  emitSelection(world, actor, { installation, action: "removed", repository });
}

/** Adds one repository to the owner's installation. */
export function addToInstallation(world: World, where: AsAdmin = {}): void {
  const { repository, actor } = enterAsAdmin(world, where, "change installations");
  const installation = world.installations.get(repository.owner.id);
  if (!installation) throw new Error(`the app is not installed for ${repository.owner.login}`);
  installation.repositoryIds.add(repository.id);
  emitSelection(world, actor, { installation, action: "added", repository });
}

/** Sends `installation_repositories`: a repository was added or removed. */
export function emitSelection(world: World, by: Actor, { installation, action, repository }: Selection): void {
  const list = [showShortRepository(repository)];
  world.hooks.send("installation_repositories", {
    action,
    installation: showInstallation(installation),
    repository_selection: installation.selection,
    repositories_added: action === "added" ? list : [],
    repositories_removed: action === "removed" ? list : [],
    sender: showAccount(by.account),
  });
}

interface Selection {
  readonly installation: Installation;
  readonly action: "added" | "removed";
  readonly repository: Repository;
}

interface InstallationEvent {
  readonly installation: Installation;
  readonly action: string;
  readonly repositories?: readonly Repository[];
}

function emitInstallation(world: World, by: Actor, { installation, action, repositories }: InstallationEvent): void {
  const shown = { action, installation: showInstallation(installation), sender: showAccount(by.account) };
  const listed = repositories && { repositories: repositories.map(showShortRepository) };
  world.hooks.send("installation", { ...shown, ...listed });
}

function enterInstallation(world: World, where: AsAdmin) {
  const entered = enterAsAdmin(world, where, "change installations");
  const installation = findInstallation(world, entered.repository);
  if (!installation) throw new Error(`the app is not installed on ${entered.repository.name}`);
  return { ...entered, installation };
}

function ensureInstaller(world: World, login: string | undefined, owned: Repository | undefined): Account | undefined {
  if (login !== undefined) return ensureAccount(world, login);
  return owned && findAdmin(world, owned);
}
