import type { StandIn } from "./stand-in.ts";
import type { Link, Story } from "./story.ts";
import type { Surroundings } from "./surroundings.ts";

/** A change, its revert, the revert of that, and one more. */
const LONGEST_CHAIN = 3;

/** May the change, or the last revert of it, be reverted next? */
export function mayRevert({ description, answers, ending, reverts, isExcused, wasMoved }: Story): boolean {
  if (description !== "complete" || answers.length > 0 || isExcused || wasMoved) return false;
  return ending === null ? reverts.length === 0 : ending.startsWith("revert") && reverts.length < LONGEST_CHAIN;
}

/** Reverts a change, or its last revert: by number or commit in a pull request, or by a pushed commit. */
export function revert({ gh, chance, tally }: Surroundings, story: Story): void {
  const { repo, number, title } = story;
  const last = story.reverts.at(-1) ?? { number, sha: gh.getPull({ repo, number }).merge_commit_sha ?? "" };
  const way = chance.pick(
    last.number === null ? (["commit", "push"] as const) : (["number", "commit", "push"] as const),
  );
  tally.count(`people: ${story.reverts.length > 0 ? "a revert reverted" : "reverted"} by ${way}`);
  const subject = `${'Revert "'.repeat(story.reverts.length + 1)}${title}${'"'.repeat(story.reverts.length + 1)}`;
  const commit = `This reverts commit ${last.sha}.`;
  if (way === "push") story.reverts.push(push(gh, { repo, message: `${subject}\n\n${commit}` }));
  else {
    const body = way === "number" ? `Reverts ${repo}#${last.number}` : commit;
    story.reverts.push(openAndMerge(gh, { repo, title: subject, body }));
  }
  story.ending = story.reverts.length % 2 === 1 ? "reverted" : "revert undone";
}

/** Not a story itself, since the app skips reverts. */
function openAndMerge(gh: StandIn, opened: { repo: string; title: string; body: string }): Link {
  const { repo } = opened;
  const { number } = gh.openPull({ ...opened, author: "cleo" });
  const { merge_commit_sha } = gh.mergePull({ repo, number, by: "ada" });
  return { number, sha: merge_commit_sha ?? "" };
}

function push(gh: StandIn, { repo, message }: { repo: string; message: string }): Link {
  const { sha } = gh.commitFile({ repo, by: "ada", path: "CHANGES.md", content: `${message}\n`, message });
  return { number: null, sha };
}
