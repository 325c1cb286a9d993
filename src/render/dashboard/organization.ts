import { SHOWN } from "../../core/dashboard/dashboard.ts";
import {
  type CountedRepository,
  countAnswered,
  countEnded,
  countMerged,
  countOpen,
} from "../../core/dashboard/numbers.ts";
import type { SeenRepository } from "../../core/dashboard/seen-repository.ts";
import { keepWhole, type Section, toLines } from "../fit.ts";
import { quoteInline } from "../neutral.ts";
import { type FindPlace, findLinkBase, type Place } from "../outcome/outcome-link.ts";
import { renderShare } from "../share.ts";
import { renderRow, renderTableHead } from "../table.ts";

/** The data of a page over several repositories, in addition to that of every dashboard. */
export interface OrganizationView {
  /** Some are left out, because fewer people may see them or because GitHub did not answer. */
  readonly isSomeHidden: boolean;
  /** The repositories with any activity, by name. */
  readonly repositories: readonly CountedRepository[];
}

/** Renders the title, such as "Outcomes: acme". */
export function renderOrganizationTitle(title: string, owner: string): string {
  return `${title}: ${owner}`;
}

/** Finds the pages of the repositories that may be shown. Any other repository has no place, and so cannot be named. */
export function findPlaces(shown: readonly SeenRepository[]): FindPlace {
  const places = new Map(shown.map((repository) => [repository.id, toPlace(repository)]));
  return (id) => {
    const place = places.get(id);
    if (!place) throw new Error(`repository ${id} is not to be shown here`);
    return place;
  };
}

function toPlace({ owner, name, url }: SeenRepository): Place {
  const site = URL.parse(url)?.origin ?? "";
  return { base: findLinkBase({ site, owner, name }, { isOwnPage: false }), name };
}

/** Says that there is more than is shown here, but not how much. */
export function renderHidden({ isSomeHidden }: OrganizationView): Section | null {
  if (!isSomeHidden) return null;
  return keepWhole(
    "Some repositories are hidden here (and not counted) because they're less visible than this page, or because their visibility couldn't be read.",
  );
}

/** Renders the repositories one by one, by name: this is not a ranking. */
export function renderRepositories({ repositories }: OrganizationView, place: FindPlace): Section | null {
  if (repositories.length < 2) return null;
  return {
    rank: 4,
    lead: "## By repository",
    head: renderTableHead(
      ["Repository", "Worked", "Answered", "With a measure", "Merged", "Open or scheduled"],
      ["left", "left", "left", "left", "right", "right"],
    ),
    lines: toLines(repositories.slice(0, SHOWN.repositories).map((one) => renderRepository(one, place))),
    total: repositories.length,
  };
}

function renderRepository(counted: CountedRepository, place: FindPlace): string {
  const { base, name } = place(counted.repositoryId);
  const page = counted.dashboardNumber === null ? base : `${base}/issues/${counted.dashboardNumber}`;
  const answered = countAnswered(counted);
  return renderRow([
    `[${quoteInline(name ?? "")}](${page})`,
    renderShare(counted.worked, answered),
    renderShare(answered, countEnded(counted)),
    renderShare(counted.stated, counted.stated + counted.unstated),
    String(countMerged(counted)),
    String(countOpen(counted)),
  ]);
}

/** Renders what remains of a page that is no longer kept up to date: nothing of what it showed. */
export function renderRetired(): string {
  return [
    "## This dashboard is no longer updated",
    "It was turned off (`organization.dashboard` in `.github/outcomes.yml`) or replaced. Its contents were removed, so that no one reads stale or private data.",
  ].join("\n\n");
}
