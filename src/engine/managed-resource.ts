import { ExternalError, isGone } from "../core/external-error.ts";
import { duplicatesKey } from "../core/reconcile-key.ts";
import type { ResourceKey } from "../core/resource-key.ts";
import { digest, newKey } from "../store/digest.ts";
import {
  confirmResource,
  deleteResource,
  dismissResource,
  findResource,
  type ManagedResource,
  renewIntent,
  saveIntent,
  saveRemoval,
  voidResource,
  withdrawIntent,
} from "../store/managed-resource.ts";
import { type Context, enqueue } from "./context.ts";
import { type GivenUp, giveUpIfRefused } from "./refusals.ts";

/** A resource of ours on GitHub, and how to write it. `Content` holds everything that matters about it. */
export interface ResourceSpec<Content> {
  readonly key: ResourceKey;
  readonly repositoryId: number;
  /** The content that should be on GitHub; `key` goes into its marker. */
  readonly render: (key: string) => Content;
  /** Creates it and returns its number or id on GitHub. */
  readonly create: (content: Content) => Promise<number>;
  /** Updates it. Throws a `not-found` or `gone` external error when it no longer exists. */
  readonly update: (id: number, content: Content) => Promise<void>;
  /** Looks whether it was made after all, by its marker, among what is not older than that. */
  readonly adopt: (key: string, since: Date) => Promise<number | undefined>;
}

/** State of the resource after the attempt. */
export type Ensured =
  | { readonly kind: "stands"; readonly githubId: number; readonly isNew: boolean }
  /** A person removed it, now or earlier. */
  | { readonly kind: "dismissed" }
  /** The outcome of the last attempt is not known yet. */
  | { readonly kind: "unknown"; readonly requeueAt: Date }
  | GivenUp;

/** How long GitHub may take to show what it accepted. */
const SETTLING_MS = 10_000;
/** How long an abandoned request may still arrive. */
const REMEMBERED_MS = 60_000;
/** Clocks differ: a resource may look a little older than its intent. */
const CLOCK_SLACK_MS = 60_000;

/**
 * Makes sure that a resource exists on GitHub exactly once, and writes only when its content differs. The intent is
 * saved before the call, so a crash or a broken connection leaves a trace: the next reconcile searches for the resource
 * before writing it again (decision 3).
 */
export async function ensureResource<Content>(
  context: Context,
  spec: ResourceSpec<Content>,
  known?: KnownResource,
): Promise<Ensured> {
  const { resource } = known ?? (await findKnown(context, spec));
  return attempt(context, spec, resource).catch((error: unknown) => giveUpIfRefused(context, spec, error));
}

async function attempt<Content>(
  context: Context,
  spec: ResourceSpec<Content>,
  resource: ManagedResource | undefined,
): Promise<Ensured> {
  if (!resource) return create(context, spec);
  if (resource.dismissedAt) return { kind: "dismissed" };
  if (resource.githubId !== null) return update(context, spec, { ...resource, githubId: resource.githubId });
  return settle(context, spec, resource);
}

/** A resource as it was just read from the database, so that it need not be read again. */
export interface KnownResource {
  readonly resource: ManagedResource | undefined;
}

async function findKnown({ db }: Context, { key }: Pick<ResourceSpec<unknown>, "key">): Promise<KnownResource> {
  return { resource: await findResource(db, key) };
}

async function create<Content>(context: Context, spec: ResourceSpec<Content>): Promise<Ensured> {
  const idempotencyKey = newKey();
  const content = spec.render(idempotencyKey);
  const intent = {
    key: spec.key,
    repositoryId: spec.repositoryId,
    idempotencyKey,
    digest: digest(content),
    at: context.now,
  };
  const isOurs = await saveIntent(context.db, intent);
  // Another worker saved an intent first. The key lock should prevent this; give its request time to settle.
  if (!isOurs) return { kind: "unknown", requeueAt: findSettledAt(context.now) };
  try {
    return await send(context, spec, { content, isOnly: true });
  } catch (error) {
    if (isClearNo(error)) await withdrawIntent(context.db, intent);
    throw error;
  }
}

