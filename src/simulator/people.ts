import { commitFile, createBranch, deleteBranch, moveBranch, push } from "./branch-people.ts";
import { enqueue, pressButton, rerequestCheck, rerequestSuite } from "./check-people.ts";
import { comment, deleteComment, editComment, editReview, replyByEmail, review } from "./comment-people.ts";
import {
  addToInstallation,
  grantPermissions,
  install,
  removeFromInstallation,
  suspend,
  uninstall,
  unsuspend,
} from "./installation-people.ts";
import {
  assign,
  closeIssue,
  deleteIssue,
  editIssue,
  lockIssue,
  openIssue,
  reopenIssue,
  tick,
  transferIssue,
} from "./issue-people.ts";
import {
  closePullRequest,
  convertToDraft,
  editPullRequest,
  label,
  merge,
  openPullRequest,
  readyForReview,
  reopenPullRequest,
  unlabel,
} from "./pull-request-people.ts";
import {
  addRepository,
  archive,
  deleteRepository,
  disableIssues,
  enableIssues,
  rename,
  renameAccount,
  setVisibility,
  transfer,
  unarchive,
} from "./repository-people.ts";
import { deleteTag, deploy, promoteRelease, publishRelease, reportDeployment } from "./shipment-people.ts";
import type { World } from "./world.ts";

const INSTALLATION_ACTS = {
  install,
  uninstall,
  suspend,
  unsuspend,
  grantPermissions,
  addToInstallation,
  removeFromInstallation,
};
const REPOSITORY_ACTS = {
  addRepository,
  archive,
  unarchive,
  disableIssues,
  enableIssues,
  rename,
  renameAccount,
  setVisibility,
  transfer,
  deleteRepository,
  push,
  commitFile,
  createBranch,
  moveBranch,
  deleteBranch,
};
const SHIPMENT_ACTS = { publishRelease, promoteRelease, deleteTag, deploy, reportDeployment };
const PULL_REQUEST_ACTS = {
  openPullRequest,
  editPullRequest,
  label,
  unlabel,
  convertToDraft,
  readyForReview,
  merge,
  closePullRequest,
  reopenPullRequest,
  pressButton,
  rerequestCheck,
  rerequestSuite,
  enqueue,
};
const ISSUE_ACTS = {
  openIssue,
  editIssue,
  tick,
  closeIssue,
  reopenIssue,
  assign,
  lockIssue,
  deleteIssue,
  transferIssue,
  comment,
  replyByEmail,
  editComment,
  deleteComment,
  review,
  editReview,
};
const ACTS = { ...INSTALLATION_ACTS, ...REPOSITORY_ACTS, ...SHIPMENT_ACTS, ...PULL_REQUEST_ACTS, ...ISSUE_ACTS };

type Acts = typeof ACTS;
type Bound<Act> = Act extends (world: World, ...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Result>
  : never;

/** User actions on GitHub. Each one resolves once the app has taken the deliveries it caused. */
export type People = { readonly [Name in keyof Acts]: Bound<Acts[Name]> };

/** The user actions, bound to a world. */
export function createPeople(world: World): People {
  const bound = Object.entries(ACTS).map(([name, act]) => [
    name,
    async (...args: unknown[]) => {
      const result = (act as (world: World, ...given: unknown[]) => unknown)(world, ...args);
      await world.hooks.settled();
      return result;
    },
  ]);
  return Object.fromEntries(bound) as People;
}
