import { type Delivery, type News, parseDelivery } from "../core/delivery/delivery.ts";
import { withFields } from "../core/log.ts";
import { findMarker } from "../core/marker.ts";
import { weighSnapshot } from "../core/pull-request/snapshot.ts";
import { parseReconcileKey, type ReconcileKey } from "../core/reconcile-key.ts";
import type { AppIdentity } from "../github/github.ts";
import {
  applyInstallation,
  applyPush,
  applyRepository,
  applyRerequest,
} from "../reconcilers/repository/apply-repository.ts";
import { hearOfOwner, hearOfRepository } from "../reconcilers/repository/hear-repository.ts";
import { completeDelivery, failDelivery, type KeptDelivery, listPendingDeliveries } from "../store/delivery.ts";
import { confirmByKey, confirmResource, findResource, noteTwin, settleTwin } from "../store/managed-resource.ts";
import { renamePerson } from "../store/outcome-people.ts";
import { findPullRequest, markPullRequest, savePullRequest } from "../store/pull-request.ts";
import { saveGesture } from "../store/user-action.ts";
import { saveWorkItem } from "../store/work-item.ts";
import { type Context, enqueue } from "./context.ts";

/** After so many attempts a delivery is set aside, so that it stands in nobody's way. */
const MAX_ATTEMPTS = 5;

/** What was delivered: by which deliveries, and when the last one came. */
export interface Heard {
  readonly guids: readonly string[];
  readonly at: Date | null;
}

/** Takes in what an object's deliveries tell, in the order they came, each once. No delivery of it is left behind. */
export async function applyDeliveries(context: Context, object: ReconcileKey): Promise<Heard> {
  const identity = await context.github.identity();
  const pending = await listPendingDeliveries(context.db, object);
  for (const kept of pending) {
    const log = withFields(context.log, { delivery: kept.guid, event: kept.event });
    await applyOne({ ...context, log }, kept, identity);
  }
  return { guids: pending.map(({ guid }) => guid), at: pending.at(-1)?.receivedAt ?? null };
}

