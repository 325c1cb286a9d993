import { isLessVisible, listShowable, type SeenRepository } from "../../core/dashboard/seen-repository.ts";
import { ExternalError } from "../../core/external-error.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { RepositoryAddress } from "../../core/repository/repository-files.ts";
import type { Context } from "../../engine/context.ts";
import type { DashboardView } from "../../render/dashboard/dashboard.ts";
import { findPlaces } from "../../render/dashboard/organization.ts";
import { listBlockers } from "../../store/blocker.ts";
import type { DashboardRecord } from "../../store/dashboard.ts";
import { type InstalledRepository, listInstalled } from "../../store/organization.ts";
import { countRepositories } from "../../store/repository-numbers.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { findShownSpan, viewDashboard } from "./dashboard-view.ts";

/** GitHub answers for 100 at once; one of them is always the page's own repository. */
const AT_ONCE = 99;

/** What the page may show, according to GitHub right now. */
export interface Showable {
  /** Ordered by name. */
  readonly shown: readonly SeenRepository[];
  readonly isSomeHidden: boolean;
  /** GitHub did not answer for some repositories; they are not shown. */
  readonly isUnanswered: boolean;
  /** Some repositories were missing from GitHub's answers. */
  readonly isIncomplete: boolean;
}

/**
 * Asks GitHub who may see which repository, right before the page is written. What cannot be read is not shown. When it
 * is urgent, this includes repositories for which the whole answer failed; otherwise the failure is thrown, and nothing
 * is written until the retry.
 */
export async function findShowable(
  context: Context,
  { repository }: RepositoryContext,
  { isUrgent }: { readonly isUrgent: boolean },
): Promise<Showable> {
  const installed = await listInstalled(context.db, repository.installationId);
  const withRecords = installed.filter(({ id, hasRecords }) => hasRecords && id !== repository.id);
  const page = toAddress(repository);
  const answers: (readonly SeenRepository[] | undefined)[] = [];
  for (let first = 0; first === 0 || first < withRecords.length; first += AT_ONCE) {
    const others = withRecords.slice(first, first + AT_ONCE);
    answers.push(await readVisibilities(context, page, { others, isUrgent }));
  }
  const seen = answers.flatMap((answer) => answer ?? []);
  const shown = listShowable(repository.id, seen);
  const seenIds = new Set(seen.map(({ id }) => id));
  return {
    shown,
    isSomeHidden: isSomeHidden(installed, repository.id, shown),
    isUnanswered: answers.includes(undefined),
    isIncomplete: [page, ...withRecords].some(({ id }) => !seenIds.has(id)),
  };
}

async function readVisibilities(
  { github, log }: Context,
  page: RepositoryAddress,
  { others, isUrgent }: { readonly others: readonly RepositoryAddress[]; readonly isUrgent: boolean },
): Promise<readonly SeenRepository[] | undefined> {
  try {
    const seen = await github.readVisibilities(page, [page, ...others]);
    if (seen.some(({ id }) => id === page.id)) return seen;
  } catch (error) {
    if (!isUrgent || !(error instanceof ExternalError) || error.kind !== "unanswered") throw error;
    log.warn({ err: error }, "could not read the visibility of some repositories; they are not shown");
    return undefined;
  }
  // The app was removed from the repository and the event has not arrived yet: the page cannot be written.
  throw new ExternalError("not-found", `GitHub does not show us ${page.owner}/${page.name}`);
}

/** For repositories without records the visibility last read is enough, since the page shows nothing of them. */
function isSomeHidden(
  installed: readonly InstalledRepository[],
  pageId: number,
  shown: readonly SeenRepository[],
): boolean {
  const shownIds = new Set(shown.map(({ id }) => id));
  const page = shown.find(({ id }) => id === pageId);
  return installed.some(({ id, hasRecords, visibility }) => {
    if (shownIds.has(id)) return false;
    return hasRecords || (page !== undefined && visibility !== null && isLessVisible(visibility, page.visibility));
  });
}

/** The content of the page, made from the records of the visible repositories alone. */
export async function viewOrganization(
  { db, now }: Context,
  { repository, settings, about }: RepositoryContext,
  { record, showable }: { readonly record: DashboardRecord; readonly showable: Showable },
): Promise<DashboardView> {
  const { shown, isSomeHidden } = showable;
  const repositoryIds = shown.map(({ id }) => id);
  const zone = settings.config["time-zone"];
  const repositories = await countRepositories(db, repositoryIds, findShownSpan(now, zone));
  return {
    ...(await viewDashboard(db, { repositoryIds, zone, now })),
    place: findPlaces(shown),
    about,
    // Readers of the page may not be allowed to see the problems of the extended file.
    problems: settings.problems.filter(({ source }) => source !== "extended"),
    refreshedAt: record.refreshedAt,
    hasLedger: false,
    ledgerProblem: null,
    // Each repository's own page tells of its own clock and its own numbers.
    clockProblem: null,
    numbers: new Map(),
    metricProblems: [],
    troubles: { blockers: await listBlockers(db, repository.id), refused: [], setAside: null },
    organization: { isSomeHidden, repositories },
  };
}
