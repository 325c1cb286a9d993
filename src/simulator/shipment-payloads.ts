import { showAccount, showTime } from "./payloads.ts";
import type { DeploymentRecord, DeploymentStatusRecord, ReleaseRecord } from "./world.ts";

// Releases and deployments as GitHub's webhooks show them.
// Source: https://docs.github.com/webhooks/webhook-events-and-payloads

/** A release. */
export function showRelease(release: ReleaseRecord) {
  return {
    id: release.id,
    node_id: `RE_${release.id}`,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.tag,
    body: "",
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    author: showAccount(release.author),
    created_at: showTime(release.createdAt),
    published_at: showTime(release.publishedAt),
    updated_at: showTime(release.updatedAt),
  };
}

/** A deployment. */
export function showDeployment(deployment: DeploymentRecord) {
  return {
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    task: "deploy",
    sha: deployment.sha,
    ref: deployment.ref,
    environment: deployment.environment,
    original_environment: deployment.environment,
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    creator: showAccount(deployment.creator),
    created_at: showTime(deployment.createdAt),
    updated_at: showTime(deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt),
  };
}

/** What became of a deployment. */
export function showDeploymentStatus(deployment: DeploymentRecord, status: DeploymentStatusRecord) {
  return {
    id: status.id,
    node_id: `DES_${status.id}`,
    state: status.state,
    description: "",
    environment: deployment.environment,
    creator: showAccount(status.creator),
    created_at: showTime(status.createdAt),
    updated_at: showTime(status.createdAt),
  };
}
