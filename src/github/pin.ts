import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Client } from "./client.ts";
import type { Issue } from "./github.ts";
import { askInPart, type GraphqlProblem } from "./partial-answer.ts";
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
    const variables = { issueId: nodeId };
    const { errors } = await askInPart<object>(octokit, { query: MUTATION, variables, name });
    const [problem] = errors;
    if (!problem) return;
    throw new ExternalError(judge(problem), `failed to ${name}: ${problem.message}`);
  });
}

/** Without a type GitHub itself failed, and the issue may or may not be pinned. */
function judge({ type }: GraphqlProblem): ExternalError["kind"] {
  if (!type) return "unanswered";
  return type === "FORBIDDEN" || type === "INSUFFICIENT_SCOPES" ? "forbidden" : "invalid";
}
