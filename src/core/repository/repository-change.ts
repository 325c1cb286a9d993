import type { RepositoryFacts } from "../delivery/delivery-event.ts";
import { isParkedTooLong } from "./retention.ts";

/** The last known identity of a repository. */
export interface KnownIdentity {
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
  /** GitHub's time of the latest event; null when it carried none. */
  readonly namedAt: Date | null;
  /** When the app was removed from it; null while the app is installed. */
  readonly removedAt: Date | null;
  /** When another repository took its name; null while none has. */
  readonly displacedAt: Date | null;
}

/** What a delivery says about a repository. */
export interface RepositoryReport {
  readonly facts: RepositoryFacts;
  readonly installationId: number;
  /** The installation was removed, so its deliveries come too late. */
  readonly isFromRemoved: boolean;
  /** The repository was added to the installation. */
  readonly isAdded: boolean;
}

/**
 * What an event changes about a repository:
 * - `refuse`: it is not one of ours, and nothing about it is stored
 * - `old`: nothing changes
 * - `begin`: it is new; `anew`: its records were parked for too long, and are deleted before it begins
 * - `change`: its name, owner or installation is another one; `return`: it comes back to its records
 */
export type RepositoryChange = "refuse" | "old" | "begin" | "anew" | "change" | "return";

/**
 * Decides what an event changes about a repository. Deliveries come late, twice and in any order; only the newest
 * decides the name (decision 9).
 */
export function findRepositoryChange(
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
  // A list of repositories carries no time, so it cannot rename a known one.
  return report.facts.updatedAt !== null && !hasName(known, report.facts) ? "change" : "old";
}

function isOlder({ namedAt }: KnownIdentity, { updatedAt }: RepositoryFacts): boolean {
  return namedAt !== null && updatedAt !== null && Date.parse(updatedAt) < namedAt.getTime();
}

/** It has another name, or took the old one back. */
function isNamedAnew(known: KnownIdentity, facts: RepositoryFacts): boolean {
  if (facts.updatedAt === null) return false;
  return !hasName(known, facts) || known.namedAt === null || Date.parse(facts.updatedAt) > known.namedAt.getTime();
}

function hasName(known: KnownIdentity, { owner, name }: RepositoryFacts): boolean {
  return known.owner === owner && known.name === name;
}
