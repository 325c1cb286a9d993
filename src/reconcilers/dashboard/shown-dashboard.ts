import type { Config } from "../../core/config/config.ts";
import type { ManagedResource } from "../../store/managed-resource.ts";

/** The number of the dashboard to link to; null when it is turned off, not written yet, or taken over by a person. */
export function findShownDashboard(page: ManagedResource | undefined, { dashboard }: Config): number | null {
  return dashboard.enabled && page?.dismissedAt === null ? page.githubId : null;
}
