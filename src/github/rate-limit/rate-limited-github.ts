import type { RepositoryAddress } from "../../core/repository/repository-files.ts";
import type { GitHub } from "../github.ts";
import { createRateLimiter, type RateLimit, type Reservations } from "./rate-limiter.ts";

/** GitHub's advice: at least a second between writes, and never two at once. */
const WRITE_GAP_MS = 1_000;

/** Tree, commit, branch, pull request and labels go out in a row; the next write waits for all of them. */
const PROPOSAL_WRITES = 5;

type LimitedRead = <T>(repository: RepositoryAddress, ask: () => Promise<T>) => Promise<T>;
/** `count` is the number of writes on GitHub. */
type LimitedWrite = <T>(repository: RepositoryAddress, ask: () => Promise<T>, count?: number) => Promise<T>;

/** The rate limit of a running process, with reservations shared with other processes. */
export function createRateLimit(reservations: Reservations): RateLimit {
  return {
    reservations,
    gapMs: WRITE_GAP_MS,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/**
 * Wraps GitHub so that calls follow its advice. The writes of an installation go one after the other, about one a
 * second over all processes, the first at once. A write that would have to wait long throws a `not-now` external error
 * with a retry time, so that a busy or broken installation does not block the workers. While an installation is limited
 * its calls fail here, without a request: GitHub bans clients that keep calling.
 * Source: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function limitCalls(github: GitHub, rateLimit: RateLimit): GitHub {
  const limiter = createRateLimiter(rateLimit);
  const read: LimitedRead = (at, ask) => limiter.read(at, ask);
  const write: LimitedWrite = (at, ask, count = 1) => limiter.write(at, { ask, count });
  return {
    identity: () => github.identity(),
    // Called as the app; the only caller spaces its own calls.
    listDeliveries: (page) => github.listDeliveries(page),
    redeliver: (attemptId) => github.redeliver(attemptId),
    readFiles: (at) => read(at, () => github.readFiles(at)),
    readConfigFile: (at, file) => read(at, () => github.readConfigFile(at, file)),
    readStart: (at, names) => read(at, () => github.readStart(at, names)),
    readVisibilities: (at, repositories) => read(at, () => github.readVisibilities(at, repositories)),
    listOpenPullRequests: (at, page) => read(at, () => github.listOpenPullRequests(at, page)),
    listPullRequestsFrom: (at, branch) => read(at, () => github.listPullRequestsFrom(at, branch)),
    readBranch: (at, branch) => read(at, () => github.readBranch(at, branch)),
    listMergedPullRequests: (at, cursor) => read(at, () => github.listMergedPullRequests(at, cursor)),
    listChangedPaths: (at, number) => read(at, () => github.listChangedPaths(at, number)),
    readPullRequest: (at, number) => read(at, () => github.readPullRequest(at, number)),
    readIssue: (at, number) => read(at, () => github.readIssue(at, number)),
    readPermission: (at, login) => read(at, () => github.readPermission(at, login)),
    listComments: (at, number, since) => read(at, () => github.listComments(at, number, since)),
    listIssues: (at, label) => read(at, () => github.listIssues(at, label)),
    listCheckRuns: (at, headSha) => read(at, () => github.listCheckRuns(at, headSha)),
    createCheckRun: (at, check) => write(at, () => github.createCheckRun(at, check)),
    updateCheckRun: (at, id, check) => write(at, () => github.updateCheckRun(at, id, check)),
    createComment: (at, number, body) => write(at, () => github.createComment(at, number, body)),
    updateComment: (at, id, body) => write(at, () => github.updateComment(at, id, body)),
    deleteComment: (at, id) => write(at, () => github.deleteComment(at, id)),
    createIssue: (at, issue) => write(at, () => github.createIssue(at, issue)),
    updateIssue: (at, number, change) => write(at, () => github.updateIssue(at, number, change)),
    proposeFiles: (at, proposal) => write(at, () => github.proposeFiles(at, proposal), PROPOSAL_WRITES),
    pinIssue: (at, issue) => write(at, () => github.pinIssue(at, issue)),
    addReaction: (at, commentId, reaction) => write(at, () => github.addReaction(at, commentId, reaction)),
  };
}
