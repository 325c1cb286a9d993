import type { z } from "zod";
import { clockKey } from "../reconcile-key.ts";
import type { ParsedEvents } from "./delivery-event.ts";
import type { Facts } from "./event-row.ts";
import type { DeploymentStatusPayload, ReleasePayload } from "./payload.ts";

/**
 * Parses a release that people can use. A release that is published brings two deliveries, which tell of the same; one that
 * is promoted from a prerelease only the second, and then the time of that counts.
 */
export function parseReleaseEvent(
  { release }: z.output<typeof ReleasePayload>,
  { action, repositoryId }: Facts,
): ParsedEvents | null {
  const { tag_name: name, draft, prerelease, published_at, updated_at } = release;
  if (draft || prerelease || name === "") return null;
  const at = (action === "published" ? published_at : updated_at) ?? null;
  const shipment = { kind: "release", name, revision: `refs/tags/${name}` } as const;
  return { key: clockKey(repositoryId), events: [{ kind: "shipped", shipment, at }] };
}

/** Parses a deployment that succeeded. Those of one change, which go again with it, reach no user. */
export function parseDeploymentEvent(
  { deployment, deployment_status: status }: z.output<typeof DeploymentStatusPayload>,
  { repositoryId }: Facts,
): ParsedEvents | null {
  const name = status.environment || deployment.environment;
  if (status.state !== "success" || deployment.transient_environment || !name) return null;
  const shipment = { kind: "deployment", name, revision: deployment.sha } as const;
  return { key: clockKey(repositoryId), events: [{ kind: "shipped", shipment, at: status.created_at ?? null }] };
}
