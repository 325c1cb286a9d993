import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Client } from "./client.ts";
import type { Issue } from "./github.ts";
import { askInPart, toProblemError } from "./graphql.ts";
import { nameCall } from "./requests.ts";

/** https://docs.github.com/graphql/reference/mutations#pinissue; REST has no such call. */
const MUTATION = "mutation pinIssue($issueId: ID!) { pinIssue(input: { issueId: $issueId }) { issue { number } } }";

/** Pins an issue; see `GitHub.pinIssue`. */
export async function pinIssue(
  client: Client,
  repository: RepositoryAddress,
  { number, nodeId }: Pick<Issue, "number" | "nodeId">,
): Promise<void> {
  const name = nameCall(repository, `pin issue ${number}`);
  await client(repository.installationId, name, async (octokit) => {
    const { problems } = await askInPart<object>(octokit, { query: MUTATION, variables: { issueId: nodeId } });
    if (problems.length === 0) return;
    const error = toProblemError(problems, name);
    // With a type GitHub says no, and has pinned nothing.
    throw error.kind === "unanswered" && problems[0]?.type ? new ExternalError("invalid", error.message) : error;
  });
}
