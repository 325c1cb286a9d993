import type { StandIn } from "./stand-in.ts";
import { BOT, listLabelled, type Slip, type Story } from "./story.ts";
import type { Surroundings } from "./surroundings.ts";

interface Thread {
  readonly repo: string;
  readonly number: number;
}

/** Locks or unlocks the conversation of a pull request, or deletes the app's comment on it. */
export function moderatePull(world: Surroundings, story: Story): void {
  const { gh, chance, tally } = world;
  const { repo, number } = story;
  const ours = gh.listComments({ repo, number }).find(({ user, body }) => user.login === BOT && !body.includes("skp"));
  story.mayLackComment = true;
  if (ours && chance.happens(0.3)) {
    tally.count("people: the app's comment deleted");
    gh.deleteComment({ repo, comment: ours.id, by: "bob" });
    return;
  }
  story.isPullLocked = !story.isPullLocked;
  toggleLock(world, { repo, number }, { isLocked: story.isPullLocked, what: "pull request" });
  if (story.isPullLocked) doubt(gh, { repo, number }, { slips: story.pullSlips, typo: "skp" });
}

/** Locks or unlocks a question, deletes it, or transfers it. */
export function moderateQuestion(world: Surroundings, story: Story, number: number): void {
  const { repo } = story;
  if (world.chance.happens(0.2)) {
    story.isQuestionGone = true;
    remove(world, { repo, number }, "question");
    return;
  }
  story.isQuestionLocked = !story.isQuestionLocked;
  toggleLock(world, { repo, number }, { isLocked: story.isQuestionLocked, what: "question" });
  if (story.isQuestionLocked) doubt(world.gh, { repo, number }, { slips: story.slips, typo: "wrked" });
}

/** Locks, unlocks or removes the dashboard of a repository. Returns false when there is none. */
export function moderateDashboard(
  world: Surroundings,
  { repo, bereft }: { readonly repo: string; readonly bereft: Set<string> },
): boolean {
  const [dashboard] = listLabelled(world.gh, repo, "outcome-dashboard");
  if (!dashboard) return false;
  const { number, locked } = dashboard;
  if (world.chance.happens(0.3)) {
    bereft.add(repo);
    remove(world, { repo, number }, "dashboard");
  } else toggleLock(world, { repo, number }, { isLocked: !locked, what: "dashboard" });
  return true;
}

function toggleLock(
  { gh, tally }: Surroundings,
  thread: Thread,
  { isLocked, what }: { readonly isLocked: boolean; readonly what: string },
): void {
  tally.count(`people: a ${what} ${isLocked ? "locked" : "unlocked"}`);
  if (isLocked) gh.lockIssue({ ...thread, by: "ada" });
  else gh.unlockIssue({ ...thread, by: "ada" });
}

function remove({ gh, chance, tally }: Surroundings, thread: Thread, what: string): void {
  const isTransferred = chance.happens(0.5);
  tally.count(`people: a ${what} ${isTransferred ? "transferred" : "deleted"}`);
  if (isTransferred) gh.transferIssue({ ...thread, by: "ada", to: thread.repo.replace(/shop$/, "attic") });
  else gh.deleteIssue({ ...thread, by: "ada" });
}

/** Once a conversation is locked, the replies that are not there yet may never come. */
function doubt(gh: StandIn, thread: Thread, { slips, typo }: { slips: readonly Slip[]; typo: string }): void {
  const replies = gh.listComments(thread).filter(({ user, body }) => user.login === BOT && body.includes(typo));
  if (replies.length >= slips.length) return;
  for (const slip of slips) slip.isSure = false;
}
