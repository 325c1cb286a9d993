import { isGone, Refusal } from "../core/external-error.ts";
import { digest, newKey } from "../store/digest.ts";
import {
  confirmStanding,
  deleteStanding,
  dismissStanding,
  findStanding,
  renewIntent,
  type Standing,
  saveIntent,
  voidStanding,
  withdrawIntent,
} from "../store/managed-resource.ts";
import { type Context, enqueue } from "./context.ts";

/** Something of ours on GitHub, and how it is written there. `Content` is all that matters of it. */
export interface Writing<Content> {
  readonly object: string;
  readonly repositoryId: number;
  /** What should stand there; `key` goes into its marker. */
  readonly render: (key: string) => Content;
  /** Makes it; gives its number or id at GitHub. */
  readonly create: (content: Content) => Promise<number>;
  /** Makes it say that. Throws a `not-found` or `gone` refusal when it is not there any more. */
  readonly update: (id: number, content: Content) => Promise<void>;
  /** Looks whether it was made after all, by its marker, among what is not older than that. */
  readonly find: (key: string, since: Date) => Promise<number | undefined>;
}

/** How it stands after the attempt. */
export type Ensured =
  | { readonly kind: "stands"; readonly githubId: number; readonly isNew: boolean }
  /** A person removed it, now or before. */
  | { readonly kind: "dismissed" }
  /** Nobody knows yet whether the last attempt came through. */
  | { readonly kind: "unknown"; readonly requeueAt: Date };

/** So long GitHub may take to show what it accepted. */
const SETTLING_MS = 10_000;
/** So long an attempt nobody heard back of may still get there, once it is not wanted any more. */
const REMEMBERED_MS = 60_000;
/** Clocks differ: what is looked for may be a little older than its intent. */
const CLOCK_SLACK_MS = 60_000;

/**
 * Makes something of ours stand on GitHub, once, and writes only when it differs. The intent is recorded before the call,
 * so a process that dies in between, or a connection that breaks, leaves a trace: then it is looked for before it is
 * written again (DESIGN 7.3).
 */
export async function ensureStanding<Content>(context: Context, writing: Writing<Content>): Promise<Ensured> {
  const standing = await findStanding(context.db, writing.object);
  if (!standing) return create(context, writing);
  if (standing.isDismissed) return { kind: "dismissed" };
  if (standing.githubId !== null) return update(context, writing, { ...standing, githubId: standing.githubId });
  return settle(context, writing, standing);
}

async function create<Content>(context: Context, writing: Writing<Content>): Promise<Ensured> {
  const key = newKey();
  const content = writing.render(key);
  const intent = {
    object: writing.object,
    repositoryId: writing.repositoryId,
    key,
    digest: digest(content),
    at: context.now,
  };
  const isOurs = await saveIntent(context.db, intent);
  // Another worker was faster, which the locks should have prevented: leave it the time it needs.
  if (!isOurs) return { kind: "unknown", requeueAt: findSettledAt(context.now) };
  try {
    return await send(context, writing, content);
  } catch (error) {
    if (isClearNo(error)) await withdrawIntent(context.db, intent);
    throw error;
  }
}

async function send<Content>(context: Context, writing: Writing<Content>, content: Content): Promise<Ensured> {
  const githubId = await writing.create(content);
  await confirm(context, writing, { githubId, at: context.now });
  return { kind: "stands", githubId, isNew: true };
}

/** Nothing was written. Without an answer the intent stays, to be settled later. */
function isClearNo(error: unknown): boolean {
  return error instanceof Refusal && error.kind !== "unanswered";
}

/** What was voided has no digest. */
function isUnderWay({ writtenAt, digest: intended }: Standing): boolean {
  return writtenAt === null && intended !== "";
}

/** Whoever else made it meanwhile, of the two one has to go. */
async function confirm(
  context: Context,
  { object, repositoryId }: Pick<Writing<unknown>, "object" | "repositoryId">,
  written: { readonly githubId: number; readonly at: Date },
): Promise<void> {
  const isTwofold = await confirmStanding(context.db, object, written);
  if (isTwofold) await enqueue(context, `twins/${repositoryId}`);
}

