import type { Engine } from "./loop.ts";
import { TEAM } from "./shop-change.ts";
import { HURRIED } from "./year-changes.ts";
import { type Entry, WEEK_DAYS } from "./year-entry.ts";

/** A release a week, of what was merged since the one before. What is merged in the last week still waits to ship. */
export function planReleases({ act, simulation }: Engine, days: number): Entry[] {
  const weeks = Math.floor(days / WEEK_DAYS) - 1;
  let released: string | null = null;
  let count = 0;
  const release = async (by: string): Promise<void> => {
    const { headSha } = simulation.look.repository();
    if (headSha === released) return;
    released = headSha;
    count += 1;
    const tag = `v${count}`;
    await act(`${by} publishes the release ${tag}`, (people) => people.publishRelease({ by, tag }), HURRIED);
  };
  return Array.from({ length: weeks }, (_, week) => {
    const by = TEAM[week % TEAM.length] ?? TEAM[0];
    return { day: (week + 1) * WEEK_DAYS, run: () => release(by) };
  });
}
