import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Client } from "./client.ts";
import type { Reaction } from "./github.ts";
import { askInPart, toProblemError } from "./graphql.ts";
import { nameCall } from "./requests.ts";

/** https://docs.github.com/graphql/reference/mutations#addreaction; REST knows no reactions to reviews. */
const MUTATION =
  "mutation addReaction($id: ID!, $content: ReactionContent!) { addReaction(input: { subjectId: $id, content: $content }) { clientMutationId } }";

const CONTENT: { readonly [R in Reaction]: string } = { "+1": "THUMBS_UP", confused: "CONFUSED", eyes: "EYES" };

/** Reacts to a review; see `GitHub.addReviewReaction`. */
export async function addReviewReaction(
  client: Client,
  repository: RepositoryAddress,
  { nodeId, reaction }: { readonly nodeId: string; readonly reaction: Reaction },
): Promise<void> {
  const name = nameCall(repository, "react to a review");
  await client(repository.installationId, name, async (octokit) => {
    const variables = { id: nodeId, content: CONTENT[reaction] };
    const { problems } = await askInPart<object>(octokit, { query: MUTATION, variables });
    if (problems.length === 0) return;
    const error = toProblemError(problems, name);
    // With a type GitHub says no, and has done nothing.
    throw problems[0]?.type ? new ExternalError("invalid", error.message) : error;
  });
}
