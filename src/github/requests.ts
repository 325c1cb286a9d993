import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import { type Client, type Octokit, requireBody } from "./client.ts";

type Rest = Octokit["rest"];

/** How REST names a repository. */
export interface At {
  readonly owner: string;
  readonly repo: string;
}

/** Makes a REST call about a repository; `what` names it for a refusal, as in "create an issue". */
export function send<T>(
  client: Client,
  repository: RepositoryAddress,
  what: string,
  call: (rest: Rest, at: At) => Promise<T>,
): Promise<T> {
  const { owner, name } = repository;
  return client(repository.installationId, nameCall(repository, what), ({ rest }) => call(rest, { owner, repo: name }));
}

/** Makes a REST call whose answer matters, and gives the answer back. */
export async function ask<T>(
  client: Client,
  repository: RepositoryAddress,
  what: string,
  call: (rest: Rest, at: At) => Promise<{ data: T }>,
): Promise<T & object> {
  const { data } = await send(client, repository, what, call);
  return requireBody(data, nameCall(repository, what));
}

/** What is missing is no failure to whoever only looks. */
export async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ExternalError && error.kind === "not-found") return undefined;
    throw error;
  }
}

/** Names a call for people: "create an issue in acme/shop". */
export function nameCall({ owner, name }: RepositoryAddress, what: string): string {
  return `${what} in ${owner}/${name}`;
}
