import { findLeftOut, type LeftOut } from "../core/audit/listed-repository.ts";
import type { PatientReader } from "./patient-reader.ts";

/** The repositories of an owner: which to audit, and how many not, by reason. */
export interface OwnersRepositories {
  /** The owner's login, as GitHub spells it. */
  readonly owner: string;
  readonly names: readonly string[];
  /** Most frequent reason first. */
  readonly leftOut: readonly { readonly reason: LeftOut; readonly count: number }[];
}

/** Lists the repositories of an owner that the token can see; undefined when there is no such owner. */
export async function listAudited(
  reader: PatientReader,
  owner: string,
  since: string,
): Promise<OwnersRepositories | undefined> {
  const names: string[] = [];
  const counts = new Map<LeftOut, number>();
  const leaveOut = (reason: LeftOut, count = 1) => counts.set(reason, (counts.get(reason) ?? 0) + count);
  for (let after: string | null = null; ; ) {
    const page = await reader.listRepositories({ owner, after });
    if (!page) return undefined;
    for (const repository of page.repositories) {
      const reason = findLeftOut(repository, since);
      if (reason) leaveOut(reason);
      else names.push(repository.name);
    }
    if (page.hidden > 0) leaveOut("hidden", page.hidden);
    if (page.next === null) return { owner: page.owner, names, leftOut: sortCounts(counts) };
    after = page.next;
  }
}

function sortCounts(counts: ReadonlyMap<LeftOut, number>): OwnersRepositories["leftOut"] {
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}
