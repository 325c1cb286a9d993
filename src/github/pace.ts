import { Refusal } from "../core/refusal.ts";
import type { RepositoryAddress } from "../core/repository-files.ts";
import type { GitHub } from "./github.ts";

/** GitHub's advice: at least a second between writes, and never two at once. */
const WRITE_GAP_MS = 1_000;

/** Tree, commit, branch, pull request and its labels go out one after the other; whoever comes next waits for all of them. */
const PROPOSAL_WRITES = 5;

export interface Pace {
  readonly gapMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** What an installation is doing. */
interface Lane {
  /** Settles when the writes asked for so far are done. */
  tail: Promise<unknown>;
  nextWriteAt: number;
  /** GitHub told us to be silent until then. */
  limitedUntil: number;
}

type Asking = <T>(repository: RepositoryAddress, ask: () => Promise<T>) => Promise<T>;
/** `count` is how many writes it is at GitHub. */
type Writing = <T>(repository: RepositoryAddress, ask: () => Promise<T>, count?: number) => Promise<T>;

const REAL_TIME: Pace = {
  gapMs: WRITE_GAP_MS,
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * The same GitHub, asked as GitHub likes it: the writes of an installation go one after the other, about one a second,
 * the first at once. While an installation is limited its calls are refused here with the same `retryAt`, without
 * asking again: who goes on asking is banned.
 * Source: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function paceWrites(github: GitHub, pace: Pace = REAL_TIME): GitHub {
  const lanes = new Map<number, Lane>();
  const read: Asking = ({ installationId }, ask) => askUnlessLimited(findLane(lanes, installationId), pace, ask);
  const write: Writing = ({ installationId }, ask, count = 1) =>
    askInTurn(findLane(lanes, installationId), pace, { ask, count });
  return {
    identity: () => github.identity(),
    // As the app: its only caller keeps its own pace.
    listDeliveries: (page) => github.listDeliveries(page),
    redeliver: (attemptId) => github.redeliver(attemptId),
    readFiles: (at) => read(at, () => github.readFiles(at)),
    readConfigFile: (at, file) => read(at, () => github.readConfigFile(at, file)),
    readStart: (at, names) => read(at, () => github.readStart(at, names)),
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

function findLane(lanes: Map<number, Lane>, installationId: number): Lane {
  const lane = lanes.get(installationId) ?? { tail: Promise.resolve(), nextWriteAt: 0, limitedUntil: 0 };
  lanes.set(installationId, lane);
  return lane;
}

interface Turn<T> {
  readonly ask: () => Promise<T>;
  readonly count: number;
}

function askInTurn<T>(lane: Lane, pace: Pace, { ask, count }: Turn<T>): Promise<T> {
  const turn = lane.tail.then(async () => {
    const wait = lane.nextWriteAt - pace.now();
    if (wait > 0 && lane.limitedUntil <= pace.now()) await pace.sleep(wait);
    lane.nextWriteAt = pace.now() + pace.gapMs * count;
    return askUnlessLimited(lane, pace, ask);
  });
  lane.tail = turn.catch(() => {});
  return turn;
}

async function askUnlessLimited<T>(lane: Lane, pace: Pace, ask: () => Promise<T>): Promise<T> {
  if (lane.limitedUntil > pace.now()) {
    const retryAt = new Date(lane.limitedUntil);
    throw new Refusal("limited", "GitHub limits this installation; it was not asked again", { retryAt });
  }
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal && error.retryAt) lane.limitedUntil = error.retryAt.getTime();
    throw error;
  }
}
