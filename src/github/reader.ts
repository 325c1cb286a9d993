import { Octokit } from "@octokit/rest";
import type { RepositoryFiles } from "../core/repository/repository-files.ts";
import { readConfigFile, readFiles } from "./files.ts";
import type { ConfigFileText } from "./github.ts";
import { type MergedPage, type MergedPageRequest, readMergedPulls } from "./merged-pulls.ts";
import { toReaderFailure } from "./reader-failure.ts";

export interface ReaderOptions {
  /** A person's own token. */
  readonly token: string;
  /** Host of a GitHub Enterprise Server; null for github.com. */
  readonly gheHost: string | null;
  readonly gheProtocol: "http" | "https";
  /** Aborts running calls. */
  readonly signal: AbortSignal;
  /** Time limit of one call. */
  readonly withinMs?: number;
}

/** GitHub as a person may read it, without app and installation. A failed read throws a `ReaderFailure`. */
export interface Reader {
  /** Like `GitHub.readFiles`; undefined when the repository does not exist or the token may not see it. */
  readFiles(owner: string, name: string): Promise<RepositoryFiles | undefined>;
  readConfigFile(owner: string, name: string): Promise<ConfigFileText | undefined>;
  readMergedPulls(request: MergedPageRequest): Promise<MergedPage>;
}

/** GitHub gives up on a query after ten seconds, but a slow connection may need longer to transfer a page. */
const CALL_WITHIN_MS = 60_000;
const GITHUB_COM = "https://api.github.com";
const NOTHING = () => {};

/** Connects with a token. Nothing is retried here: the caller decides what to do after a failure. */
export function createReader(options: ReaderOptions): Reader {
  const octokit = createOctokit(options);
  return {
    readFiles: (owner, name) => orFailure(readFiles(octokit, { owner, name }, `read ${owner}/${name}`)),
    readConfigFile: (owner, name) => orFailure(readConfigFile(octokit, { owner, name, commit: null })),
    readMergedPulls: (request) => orFailure(readMergedPulls(octokit, request)),
  };
}

async function orFailure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toReaderFailure(error, new Date());
  }
}

function createOctokit({ token, gheHost, gheProtocol, signal, withinMs }: ReaderOptions): Octokit {
  const octokit = new Octokit({
    auth: token,
    baseUrl: gheHost ? `${gheProtocol}://${gheHost}/api/v3` : GITHUB_COM,
    userAgent: "did-this-work",
    log: { debug: NOTHING, info: NOTHING, warn: NOTHING, error: NOTHING },
  });
  octokit.hook.before("request", (parameters) => {
    parameters.request = {
      ...parameters.request,
      signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs ?? CALL_WITHIN_MS)]),
    };
  });
  return octokit;
}
