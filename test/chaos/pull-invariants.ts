import type { StandIn } from "./stand-in.ts";
import { BOT, name, type Story } from "./story.ts";

const DESERVES = { complete: "success", exempt: "success", incomplete: "neutral", untouched: "neutral" } as const;

export function checkCheck(gh: StandIn, story: Story): string | null {
  const { sha } = gh.getPull(story).head;
  const newest = listChecks(gh, story.repo, sha).at(-1);
  if (story.state === "closed") return null;
  const deserved = story.isDraft || story.isExcused ? "skipped" : DESERVES[story.description];
  // A merge may overtake the command that excuses it.
  const isOvertaken = story.isExcused && story.state === "merged";
  const seen = newest?.conclusion ?? null;
  if (seen === deserved || (isOvertaken && seen === DESERVES[story.description])) return null;
  return `${name(story)}: ${story.description}, deserves "${deserved}", the check says "${seen}"`;
}

/** Checks, oldest first. GitHub shows the newest of a name. */
function listChecks(gh: StandIn, repo: string, sha: string) {
  const checks = gh.listCheckRuns({ repo, sha }).filter((check) => check.name === "Outcome");
  return checks.toSorted((a, b) => a.id - b.id);
}

/** A check of an abandoned request cannot be deleted, and stays below the newest. Nothing else creates a second one. */
export function checkSpareChecks(gh: StandIn, stories: readonly Story[], lateCalls: number): string | null {
  const counts = stories.map((story) => listChecks(gh, story.repo, gh.getPull(story).head.sha).length);
  const spare = counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  return spare <= lateCalls ? null : `${spare} checks too many, and ${lateCalls} calls that came late`;
}

export function checkComments(gh: StandIn, story: Story): string | null {
  const count = listComments(gh, story).filter(({ body }) => !body.includes("skp")).length;
  const isMissing = DESERVES[story.description] === "neutral" && !story.isDraft;
  const isSure = isMissing && !story.isExcused && !story.mayLackComment;
  const least = isSure && story.state === "open" ? 1 : 0;
  const most = isMissing && story.state !== "closed" ? 1 : 0;
  return count >= least && count <= most ? null : `${name(story)}: ${story.state}, ${count} comments`;
}

export function checkPullReplies(gh: StandIn, story: Story): string | null {
  const replies = listComments(gh, story).filter(({ body }) => body.includes("skp")).length;
  const least = story.pullSlips.filter(({ isSure }) => isSure).length;
  if (replies >= least && replies <= story.pullSlips.length) return null;
  return `${name(story)}: ${story.pullSlips.length} slips of reviewers, ${least} of them sure, ${replies} replies`;
}

function listComments(gh: StandIn, story: Story) {
  return gh.listComments(story).filter(({ user }) => user.login === BOT);
}
