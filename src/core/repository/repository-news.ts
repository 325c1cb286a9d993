import type { RepositoryFacts } from "../delivery/delivery-event.ts";
import { isParkedTooLong } from "./retention.ts";

/** Who a repository was, when we last heard of it. */
export interface KnownIdentity {
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
  /** GitHub's time of that news; null when it told none. */
  readonly heardAt: Date | null;
  /** Since when the app is out of it; null while it is in. */
  readonly removedAt: Date | null;
  /** Since when another repository has its name; null while none has. */
  readonly displacedAt: Date | null;
}

/** What a delivery tells about a repository. */
export interface RepositoryReport {
  readonly facts: RepositoryFacts;
  readonly installationId: number;
  /** That installation was removed: whatever it told comes late. */
  readonly isFromRemoved: boolean;
  /** The repository was given to the installation. */
  readonly isAdded: boolean;
}

/**
 * What follows from news of a repository:
 * - `refuse`: it is none of ours, and nothing told about it is kept
 * - `old`: nothing changes
 * - `begin`: it is new; `anew`: its records were parked for too long, and go before it begins
 * - `change`: its name, owner or installation is another one; `return`: it comes back to its records
 */
export type RepositoryChange = "refuse" | "old" | "begin" | "anew" | "change" | "return";

/** Decides what news of a repository changes. Deliveries come late, twice and in any order; only the newest names it. */
export function judgeRepositoryChange(
  known: KnownIdentity | undefined,
  report: RepositoryReport,
  now: Date,
): RepositoryChange {
  if (report.isFromRemoved) return known ? "old" : "refuse";
  if (!known) return "begin";
  const isMoved = report.installationId !== known.installationId;
  if (known.removedAt) {
    if (!report.isAdded && !isMoved) return "old";
    return isParkedTooLong(known.removedAt, now) ? "anew" : "return";
  }
  // @removal late-name-ignored
  if (isOlder(known, report.facts)) return "old";
  if (known.displacedAt) return isNamedAnew(known, report.facts) ? "return" : "old";
  if (isMoved) return "change";
  // A list of repositories tells no time: it is no reason to rename what is known.
  return report.facts.updatedAt !== null && !hasName(known, report.facts) ? "change" : "old";
}

function isOlder({ heardAt }: KnownIdentity, { updatedAt }: RepositoryFacts): boolean {
  return heardAt !== null && updatedAt !== null && Date.parse(updatedAt) < heardAt.getTime();
}

/** It has another name, or took the old one back. */
function isNamedAnew(known: KnownIdentity, facts: RepositoryFacts): boolean {
  if (facts.updatedAt === null) return false;
  return !hasName(known, facts) || known.heardAt === null || Date.parse(facts.updatedAt) > known.heardAt.getTime();
}

function hasName(known: KnownIdentity, { owner, name }: RepositoryFacts): boolean {
  return known.owner === owner && known.name === name;
}
