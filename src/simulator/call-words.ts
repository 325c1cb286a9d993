import type { Call, Method } from "./calls.ts";

/** Each call in words for people, followed by `about`. */
const WORDS: { readonly [M in Method]: string } = {
  identity: "asks who it is",
  listDeliveries: "lists what it was sent,",
  redeliver: "wants sent again",
  readFiles: "reads",
  readConfigFile: "reads the configuration of",
  readText: "reads the file",
  readStart: "looks around:",
  readVisibilities: "asks who may see",
  listOpenPullRequests: "lists the open pull requests,",
  listPullRequestsFrom: "lists pull requests from",
  readBranch: "reads the branch",
  listMergedPullRequests: "compares its records with the merged pull requests",
  listChangedPaths: "lists the files of",
  readPullRequest: "reads pull request",
  readIssue: "reads issue",
  readPermission: "asks what may be done by",
  listComments: "reads the comments of",
  listIssues: "lists issues labelled",
  listIssueDates: "counts issues labelled",
  readHistory: "reads the history of",
  isContained: "asks whether",
  listReleases: "lists the releases,",
  listDeployments: "lists the deployments,",
  listHeads: "asks where branches stand:",
  listCheckRuns: "lists its checks on",
  createCheckRun: "sets the check:",
  updateCheckRun: "rewrites the check:",
  repeatCheckRun: "sends the check again:",
  createComment: "comments on",
  updateComment: "rewrites",
  deleteComment: "deletes",
  createIssue: "opens the issue:",
  updateIssue: "rewrites issue",
  pinIssue: "pins issue",
  proposeFiles: "proposes files:",
  addReaction: "reacts with",
  addReviewReaction: "reacts with",
};

const EMOJI: Readonly<Record<string, string>> = { eyes: "👀", "+1": "👍", confused: "😕" };

/** One call in words, such as "comments on #3". */
export function describeCall(call: Call): string {
  const about = call.about.replace(/^(eyes|\+1|confused)(?= on )/, (name) => EMOJI[name] ?? name);
  const words = `${WORDS[call.method]} ${about}`;
  return call.outcome === "done" ? words : `${words} (GitHub said: ${call.outcome})`;
}
