import { composeCreatePullRequest, DELETE_FILE } from "octokit-plugin-create-pull-request";
import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { Client } from "./client.ts";
import type { Octokit } from "./connection.ts";
import type { Proposal, Proposed } from "./github.ts";
import { toGraphqlError } from "./graphql.ts";
import { nameCall } from "./requests.ts";

/** Makes a branch and a pull request propose files; see `GitHub.proposeFiles`. */
export function proposeFiles(
  client: Client,
  repository: RepositoryAddress,
  proposal: Proposal,
): Promise<Proposed | undefined> {
  const name = nameCall(repository, `propose files on ${proposal.branch}`);
  return client(repository.installationId, name, async (octokit) => {
    const careful = beCareful(octokit, { repository, proposal, name });
    const answer = await composeCreatePullRequest(careful.octokit, toOptions(repository, proposal));
    const headSha = careful.findCommit();
    return answer && headSha !== undefined ? { number: answer.data.number, headSha } : undefined;
  });
}

type PluginOctokit = Parameters<typeof composeCreatePullRequest>[0];
type PluginOptions = Parameters<typeof composeCreatePullRequest>[1];

function toOptions({ owner, name }: RepositoryAddress, proposal: Proposal): PluginOptions {
  const { branch, base, title, body, commitMessage, files, labels = [] } = proposal;
  const changed = Object.entries(files).map(([path, text]) => [path, text ?? DELETE_FILE] as const);
  return {
    owner,
    repo: name,
    title,
    body,
    base,
    head: branch,
    changes: { files: Object.fromEntries(changed), commit: commitMessage },
    labels: [...labels],
    update: true,
    // Otherwise a commit without changes would become a pull request.
    createWhenEmpty: false,
  };
}

interface Task {
  readonly repository: RepositoryAddress;
  readonly proposal: Proposal;
  readonly name: string;
}

type Values = Readonly<Record<string, unknown>>;
type Request = (
  route: string,
  values: Values,
) => Promise<{ readonly data: { readonly id?: number; readonly sha?: string } }>;

/**
 * The plugin builds its commit on the base and moves the branch there by force, over any later push. Here the commit
 * also descends from the head that the caller read, and the branch only moves forward. GitHub then refuses the move
 * (422, "not a fast forward") after a later push, so no commit can be lost (decision 5).
 */
function beCareful(octokit: Octokit, { repository, proposal, name }: Task) {
  const ask = octokit.request as Request;
  const { onto } = proposal;
  let commit: string | undefined;

  const request: Request = async (route, values) => {
    switch (route) {
      case "GET /repos/{owner}/{repo}": {
        const answer = await ask(route, values);
        if (answer.data.id === repository.id) return answer;
        throw new ExternalError("not-found", `failed to ${name}: another repository has the name by now`);
      }
      case "POST /repos/{owner}/{repo}/git/commits": {
        const answer = await ask(route, withParent(values, onto));
        commit = answer.data.sha;
        return answer;
      }
      case "PATCH /repos/{owner}/{repo}/git/refs/{ref}":
        if (onto === null)
          throw new ExternalError("invalid", `failed to ${name}: the branch came into being meanwhile`);
        return ask(route, { ...values, force: false });
      case "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": {
        // Neither can be changed, and GitHub documents neither for this call.
        const { head: _head, draft: _draft, ...changes } = values;
        return ask(route, changes);
      }
      default:
        return ask(route, values);
    }
  };
  const graphql = (query: string, values: Values) =>
    octokit.graphql(query, values).catch((error: unknown) => {
      throw toGraphqlError(error, name);
    });
  const careful = { request, graphql, log: octokit.log };
  return { octokit: careful as unknown as PluginOctokit, findCommit: () => commit };
}

function withParent(values: Values, onto: string | null): Values {
  const parents = Array.isArray(values.parents) ? values.parents : [];
  return { ...values, parents: [...new Set([...(onto === null ? [] : [onto]), ...parents])] };
}
