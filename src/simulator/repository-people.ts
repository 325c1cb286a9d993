import type { Permission } from "../github/github.ts";
import { addCommit } from "./commits.ts";
import { emitSelection } from "./installation-people.ts";
import { emit, showAccount } from "./payloads.ts";
import { type AsAdmin, enterAsAdmin, findAdmin } from "./person.ts";
import { type Actor, ensureAccount, findInstallation, type Repository, toFullName, type World } from "./world.ts";

// User actions on repositories.

/** A new repository; everything but its name has a default. */
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
  readonly template?: boolean;
  /** Without any commit. */
  readonly empty?: boolean;
  readonly hasIssues?: boolean;
  readonly archived?: boolean;
}

/** Makes a repository and returns its id. An installation on all repositories of the owner gets an event. */
export function addRepository(world: World, start: NewRepository): number {
  const repository = makeRepository(world, start);
  world.repositories.set(repository.id, repository);
  world.redirects.delete(toFullName(repository).toLowerCase());
  const installation = world.installations.get(repository.owner.id);
  if (installation?.selection !== "all") return repository.id;

  installation.repositoryIds.add(repository.id);
  const by: Actor = { account: findAdmin(world, repository), isApp: false };
  emit(world, repository, "repository", by, { action: "created" });
  emitSelection(world, by, { installation, action: "added", repository });
  return repository.id;
}

/** Archives the repository: it becomes read-only. */
export function archive(world: World, where: AsAdmin = {}): void {
  change(world, where, "archived", (repository) => {
    repository.isArchived = true;
  });
}

/** Makes the repository writable again. */
export function unarchive(world: World, where: AsAdmin = {}): void {
  change(world, where, "unarchived", (repository) => {
    repository.isArchived = false;
  });
}

/** Switches issues off. */
export function disableIssues(world: World, where: AsAdmin = {}): void {
  change(world, where, "edited", (repository) => {
    repository.hasIssues = false;
  });
}

/** Switches issues on again. */
export function enableIssues(world: World, where: AsAdmin = {}): void {
  change(world, where, "edited", (repository) => {
    repository.hasIssues = true;
  });
}

/** Renames the repository. */
export function rename(world: World, { to, ...where }: AsAdmin & { to: string }): void {
  const { repository, actor } = enterAsAdmin(world, where, "rename");
  const from = repository.name;
  leaveName(world, repository);
  repository.name = to;
  const changes = { repository: { name: { from } } };
  emit(world, repository, "repository", actor, { action: "renamed", changes });
}

/** Renames an organization or a person. An installation on that account gets an event. */
export function renameAccount(world: World, { from, to }: { readonly from: string; readonly to: string }): void {
  const account = ensureAccount(world, from);
  for (const repository of world.repositories.values()) if (repository.owner === account) leaveName(world, repository);
  world.accounts.delete(from.toLowerCase());
  account.login = to;
  world.accounts.set(to.toLowerCase(), account);
  const installation = world.installations.get(account.id);
  if (!installation) return;
  world.hooks.send("installation_target", {
    action: "renamed",
    account: showAccount(account),
    changes: { login: { from } },
    installation: { id: installation.id },
    target_type: account.type,
    sender: showAccount(account),
  });
}

/** Transfers the repository. The app gets an event if it is installed for the old owner, the new owner, or both. */
export function transfer(world: World, { to, ...where }: AsAdmin & { to: string }): void {
  const { repository, actor } = enterAsAdmin(world, where, "transfer");
  const before = findInstallation(world, repository);
  before?.repositoryIds.delete(repository.id);
  leaveName(world, repository);
  const from = showAccount(repository.owner);
  repository.owner = ensureAccount(world, to, "Organization");
  if (before) emitSelection(world, actor, { installation: before, action: "removed", repository });
  const after = world.installations.get(repository.owner.id);
  if (after?.selection !== "all") return;
  after.repositoryIds.add(repository.id);
  emit(world, repository, "repository", actor, {
    action: "transferred",
    changes: { owner: { from: { organization: from } } },
  });
  emitSelection(world, actor, { installation: after, action: "added", repository });
}

/** Redirects the old name to the repository, until another repository takes that name. */
function leaveName(world: World, repository: Repository): void {
  world.redirects.set(toFullName(repository).toLowerCase(), repository.id);
  repository.updatedAt = world.now();
}

/** Changes the visibility of the repository. */
export function setVisibility(world: World, { to, ...where }: AsAdmin & { to: Repository["visibility"] }): void {
  change(world, where, to === "public" ? "publicized" : "privatized", (repository) => {
    repository.visibility = to;
  });
}

/** Deletes the repository. */
export function deleteRepository(world: World, where: AsAdmin = {}): void {
  const { repository, actor } = enterAsAdmin(world, where, "delete");
  emit(world, repository, "repository", actor, { action: "deleted" });
  world.repositories.delete(repository.id);
  world.installations.get(repository.owner.id)?.repositoryIds.delete(repository.id);
}

function change(world: World, where: AsAdmin, action: string, apply: (repository: Repository) => void): void {
  const { repository, actor } = enterAsAdmin(world, where, "change settings");
  apply(repository);
  repository.updatedAt = world.now();
  emit(world, repository, "repository", actor, { action });
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
    isTemplate: start.template ?? false,
    isArchived: start.archived ?? false,
    hasIssues: start.hasIssues ?? true,
    files: new Map(Object.entries(start.files ?? {})),
    headSha: null,
    branches: new Map(),
    heads: new Map(),
    tags: new Map(),
    branchConfigs: new Map(),
    commits: new Map(),
    releases: [],
    deployments: [],
    collaborators: new Map(roles.map(([login, role]) => [ensureAccount(world, login).id, role])),
    threads: new Map(),
    goneNumbers: new Set(),
    pinnedNumbers: new Set(),
    checkRuns: [],
    lastNumber: 0,
    updatedAt: world.now(),
    pushedAt: world.now(),
  };
  if (!start.empty) repository.headSha = addCommit(world, repository, { parents: [], message: "Initial commit" });
  return repository;
}
