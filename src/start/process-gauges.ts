import type { CredentialsWatch } from "../github/credentials-watch.ts";
import type { Readiness } from "../http/health.ts";
import type { Metrics } from "../http/metrics.ts";

/** Adds the gauges that tell of this process alone. */
export function addProcessGauges(
  metrics: Pick<Metrics, "addGauge">,
  { credentials, readiness }: { readonly credentials: CredentialsWatch; readonly readiness: () => Promise<Readiness> },
): void {
  const ready = "1 while this replica can store deliveries and work on them, as /readyz says; 0 otherwise.";
  metrics.addGauge("ready", ready, async () => ((await readiness()).ok ? 1 : 0));
  const refused = "1 while GitHub refuses the app's credentials (a definite 401 or 404); 0 otherwise.";
  metrics.addGauge("github_credentials_refused", refused, () => (credentials.findProblem() === null ? 0 : 1));
}