async function update<Content>(
  context: Context,
  writing: Writing<Content>,
  standing: Standing & { readonly githubId: number },
): Promise<Ensured> {
  const content = writing.render(standing.key);
  const wanted = digest(content);
  const { githubId } = standing;
  if (standing.writtenAt !== null && standing.digest === wanted) return { kind: "stands", githubId, isNew: false };
  // Nobody heard back of the last attempt: were it still under way, it would get there after this one and undo it.
  const settledAt = findSettledAt(standing.intendedAt);
  if (isUnderWay(standing) && context.now < settledAt) return { kind: "unknown", requeueAt: settledAt };

  await renewIntent(context.db, writing.object, { digest: wanted, at: context.now });
  try {
    await writing.update(githubId, content);
  } catch (error) {
    if (!isGoneForGood(error)) {
      if (isClearNo(error)) await voidStanding(context.db, writing.object);
      throw error;
    }
    await dismissStanding(context.db, writing.object, context.now);
    return { kind: "dismissed" };
  }
  await confirm(context, writing, { githubId, at: context.now });
  return { kind: "stands", githubId, isNew: false };
}

/** Issues that are switched off are still there, and come back with the switch. */
function isGoneForGood(error: unknown): boolean {
  return isGone(error) && error.obstacle !== "issues-off";
}

/** Finds out what became of an attempt nobody heard back of. */
async function settle<Content>(context: Context, writing: Writing<Content>, standing: Standing): Promise<Ensured> {
  const settledAt = findSettledAt(standing.intendedAt);
  if (context.now < settledAt) return { kind: "unknown", requeueAt: settledAt };

  const githubId = await findWritten(writing, standing);
  if (githubId !== undefined) {
    await confirm(context, writing, { githubId, at: standing.intendedAt });
    return update(context, writing, { ...standing, githubId, writtenAt: standing.intendedAt });
  }
  const content = writing.render(standing.key);
  await renewIntent(context.db, writing.object, { digest: digest(content), at: context.now });
  // Whatever the answer: the first attempt may still get there, and is known by its key.
  return send(context, writing, content);
}

/** From then on what GitHub does not show was not accepted. */
export function findSettledAt(intendedAt: Date): Date {
  return new Date(intendedAt.getTime() + SETTLING_MS);
}

/** What is older than that is not what was intended then. */
export function findOldestMade(intendedAt: Date): Date {
  return new Date(intendedAt.getTime() - CLOCK_SLACK_MS);
}

function findWritten(
  { find }: Pick<Writing<unknown>, "find">,
  { key, intendedAt }: Standing,
): Promise<number | undefined> {
  return find(key, findOldestMade(intendedAt));
}

/** Takes something of ours away, if it stands; one that a person removed stays remembered. */
export async function removeStanding(
  context: Context,
  writing: Pick<Writing<unknown>, "object" | "find">,
  remove: (id: number) => Promise<void>,
): Promise<Ensured | { readonly kind: "none" }> {
  const standing = await findStanding(context.db, writing.object);
  if (!standing || standing.isDismissed) return { kind: "none" };
  const settledAt = findSettledAt(standing.intendedAt);
  if (standing.githubId === null && context.now < settledAt) return { kind: "unknown", requeueAt: settledAt };

  const id = standing.githubId ?? (await findWritten(writing, standing));
  // Forgotten with its key, nobody would recognise it when it gets there after all.
  const forgottenAt = new Date(standing.intendedAt.getTime() + REMEMBERED_MS);
  if (id === undefined && context.now < forgottenAt) return { kind: "unknown", requeueAt: forgottenAt };

  if (id !== undefined) {
    await remove(id).catch((error: unknown) => {
      if (!isGoneForGood(error)) throw error;
    });
  }
  await deleteStanding(context.db, writing.object);
  return { kind: "none" };
}
