import { type Delivery, parseDelivery } from "../core/delivery/delivery.ts";
import { dashboardKey } from "../core/reconcile-key.ts";
import type { AppIdentity } from "../github/github.ts";
import type { Database } from "../store/database.ts";
import { type NewDelivery, saveDeliveries, saveOwnDelivery, saveUnreadable, tryToSave } from "../store/delivery.ts";
import { describeTrouble } from "../store/trouble.ts";
import { saveWorkItem } from "../store/work-item.ts";
import { confirmOwnDelivery, isOwnDelivery } from "./own-events.ts";

/** A delivery whose signature was verified. */
export interface SignedDelivery {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
  /** The raw body, kept for payloads that cannot be parsed; serialized from the payload when absent. */
  readonly body?: string;
}

export interface Inbox {
  /**
   * Stores a delivery durably, then resolves with the key to reconcile, or undefined for a delivery the app ignores.
   * Rejects when storing fails.
   */
  accept(delivery: SignedDelivery): Promise<string | undefined>;
  /**
   * Why deliveries cannot be stored, in words, or null. Checks the database only when the last attempt to store failed.
   */
  findProblem(): Promise<string | null>;
}

export interface InboxParts {
  readonly db: Database;
  readonly now: () => Date;
  /** Who the app is on GitHub; undefined while that is not known. */
  readonly identity: () => AppIdentity | undefined;
}

interface Waiting {
  readonly delivery: NewDelivery;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Maximum number of deliveries per statement. */
const BATCH = 200;

/** Opens the inbox. */
export function createInbox({ db, now, identity }: InboxParts): Inbox {
  let hasFailed = false;
  const store = createBatches((batch) => noteFailure(saveDeliveries(db, batch, now())));

  async function noteFailure<Stored>(storing: Promise<Stored>): Promise<Stored> {
    try {
      const stored = await storing;
      hasFailed = false;
      return stored;
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  }

  async function accept(signed: SignedDelivery): Promise<string | undefined> {
    const parsed = parse(signed);
    if (parsed === null) return undefined;
    if ("problem" in parsed) {
      await noteFailure(keepUnreadable(db, signed, { error: parsed.problem, at: now() }));
      return undefined;
    }
    const { guid, event } = signed;
    const { key, installationId, payload } = parsed.delivery;
    const us = identity();
    if (us && isOwnDelivery(parsed.delivery, us)) {
      return noteFailure(acceptOwn(db, signed, { ...parsed, identity: us, at: now() }));
    }
    await store({ guid, event, key, installationId, body: JSON.stringify(payload) });
    return key;
  }

  /** A server that is not ready gets no deliveries, so it cannot wait for one to find out that storing works again. */
  async function findProblem(): Promise<string | null> {
    const trouble = hasFailed ? await findTrouble(db, now()) : null;
    hasFailed = trouble !== null;
    return trouble;
  }

  return { accept, findProblem };
}

/**
 * Stores deliveries in batches: those that arrive while a statement is under way go into the next one together. One commit
 * then makes many durable, and each is accepted only after its own.
 */
function createBatches(
  save: (batch: readonly NewDelivery[]) => Promise<void>,
): (delivery: NewDelivery) => Promise<void> {
  const waiting: Waiting[] = [];
  let isFlushing = false;

  async function flush(): Promise<void> {
    if (isFlushing) return;
    isFlushing = true;
    while (waiting.length > 0) await storeTogether(waiting.splice(0, BATCH));
    isFlushing = false;
  }

  async function storeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      await save(batch.map(({ delivery }) => delivery));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (delivery) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ delivery, resolve, reject });
    void flush();
    return promise;
  };
}

/**
 * Confirms a write by its own event, and keeps that the delivery is done; there is nothing to reconcile, but where something
 * was written twice. Each step can be repeated: a delivery that was not accepted to the end is delivered again.
 */
async function acceptOwn(
  db: Database,
  { guid, event }: SignedDelivery,
  { delivery, identity, at }: { readonly delivery: Delivery; readonly identity: AppIdentity; readonly at: Date },
): Promise<string | undefined> {
  const { key, installationId } = delivery;
  const duplicated = await confirmOwnDelivery(db, { delivery, identity, at });
  if (duplicated) await saveWorkItem(db, duplicated, at);
  await saveOwnDelivery(db, { guid, event, key, installationId }, at);
  return duplicated ?? undefined;
}

async function keepUnreadable(
  db: Database,
  { guid, event, payload, body = JSON.stringify(payload) }: SignedDelivery,
  { error, at }: { readonly error: string; readonly at: Date },
): Promise<void> {
  const repositoryId = findRepositoryId(payload);
  await saveUnreadable(db, { guid, event, body, error, receivedAt: at, repositoryId });
  // The dashboard tells people of it.
  if (repositoryId !== 0) await saveWorkItem(db, dashboardKey(repositoryId), at);
}

function findTrouble(db: Database, now: Date): Promise<string | null> {
  return tryToSave(db, now).then(() => null, describeTrouble);
}

type Parsed = { readonly delivery: Delivery } | { readonly problem: string } | null;

/** Parses a delivery; null when it is none of our business. One that should be understood and is not is kept aside whole. */
function parse({ event, payload }: SignedDelivery): Parsed {
  try {
    const delivery = parseDelivery(event, payload);
    return delivery && { delivery };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The repository id an unreadable delivery names; 0 when it names none. */
function findRepositoryId(payload: unknown): number {
  const { repository } = (payload ?? {}) as { readonly repository?: { readonly id?: unknown } | null };
  return typeof repository?.id === "number" && Number.isSafeInteger(repository.id) ? repository.id : 0;
}
