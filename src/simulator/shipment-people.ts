import { getCommit } from "./commits.ts";
import { emit } from "./payloads.ts";
import { demand } from "./permissions.ts";
import { findAdmin } from "./person.ts";
import { emitPush } from "./pushes.ts";
import { showDeployment, showDeploymentStatus, showRelease } from "./shipment-payloads.ts";
import {
  type Actor,
  type DeploymentRecord,
  type DeploymentState,
  ensureAccount,
  getRepository,
  type ReleaseRecord,
  type Repository,
  type World,
} from "./world.ts";

// What brings commits to their users: releases and deployments.

/** A person with write access acts; it seldom matters which one. */
interface AsWriter {
  readonly repository?: string;
  /** Login; by default a person with admin rights. */
  readonly by?: string;
}

/** A release; `target` is the branch or commit that a new tag names, by default the default branch. */
export interface NewRelease extends AsWriter {
  readonly tag: string;
  readonly target?: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
}

/** What git takes for a tag, roughly (git-check-ref-format). */
const TAG = /^[\w@][\w@+./-]{0,99}$/;

/** Publishes a release, or the draft with that tag; `draft` only saves it. Returns its id. */
export function publishRelease(world: World, { draft = false, ...given }: NewRelease): number {
  const place = enterAsWriter(world, given, "publish a release");
  const saved = place.repository.releases.find(({ tag, isDraft }) => isDraft && tag === given.tag);
  const release = saved ?? saveDraft(world, place, given);
  if (!draft) publish(world, place, release);
  const ofNew = release.isPrerelease ? "prereleased" : "released";
  // Of a prerelease that was a draft, GitHub only says that it was published.
  const ofSaved = release.isPrerelease ? [] : ["released"];
  const actions = saved ? ["published", ...ofSaved] : ["created", ...(draft ? [] : ["published", ofNew])];
  for (const action of actions) emitRelease(world, place, { release, action });
  return release.id;
}

/** Turns a prerelease into a release. It keeps the date it was published on. */
export function promoteRelease(world: World, { tag, ...where }: AsWriter & { tag: string }): void {
  const { repository, actor } = enterAsWriter(world, where, "edit a release");
  const release = repository.releases.find((one) => one.tag === tag && one.isPrerelease && !one.isDraft);
  if (!release) throw new Error(`there is no prerelease ${tag}`);
  Object.assign(release, { isPrerelease: false, updatedAt: world.now() });
  emitRelease(world, { repository, actor }, { release, action: "edited", changes: {} });
  emitRelease(world, { repository, actor }, { release, action: "released" });
}

/** Deletes a tag. GitHub turns its release into a draft. */
export function deleteTag(world: World, { tag, ...where }: AsWriter & { tag: string }): void {
  const { repository, actor } = enterAsWriter(world, where, "delete a tag");
  const before = repository.tags.get(tag);
  if (before === undefined) throw new Error(`there is no tag ${tag}`);
  repository.tags.delete(tag);
  const release = repository.releases.find((one) => one.tag === tag);
  if (release) Object.assign(release, { isDraft: true, publishedAt: null });
  emitPush(world, actor, repository, { ref: `refs/tags/${tag}`, before, after: null });
}

/** A deployment of a commit, a branch or a tag, and its first status. */
export interface NewDeployment extends AsWriter {
  readonly environment?: string;
  readonly sha?: string;
  readonly ref?: string;
  readonly state?: DeploymentState;
  readonly transient?: boolean;
  readonly production?: boolean;
}

/** Deploys, by default the default branch to production with success. Returns the deployment's id. */
export function deploy(world: World, given: NewDeployment = {}): number {
  const { repository, actor } = enterAsWriter(world, given, "deploy");
  const { environment = "production", sha, ref = sha ?? repository.defaultBranch, state = "success" } = given;
  const deployment: DeploymentRecord = {
    id: world.nextId(),
    sha: sha ?? getCommit(repository, ref),
    ref,
    environment,
    isTransient: given.transient ?? false,
    isProduction: given.production ?? environment === "production",
    creator: actor.account,
    createdAt: world.now(),
    statuses: [],
  };
  repository.deployments.push(deployment);
  addStatus(world, { repository, actor }, { deployment, state });
  return deployment.id;
}

/** Reports what became of a deployment. */
export function reportDeployment(
  world: World,
  { id, state, ...where }: AsWriter & { id: number; state: DeploymentState },
): void {
  const { repository, actor } = enterAsWriter(world, where, "deploy");
  const deployment = repository.deployments.find((one) => one.id === id);
  if (!deployment) throw new Error(`there is no deployment ${id}`);
  addStatus(world, { repository, actor }, { deployment, state });
}

interface Place {
  readonly repository: Repository;
  readonly actor: Actor;
}

function enterAsWriter(world: World, { repository: name, by }: AsWriter, what: string): Place {
  const repository = getRepository(world, name);
  const account = by === undefined ? findAdmin(world, repository) : ensureAccount(world, by);
  demand(repository, account, "write", what);
  return { repository, actor: { account, isApp: false } };
}

function saveDraft(world: World, { repository, actor }: Place, given: NewRelease): ReleaseRecord {
  const { tag, target = repository.defaultBranch, prerelease = false } = given;
  if (!TAG.test(tag)) throw new Error(`“${tag}” is no name of a tag`);
  if (repository.releases.some((one) => one.tag === tag)) throw new Error(`there is a release ${tag} already`);
  const [createdAt, updatedAt] = [world.now(), world.now()];
  const stamps = { createdAt, updatedAt, publishedAt: null };
  const state = { isDraft: true, isPrerelease: prerelease };
  const release: ReleaseRecord = { id: world.nextId(), tag, target, author: actor.account, ...state, ...stamps };
  repository.releases.push(release);
  return release;
}

/** A tag that is not there yet is made from the target. */
function publish(world: World, { repository, actor }: Place, release: ReleaseRecord): void {
  const { tag, target } = release;
  if (!repository.tags.has(tag)) {
    const after = getCommit(repository, target);
    repository.tags.set(tag, after);
    emitPush(world, actor, repository, { ref: `refs/tags/${tag}`, before: null, after });
  }
  Object.assign(release, { isDraft: false, publishedAt: world.now(), updatedAt: world.now() });
}

function emitRelease(
  world: World,
  { repository, actor }: Place,
  {
    release,
    action,
    ...extra
  }: { readonly release: ReleaseRecord; readonly action: string; readonly changes?: object },
): void {
  emit(world, repository, "release", actor, { action, release: showRelease(release), ...extra });
}

function addStatus(
  world: World,
  { repository, actor }: Place,
  { deployment, state }: { readonly deployment: DeploymentRecord; readonly state: DeploymentState },
): void {
  const status = { id: world.nextId(), state, creator: actor.account, createdAt: world.now() };
  deployment.statuses.push(status);
  const shown = {
    deployment: showDeployment(deployment),
    deployment_status: showDeploymentStatus(deployment, status),
  };
  emit(world, repository, "deployment_status", actor, { action: "created", ...shown });
}
