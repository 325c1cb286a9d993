import type { Permission } from "../github/github.ts";
import { emit, showAccount, showInstallation, showShortRepository } from "./payloads.ts";
import { demand } from "./permissions.ts";
import {
  type Account,
  type Actor,
  ensureAccount,
  findInstallation,
  getRepository,
  type Installation,
  nextSha,
  type Repository,
  type World,
} from "./world.ts";

/** A repository as it is before anything happens; everything but its name has a sensible default. */
export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly ownerType?: "Organization" | "User";
  /** Path to text, on the default branch. */
  readonly files?: Readonly<Record<string, string>>;
  /** Login to role. */
  readonly collaborators?: Readonly<Record<string, Permission>>;
  readonly private?: boolean;
  readonly visibility?: Repository["visibility"];
  readonly fork?: boolean;
  readonly hasIssues?: boolean;
  readonly archived?: boolean;
}

interface OnRepository {
  /** `owner/name`; the first repository unless told. */
  readonly repository?: string;
  /** Login; somebody with admin rights unless told. */
  readonly by?: string;
}

/** What people do to repositories and to the app's installation. */
export function createRepositoryActs(world: World) {
  /** The repository, and the person as one who has admin rights there. */
  function administer({ repository: name, by }: OnRepository, what: string): { repository: Repository; actor: Actor } {
    const repository = getRepository(world, name);
    const account = by === undefined ? findAdmin(world, repository) : ensureAccount(world, by);
    if (by !== undefined) demand(repository, account, "admin", what);
    return { repository, actor: { account, isApp: false } };
  }

  function emitRepository(repository: Repository, by: Actor, action: string, extra: object = {}): void {
    emit(world, repository, "repository", by, { action, ...extra });
  }

  function emitInstallation(installation: Installation, by: Actor, action: string, repositories?: Repository[]): void {
    const shown = { action, installation: showInstallation(installation), sender: showAccount(by.account) };
    const listed = repositories && { repositories: repositories.map(showShortRepository) };
    world.hooks.send("installation", { ...shown, ...listed });
  }

  function emitSelection(installation: Installation, by: Actor, action: "added" | "removed", one: Repository): void {
    const list = [showShortRepository(one)];
    world.hooks.send("installation_repositories", {
      action,
      installation: showInstallation(installation),
      repository_selection: installation.selection,
      repositories_added: action === "added" ? list : [],
      repositories_removed: action === "removed" ? list : [],
      sender: showAccount(by.account),
    });
  }

  return {
    /** Makes a repository. Where the app is installed on everything of the owner, it hears of it. */
    addRepository(start: NewRepository): number {
      const repository = makeRepository(world, start);
      world.repositories.set(repository.id, repository);
      const installation = world.installations.get(repository.owner.id);
      if (installation?.selection !== "all") return repository.id;
      installation.repositoryIds.add(repository.id);
      const actor: Actor = { account: findAdmin(world, repository), isApp: false };
      emitRepository(repository, actor, "created");
      emitSelection(installation, actor, "added", repository);
      return repository.id;
    },
    /** Installs the app for an owner: on all repositories, or on those named. */
    install(choice: { owner?: string; by?: string; repositories?: readonly string[] } = {}): number {
      const owner = choice.owner ? ensureAccount(world, choice.owner) : getRepository(world).owner;
      const owned = [...world.repositories.values()].filter((repository) => repository.owner === owner);
      const chosen = owned.filter(({ name }) => choice.repositories?.includes(name) ?? true);
      const installation: Installation = {
        id: world.nextId(),
        account: owner,
        selection: choice.repositories ? "selected" : "all",
        repositoryIds: new Set(chosen.map(({ id }) => id)),
        isSuspended: false,
      };
      world.installations.set(owner.id, installation);
      const account = choice.by ? ensureAccount(world, choice.by) : findAdmin(world, chosen[0]);
      emitInstallation(installation, { account, isApp: false }, "created", chosen);
      return installation.id;
    },
    uninstall(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "uninstall apps");
      const installation = getInstallation(world, repository);
      world.installations.delete(repository.owner.id);
      emitInstallation(installation, actor, "deleted", []);
    },
    suspend(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "suspend apps");
      const installation = getInstallation(world, repository);
      installation.isSuspended = true;
      emitInstallation(installation, actor, "suspend");
    },
    unsuspend(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "unsuspend apps");
      const installation = getInstallation(world, repository);
      installation.isSuspended = false;
      emitInstallation(installation, actor, "unsuspend");
    },
    /** Takes one repository out of the installation. */
    removeFromInstallation(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "change installations");
      const installation = getInstallation(world, repository);
      installation.repositoryIds.delete(repository.id);
      emitSelection(installation, actor, "removed", repository);
    },
    /** Puts one repository into the owner's installation. */
    addToInstallation(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "change installations");
      const installation = world.installations.get(repository.owner.id);
      if (!installation) throw new Error(`the app is not installed for ${repository.owner.login}`);
      installation.repositoryIds.add(repository.id);
      emitSelection(installation, actor, "added", repository);
    },
    archive(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "archive");
      repository.isArchived = true;
      emitRepository(repository, actor, "archived");
    },
    unarchive(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "unarchive");
      repository.isArchived = false;
      emitRepository(repository, actor, "unarchived");
    },
    disableIssues(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "switch off issues");
      repository.hasIssues = false;
      emitRepository(repository, actor, "edited", { changes: {} });
    },
    enableIssues(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "switch on issues");
      repository.hasIssues = true;
      emitRepository(repository, actor, "edited", { changes: {} });
    },
    rename({ to, ...where }: OnRepository & { to: string }): void {
      const { repository, actor } = administer(where, "rename");
      const from = repository.name;
      repository.name = to;
      emitRepository(repository, actor, "renamed", { changes: { repository: { name: { from } } } });
    },
    setVisibility({ to, ...where }: OnRepository & { to: Repository["visibility"] }): void {
      const { repository, actor } = administer(where, "change visibility");
      repository.visibility = to;
      emitRepository(repository, actor, to === "public" ? "publicized" : "privatized");
    },
    deleteRepository(where: OnRepository = {}): void {
      const { repository, actor } = administer(where, "delete");
      emitRepository(repository, actor, "deleted");
      world.repositories.delete(repository.id);
      world.installations.get(repository.owner.id)?.repositoryIds.delete(repository.id);
    },
  };
}

