import { dayOf } from "../core/time/day.ts";
import { countDays } from "../core/time/schedule.ts";
import type { SimulatedGitHub } from "../simulator/simulated-github.ts";
import { toSeries } from "../sources/days.ts";
import type { Source, Sources } from "../sources/source.ts";
import { createSources } from "../sources/sources.ts";

/** The change of the tour, after which people export. */
const EXPORT = "Add a CSV export";

/** What the shop counts: one number moves with the change of the tour, one stays, and of one nothing was ever measured. */
export const SHOP_METRICS = `metrics:
  exports: { source: shop, query: exports }
  support-mails: { source: shop, query: mails, better: fewer }
  failed-exports: { source: shop, query: failures, better: fewer }
`;

/** The numbers of the shop, beside those of GitHub. */
export function createShopSources(findSimulation: () => SimulatedGitHub): Sources {
  const others = createSources();
  const shop: Source = {
    read: async ({ query, span, now }) => {
      const name = query.kind === "query" ? query.query : "";
      const shippedOn = findShipping(findSimulation());
      const today = dayOf(now);
      return toSeries(span, (day) => (day < today ? count(name, day, shippedOn) : null));
    },
  };
  return {
    find: (metric, repository) =>
      metric.source === "shop" ? { kind: "source", source: shop, isPublic: true } : others.find(metric, repository),
  };
}

/** The day on which the change of the tour was merged, in UTC; null before that. */
function findShipping({ look }: SimulatedGitHub): string | null {
  const merged = look.threads().find(({ title, state }) => title === EXPORT && state === "merged");
  return merged?.mergedAt?.slice(0, 10) ?? null;
}

function count(name: string, day: string, shippedOn: string | null): number | null {
  const days = shippedOn === null ? -1 : countDays(shippedOn, day);
  switch (name) {
    case "exports":
      return days < 1 ? 0 : Math.min(5, 2 + Math.floor(days / 7));
    case "mails":
      return 2 + (countDays("1970-01-01", day) % 3);
    default:
      return null;
  }
}