async function applyOne(context: Context, kept: KeptDelivery, identity: AppIdentity): Promise<void> {
  const notified: ReconcileKey[] = [];
  try {
    await context.db.transaction(async (db) => {
      // Hints go out after the commit: before it nobody else can see what they hint at.
      await applyDelivery({ ...context, db, notify: (object) => notified.push(object) }, kept, identity);
      // What it told is to be acted upon, also if the process ends after this commit and before the look does.
      await saveWorkItem(db, context.self.object, context.now);
      await completeDelivery(db, kept.guid, context.now);
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await failDelivery(context.db, kept.guid, { error: message, at: context.now, limit: MAX_ATTEMPTS });
    if (kept.attempts + 1 < MAX_ATTEMPTS) throw new Error(`failed to take in delivery ${kept.guid}`, { cause: error });
    context.log.error({ err: error }, "a delivery was set aside");
    await tellOnDashboard(context);
  }
  for (const object of notified) context.notify(object);
}

/** People should hear of it where they look. */
async function tellOnDashboard(context: Context): Promise<void> {
  const { kind, id } = parseReconcileKey(context.self.object);
  if (kind !== "installation") await enqueue(context, `dashboard/${id}`);
}

async function applyDelivery(context: Context, kept: KeptDelivery, identity: AppIdentity): Promise<void> {
  const delivery = parseDelivery(kept.event, JSON.parse(kept.body));
  if (!delivery) return;
  if (delivery.repository) {
    const { repository: facts, installationId } = delivery;
    if (!(await hearOfRepository(context, { facts, installationId, isAdded: false }))) return;
    await hearOfPeople(context, facts.id, delivery);
  }
  for (const news of delivery.news) await applyNews(context, { news, delivery, kept, identity });
}

/** People are known by their ids; their logins are what they are called today. */
async function hearOfPeople({ db }: Context, repositoryId: number, { sender, news }: Delivery): Promise<void> {
  const authors = news.flatMap((told) => (told.kind === "pull" ? [told.pull.author] : []));
  const people = new Map([...authors, ...(sender ? [sender] : [])].map((person) => [person.id, person]));
  for (const person of people.values()) await renamePerson(db, repositoryId, person);
}

interface Arrival {
  readonly news: News;
  readonly delivery: Delivery;
  readonly kept: KeptDelivery;
  readonly identity: AppIdentity;
}

async function applyNews(context: Context, arrival: Arrival): Promise<void> {
  const { news, delivery } = arrival;
  switch (news.kind) {
    case "pull":
      return applySnapshot(context, news, arrival.identity);
    case "gesture":
      return applyGesture(context, arrival, news);
    case "written":
      return applyEcho(context, arrival, news);
    case "checked":
      return applyCheckEcho(context, arrival, news);
    case "rerequested":
      return applyRerequest(context, delivery, news);
    case "pushed":
      return applyPush(context, delivery, news);
    case "repository":
      return applyRepository(context, delivery, news);
    case "installation":
      return applyInstallation(context, delivery, news);
    case "owner-renamed":
      return hearOfOwner(context, delivery.installationId, news.login);
  }
}

async function applySnapshot(
  context: Context,
  news: Extract<News, { kind: "pull" }>,
  { botLogin }: AppIdentity,
): Promise<void> {
  const { db } = context;
  const { pull } = news;
  const kept = await findPullRequest(db, pull.repositoryId, pull.number);
  const verdict = weighSnapshot(kept?.pull, pull, news.bodyBefore);
  if (verdict === "take") await savePullRequest(db, pull, { needsRead: false });
  if (verdict === "read") await markPullRequest(db, pull, { needsRead: true });
  // A merge is never old news, even where its snapshot is.
  await markPullRequest(db, pull, news.isMerge ? { isCommentDue: true, isMergeNews: true } : { isCommentDue: true });
  // Merged, closed or opened again: the answer to what we proposed.
  if (pull.author.login === botLogin) await enqueue(context, `onboarding/${pull.repositoryId}`);
}

/** What the app itself does is no gesture. */
async function applyGesture(
  context: Context,
  arrival: Arrival,
  news: Extract<News, { kind: "gesture" }>,
): Promise<void> {
  const { delivery, identity, kept } = arrival;
  if (delivery.sender?.login === identity.botLogin) return;
  const repositoryId = parseReconcileKey(delivery.object).id;
  await saveGesture(context.db, {
    guid: kept.guid,
    repositoryId,
    number: news.number,
    gesture: news.gesture,
    at: context.now,
  });
}

/** Things whose twins are dealt with where they are looked at themselves. */
const HAS_ITS_OWN_LOOK = /^(dashboard|organization)\//;

/** The echo of our own write confirms it. A marker counts only where our app wrote it, and only with a key of ours. */
async function applyEcho(context: Context, arrival: Arrival, news: Extract<News, { kind: "written" }>): Promise<void> {
  const { delivery, identity } = arrival;
  if (news.appId !== identity.appId && delivery.sender?.login !== identity.botLogin) return;
  const key = findMarker(news.body);
  if (key === undefined || !delivery.repository) return;
  const repositoryId = delivery.repository.id;
  const twin = await noteTwin(context.db, { repositoryId, key, githubId: news.githubId });
  if (twin) await enqueue(context, HAS_ITS_OWN_LOOK.test(twin) ? (twin as ReconcileKey) : `twins/${repositoryId}`);
  const object = await confirmByKey(context.db, { repositoryId, key, githubId: news.githubId, at: context.now });
  // Whoever waited for the confirmation can go on.
  if (object?.startsWith("follow-up/")) {
    await enqueue(context, object.replace("follow-up/", "outcome/") as ReconcileKey);
  }
  if (object?.startsWith("onboarding/")) await enqueue(context, object as ReconcileKey);
}

async function applyCheckEcho(
  context: Context,
  { delivery, identity }: Arrival,
  news: Extract<News, { kind: "checked" }>,
): Promise<void> {
  if (news.appId !== identity.appId || !delivery.repository) return;
  const object = `check/${delivery.repository.id}/${news.headSha}`;
  const resource = await findResource(context.db, object);
  if (!resource) return;
  if (resource.githubId === null) {
    await confirmResource(context.db, object, { githubId: news.githubId, at: resource.intendedAt });
  }
  // Checks cannot be deleted, and of two GitHub shows the newest: that one has to say what is true.
  if (resource.githubId !== null && resource.githubId < news.githubId) {
    await settleTwin(context.db, object, news.githubId);
  }
}
