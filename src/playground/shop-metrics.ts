import type { DayValue } from "../core/metric/series.ts";
import type { GitHub } from "../github/github.ts";
import type { SimulatedGitHub } from "../simulator/simulated-github.ts";
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
export function createShopSources(github: GitHub, findSimulation: () => SimulatedGitHub): Sources {
  const others = createSources({ github });
  const shop: Source = {
    read: async ({ query, span, now }) => {
      const name = query.kind === "query" ? query.query : "";
      const shippedOn = findShipping(findSimulation());
      const today = now.toISOString().slice(0, 10);
      return listDays(span.from, span.to).map(
        (day): DayValue => ({
          day,
          value: day < today ? count(name, day, shippedOn) : null,
        }),
      );
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
  const days = shippedOn === null ? -1 : Math.round((Date.parse(day) - Date.parse(shippedOn)) / DAY_MS);
  switch (name) {
    case "exports":
      return days < 1 ? 0 : Math.min(5, 2 + Math.floor(days / 7));
    case "mails":
      return 2 + (Math.round(Date.parse(day) / DAY_MS) % 3);
    default:
      return null;
  }
}

const DAY_MS = 86_400_000;

function listDays(from: string, to: string): readonly string[] {
  const length = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1);
  return Array.from({ length }, (_, index) => new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10));
}
