import { countEnded, countMerged, countOpen } from "../../core/dashboard/numbers.ts";
import { ignoreGone } from "../../core/external-error.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { parseResourceKey, type ResourceKey } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource, type ResourceSpec } from "../../engine/managed-resource.ts";
import type { Issue, IssueChange } from "../../github/github.ts";
import { type DashboardView, renderDashboard } from "../../render/dashboard/dashboard.ts";
import { plainTitle } from "../../render/neutral.ts";
import { clearTick, type DashboardRecord, saveDeletion } from "../../store/dashboard.ts";
import { digest } from "../../store/digest.ts";
import { type ManagedResource, settleDuplicate, vacateResource } from "../../store/managed-resource.ts";
import { adoptIssue } from "../outcome/follow-up.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { pinDashboard } from "./dashboard-pin.ts";

/** At most one write a minute, however much happens. */
const PACE_MS = 60_000;
/** A ticked box is acknowledged within seconds, though not more often than this. */
const TICKED_PACE_MS = 10_000;

/** The intended state of a dashboard, over one repository or several. */
export interface DashboardTask {
  readonly key: ResourceKey;
  readonly title: string;
  readonly resource: ManagedResource | undefined;
  readonly record: DashboardRecord;
  readonly view: DashboardView;
  /** New content for a duplicate, if its old content must not stay. */
  readonly duplicateText?: Pick<IssueChange, "body">;
}

/**
 * When a dashboard may be written next, or null for now: counted from the start of the last attempt, and from when
 * GitHub was last asked what may be shown. Edits by other people are undone no sooner (decision 6).
 */
export function findPacedUntil(
  resource: ManagedResource | undefined,
  { tickedAt, seenAt }: DashboardRecord,
  now: Date,
): Date | null {
  const isSettled = resource !== undefined && resource.githubId !== null;
  const since = Math.max(isSettled ? resource.intendedAt.getTime() : 0, seenAt?.getTime() ?? 0);
  const until = new Date(since + (tickedAt ? TICKED_PACE_MS : PACE_MS));
  return now < until ? until : null;
}

/** Writes the issue if it is wanted. Returns when to reconcile again, or null. */
export async function ensureDashboard(
  context: Context,
  repo: RepositoryContext,
  task: DashboardTask,
): Promise<Date | null> {
  return (await isWanted(context, task)) ? write(context, repo, task) : null;
}

/** The first outcome creates the dashboard. A deleted one comes back only when it has something else to say. */
async function isWanted({ db }: Context, { key, resource, record, view }: DashboardTask): Promise<boolean> {
  const { deletedDigest } = record;
  if (resource && (resource.githubId !== null || deletedDigest === null)) return true;
  if (deletedDigest === null) return hasAnything(view);
  const present = digestOf(view);
  if (deletedDigest === "") await saveDeletion(db, { key, repositoryId: parseResourceKey(key).repositoryId }, present);
  return deletedDigest !== "" && deletedDigest !== present;
}

function hasAnything({ months, openNow }: DashboardView): boolean {
  return months.some((month) => countMerged(month) + countEnded(month) > 0) || countOpen(openNow) > 0;
}

/** What counts as a change: records and configuration, not the passing of days. */
function digestOf({ months, openNow, reasons, asking, answered, problems }: DashboardView): string {
  return digest([months, openNow, reasons, asking, answered, problems]);
}

async function write(
  context: Context,
  repo: RepositoryContext,
  { key, title, resource, record, view, duplicateText = {} }: DashboardTask,
): Promise<Date | null> {
  const { db, github } = context;
  const { repository, settings } = repo;
  const address = toAddress(repository);
  const { labels, pin } = settings.config.dashboard;
  const written: Issue[] = [];
  const spec: ResourceSpec<{ readonly title: string; readonly body: string }> = {
    key,
    repositoryId: repository.id,
    render: (key) => ({ title: plainTitle(title), body: renderDashboard(view, key) }),
    create: async (content) => {
      const issue = await github.createIssue(address, { ...content, labels, assignees: [] });
      written.push(issue);
      return issue.number;
    },
    update: async (number, content) => {
      written.push(await github.updateIssue(address, number, content));
    },
    adopt: (key) => adoptIssue(context, repo, { key, label: labels[0] ?? "", words: duplicateText }),
  };
  const ensured = await ensureResource(context, spec, { resource });
  if (ensured.kind === "unknown") return ensured.requeueAt;
  if (record.tickedAt) await clearTick(db, key);
  const name = { key, repositoryId: repository.id };
  if (ensured.kind === "stands" && record.deletedDigest !== null) await saveDeletion(db, name, null);
  const [issue] = written;
  if (pin && issue && issue.number !== record.pinNumber) await pinDashboard(context, repo, { name, issue });
  // It is gone, and nobody told us that somebody deleted it.
  if (ensured.kind === "dismissed" && resource?.dismissedAt === null) {
    await vacateResource(db, key);
    await saveDeletion(db, name, digestOf(view));
  }
  return null;
}

/**
 * Of two dashboards created under one key the lower number stays, regardless of which event came first. The other is
 * closed, with `words` as its content if the old content must not stay.
 */
export async function settleDuplicates(
  context: Context,
  { repository }: RepositoryContext,
  resource: ManagedResource | undefined,
  words: Pick<IssueChange, "body"> = {},
): Promise<ManagedResource | undefined> {
  if (!resource || resource.githubId === null || resource.duplicateId === null) return resource;
  const [kept, other] = [resource.githubId, resource.duplicateId].sort((one, two) => one - two);
  if (kept === undefined || other === undefined) return resource;
  await context.github
    .updateIssue(toAddress(repository), other, { ...words, state: "closed", stateReason: "duplicate" })
    .catch(ignoreGone);
  await settleDuplicate(context.db, resource.key, kept);
  return { ...resource, githubId: kept, duplicateId: null, writtenAt: null, digest: "" };
}
