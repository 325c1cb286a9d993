import { ExternalError } from "../core/external-error.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import { type Client, requireBody } from "./client.ts";
import type { Octokit } from "./connection.ts";

type Rest = Octokit["rest"];

/** A repository in REST parameters. */
export interface At {
  readonly owner: string;
  readonly repo: string;
}

/** Makes a REST call about a repository; `what` names it in external errors, as in "create an issue". */
export function send<T>(
  client: Client,
  repository: RepositoryAddress,
  what: string,
  call: (rest: Rest, at: At) => Promise<T>,
): Promise<T> {
  const { owner, name } = repository;
  return client(repository.installationId, nameCall(repository, what), ({ rest }) => call(rest, { owner, repo: name }));
}

/** Makes a REST call and returns the body of its answer. */
export async function ask<T>(
  client: Client,
  repository: RepositoryAddress,
  what: string,
  call: (rest: Rest, at: At) => Promise<{ data: T }>,
): Promise<T & object> {
  const { data } = await send(client, repository, what, call);
  return requireBody(data, nameCall(repository, what));
}

/** Turns a `not-found` error into undefined. */
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