interface Attempt<Content> {
  readonly content: Content;
  /** No earlier attempt with other content may still arrive: what turns out to be there has this content. */
  readonly isOnly: boolean;
}

async function send<Content>(
  context: Context,
  spec: ResourceSpec<Content>,
  { content, isOnly }: Attempt<Content>,
): Promise<Ensured> {
  const githubId = await spec.create(content);
  const written = isOnly ? {} : { digest: digest(content) };
  await confirm(context, spec, { githubId, at: context.now, ...written });
  return { kind: "stands", githubId, isNew: true };
}

/** GitHub refused, so nothing was written. Without an answer the intent stays, to be settled later. */
function isClearNo(error: unknown): boolean {
  return error instanceof ExternalError && error.kind !== "unanswered";
}

/** A resource whose content is unknown has an empty digest. */
function isUnderWay({ writtenAt, digest: intended }: ManagedResource): boolean {
  return writtenAt === null && intended !== "";
}

/** Saves the id. When the resource turns out to exist twice, its duplicate is enqueued for removal. */
async function confirm(
  context: Context,
  { key, repositoryId }: Pick<ResourceSpec<unknown>, "key" | "repositoryId">,
  written: { readonly githubId: number; readonly at: Date; readonly digest?: string },
): Promise<void> {
  const hasDuplicate = await confirmResource(context.db, key, written);
  if (hasDuplicate) await enqueue(context, duplicatesKey(repositoryId));
}

async function update<Content>(
  context: Context,
  spec: ResourceSpec<Content>,
  resource: ManagedResource & { readonly githubId: number },
): Promise<Ensured> {
  const content = spec.render(resource.idempotencyKey);
  const wanted = digest(content);
  const { githubId } = resource;
  // @removal unchanged-content-not-written
  if (resource.writtenAt !== null && resource.digest === wanted) return { kind: "stands", githubId, isNew: false };
  // The last attempt got no answer. If it is still in flight, it could arrive after this write and undo it.
  const settledAt = findSettledAt(resource.removingAt ?? resource.intendedAt);
  const isInFlight = resource.removingAt !== null || isUnderWay(resource);
  if (isInFlight && context.now < settledAt) return { kind: "unknown", requeueAt: settledAt };

  await renewIntent(context.db, spec.key, { digest: wanted, at: context.now });
  try {
    await spec.update(githubId, content);
  } catch (error) {
    if (!isGoneForGood(error)) {
      if (isClearNo(error)) await voidResource(context.db, spec.key);
      throw error;
    }
    // @removal own-removal-is-no-dismissal
    if (resource.removingAt !== null) return replace(context, spec);
    await dismissResource(context.db, spec.key, context.now);
    return { kind: "dismissed" };
  }
  await confirm(context, spec, { githubId, at: context.now });
  return { kind: "stands", githubId, isNew: false };
}

/** The app itself took it away, though it never heard so, and it is wanted again. */
async function replace<Content>(context: Context, spec: ResourceSpec<Content>): Promise<Ensured> {
  await deleteResource(context.db, spec.key);
  return create(context, spec);
}

/** When issues are switched off, the resource still exists and comes back with them. */
function isGoneForGood(error: unknown): boolean {
  return isGone(error) && error.blocker !== "issues-off";
}

