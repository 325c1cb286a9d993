import { parseDelivery } from "../core/delivery/delivery.ts";
import { dashboardKey } from "../core/reconcile-key.ts";
import type { Database } from "../store/database.ts";
import { type NewDelivery, saveDeliveries, saveUnreadable, tryToSave } from "../store/delivery.ts";
import { describeTrouble } from "../store/trouble.ts";
import { saveWorkItem } from "../store/work-item.ts";

/** A delivery whose signature was good. */
export interface SignedDelivery {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
  /** The body as it came, for those that cannot be read; made from the payload where there was none. */
  readonly body?: string;
}

export interface Inbox {
  /**
   * Stores a delivery durably, then resolves with the object to look at; undefined for what is none of our business.
   * Rejects when it could not be stored.
   */
  accept(delivery: SignedDelivery): Promise<string | undefined>;
  /** Why deliveries cannot be stored, in words; null when they can. Found out only where the last one could not. */
  findProblem(): Promise<string | null>;
}

interface Waiting {
  readonly delivery: NewDelivery;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** So many go into one statement at the most. */
const BATCH = 200;

/**
 * The inbox. What arrives while a statement is under way goes into the next one together: one commit then makes many
 * deliveries durable, and each is confirmed only after its own.
 */
export function createInbox({ db, now }: { readonly db: Database; readonly now: () => Date }): Inbox {
  const waiting: Waiting[] = [];
  let isFlushing = false;
  let hasFailed = false;

  async function flush(): Promise<void> {
    if (isFlushing) return;
    isFlushing = true;
    while (waiting.length > 0) await storeTogether(waiting.splice(0, BATCH));
    isFlushing = false;
  }

  async function storeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      await saveDeliveries(
        db,
        batch.map(({ delivery }) => delivery),
        now(),
      );
      hasFailed = false;
      for (const { resolve } of batch) resolve();
    } catch (error) {
      hasFailed = true;
      for (const { reject } of batch) reject(error);
    }
  }

  function store(delivery: NewDelivery): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ delivery, resolve, reject });
    void flush();
    return promise;
  }

  async function accept(delivery: SignedDelivery): Promise<string | undefined> {
    const { guid, event, payload } = delivery;
    const addressed = address(event, payload);
    if (addressed === null) return undefined;
    if ("problem" in addressed) {
      const { body = JSON.stringify(payload) } = delivery;
      await keepUnreadable(db, { ...delivery, body, error: addressed.problem, at: now() });
      return undefined;
    }
    await store({ guid, event, ...addressed });
    return addressed.key;
  }

  /** A server that is not ready gets no deliveries, so it cannot wait for one to find out that all is well again. */
  async function findProblem(): Promise<string | null> {
    const trouble = hasFailed ? await findTrouble(db, now()) : null;
    hasFailed = trouble !== null;
    return trouble;
  }

  return { accept, findProblem };
}

async function keepUnreadable(
  db: Database,
  { guid, event, payload, body, error, at }: SignedDelivery & { readonly body: string; error: string; at: Date },
): Promise<void> {
  const repositoryId = findRepositoryId(payload);
  await saveUnreadable(db, { guid, event, body, error, receivedAt: at, repositoryId });
  // People should hear of it where they look.
  if (repositoryId !== 0) await saveWorkItem(db, dashboardKey(repositoryId), at);
}

function findTrouble(db: Database, now: Date): Promise<string | null> {
  return tryToSave(db, now).then(() => null, describeTrouble);
}

type Addressed =
  | { readonly key: string; readonly installationId: number; readonly body: string }
  | { readonly problem: string }
  | null;

/**
 * What a delivery is about, and what is kept of it: only what we read, a tenth of what GitHub sends. One we should
 * understand and cannot is kept aside whole, not lost.
 */
function address(event: string, payload: unknown): Addressed {
  try {
    const delivery = parseDelivery(event, payload);
    if (!delivery) return null;
    const { key, installationId, payload: kept } = delivery;
    return { key, installationId, body: JSON.stringify(kept) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Whose an unreadable delivery is, as far as it says; 0 where it does not. */
function findRepositoryId(payload: unknown): number {
  const { repository } = (payload ?? {}) as { readonly repository?: { readonly id?: unknown } | null };
  return typeof repository?.id === "number" && Number.isSafeInteger(repository.id) ? repository.id : 0;
}