function makeRepository(world: World, start: NewRepository): Repository {
  const roles = Object.entries(start.collaborators ?? {});
  const repository: Repository = {
    id: world.nextId(),
    owner: ensureAccount(world, start.owner, start.ownerType ?? "Organization"),
    name: start.name,
    defaultBranch: "main",
    visibility: start.visibility ?? (start.private ? "private" : "public"),
    isFork: start.fork ?? false,
    isArchived: start.archived ?? false,
    hasIssues: start.hasIssues ?? true,
    files: new Map(Object.entries(start.files ?? {})),
    headSha: null,
    commits: new Set(),
    collaborators: new Map(roles.map(([login, role]) => [ensureAccount(world, login).id, role])),
    threads: new Map(),
    goneNumbers: new Set(),
    checkRuns: [],
    lastNumber: 0,
  };
  repository.headSha = nextSha(world, repository);
  return repository;
}

function findAdmin(world: World, repository: Repository | undefined): Account {
  const accounts = [...world.accounts.values()];
  const admin = accounts.find(({ id }) => repository?.collaborators.get(id) === "admin");
  return admin ?? repository?.owner ?? ensureAccount(world, "ghost");
}

function getInstallation(world: World, repository: Repository): Installation {
  const installation = findInstallation(world, repository);
  if (!installation) throw new Error(`the app is not installed on ${repository.name}`);
  return installation;
}