/** Finds out what became of an attempt that got no answer. */
async function settle<Content>(
  context: Context,
  spec: ResourceSpec<Content>,
  resource: ManagedResource,
): Promise<Ensured> {
  const settledAt = findSettledAt(resource.intendedAt);
  // @removal unheard-write-waited-for
  if (context.now < settledAt) return { kind: "unknown", requeueAt: settledAt };

  const githubId = await adoptWritten(spec, resource);
  if (githubId !== undefined) {
    await confirm(context, spec, { githubId, at: resource.intendedAt });
    // @removal found-write-not-repeated
    return update(context, spec, { ...resource, githubId, writtenAt: resource.intendedAt });
  }
  const content = spec.render(resource.idempotencyKey);
  const isOnly = resource.digest === digest(content);
  // The first attempt may still arrive, and is recognised by its key. Which of the two has arrived then, nobody knows.
  await renewIntent(context.db, spec.key, { digest: isOnly ? resource.digest : "", at: context.now });
  // The intent stays whatever the answer.
  return send(context, spec, { content, isOnly });
}

/** When an attempt counts as settled: what GitHub does not show by then was not accepted. */
export function findSettledAt(intendedAt: Date): Date {
  return new Date(intendedAt.getTime() + SETTLING_MS);
}

/** The oldest creation time that can belong to an intent. */
export function findOldestMade(intendedAt: Date): Date {
  return new Date(intendedAt.getTime() - CLOCK_SLACK_MS);
}

function adoptWritten(
  { adopt }: Pick<ResourceSpec<unknown>, "adopt">,
  { idempotencyKey, intendedAt }: ManagedResource,
): Promise<number | undefined> {
  return adopt(idempotencyKey, findOldestMade(intendedAt));
}

/** Removes a resource if it exists. A resource that a person removed stays recorded as dismissed. */
export async function removeResource(
  context: Context,
  spec: Pick<ResourceSpec<unknown>, "key" | "adopt">,
  remove: (id: number) => Promise<void>,
  known?: KnownResource,
): Promise<Removed> {
  const { resource } = known ?? (await findKnown(context, spec));
  if (!resource || resource.dismissedAt) return { kind: "none" };
  return attemptToRemove(context, spec, { resource, remove }).catch((error: unknown) =>
    giveUpIfRefused(context, resource, error),
  );
}

/** State of a resource after the attempt to remove it. */
export type Removed = { readonly kind: "none" } | Extract<Ensured, { readonly kind: "unknown" }> | GivenUp;

interface Removal {
  readonly resource: ManagedResource;
  readonly remove: (id: number) => Promise<void>;
}

async function attemptToRemove(
  context: Context,
  spec: Pick<ResourceSpec<unknown>, "key" | "adopt">,
  { resource, remove }: Removal,
): Promise<Removed> {
  const written = await findWritten(context, spec, resource);
  if (written.kind === "unknown") return written;
  if (written.kind === "stands") {
    // Saved first: should the answer get lost, its absence is not taken for a person's doing.
    await saveRemoval(context.db, spec.key, { githubId: written.githubId, at: context.now });
    await remove(written.githubId).catch((error: unknown) => {
      if (!isGoneForGood(error)) throw error;
    });
  }
  await deleteResource(context.db, spec.key);
  return { kind: "none" };
}

/** What is on GitHub of a resource: `none` once it is certain that nothing will come of the last attempt. */
export type Written =
  | { readonly kind: "stands"; readonly githubId: number }
  | { readonly kind: "none" }
  | Extract<Ensured, { readonly kind: "unknown" }>;

/** Finds what is on GitHub of a resource that is not to be written any more. */
export async function findWritten(
  { now }: Pick<Context, "now">,
  spec: Pick<ResourceSpec<unknown>, "adopt">,
  resource: ManagedResource,
): Promise<Written> {
  const settledAt = findSettledAt(resource.intendedAt);
  if (resource.githubId === null && now < settledAt) return { kind: "unknown", requeueAt: settledAt };

  const githubId = resource.githubId ?? (await adoptWritten(spec, resource));
  if (githubId !== undefined) return { kind: "stands", githubId };
  // With the key deleted, an abandoned request that arrives late would not be recognised.
  const forgottenAt = new Date(resource.intendedAt.getTime() + REMEMBERED_MS);
  return now < forgottenAt ? { kind: "unknown", requeueAt: forgottenAt } : { kind: "none" };
}
