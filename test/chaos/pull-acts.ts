import { moderatePull } from "./moderation.ts";
import type { Chance } from "./random.ts";
import type { StandIn } from "./stand-in.ts";
import { BOT, DESCRIPTIONS, type Description, type Story } from "./story.ts";
import type { Surroundings } from "./surroundings.ts";

const DAY_MS = 86_400_000;

/** Performs one random user action on an open pull request. */
export function workOn(world: Surroundings, story: Story): void {
  const { gh, chance } = world;
  const roll = chance.next();
  if (roll < 0.33) {
    story.description = pickDescription(chance);
    gh.editPull({ ...story, body: DESCRIPTIONS[story.description] });
  } else if (roll < 0.42) gh.pushToPull(story);
  else if (roll < 0.5) toggleDraft(gh, story);
  else if (roll < 0.55) {
    gh.closePull(story);
    story.state = "closed";
  } else if (roll < 0.62) forgeMarker(gh, story);
  else if (roll < 0.7) review(world, story);
  else if (roll < 0.75) moderatePull(world, story);
  else if (!story.isDraft) merge(world, story);
}

export function pickDescription(chance: Chance): Description {
  return chance.pick(["complete", "complete", "complete", "incomplete", "untouched", "exempt"] as const);
}

/** Some merges are dated a month ago, so that their questions are due immediately. */
function merge({ gh, chance, now }: Surroundings, story: Story): void {
  const mergedAt = chance.happens(0.6) ? { mergedAt: new Date(now().getTime() - 31 * DAY_MS) } : {};
  gh.mergePull({ ...story, by: "cleo", ...mergedAt });
  story.state = "merged";
}

function toggleDraft(gh: StandIn, story: Story): void {
  if (story.isDraft) gh.readyForReview(story);
  else gh.convertToDraft(story);
  story.isDraft = !story.isDraft;
}

/** A person pastes the app's comment, including its marker. */
function forgeMarker(gh: StandIn, { repo, number }: Story): void {
  const ours = gh.listComments({ repo, number }).find(({ user }) => user.login === BOT);
  gh.comment({ repo, number, by: "bob", body: ours?.body ?? "<!-- did-this-work:0000 -->" });
}

/** A command of a reviewer, in a comment or in a review: to read everything again, with a typo, or an excuse. */
function review({ gh, chance, tally }: Surroundings, story: Story): void {
  const { repo, number } = story;
  const command = chance.pick(["recheck", "recheck", "skp", "skp", "skip it only moves a file"] as const);
  const place = chance.pick(["review", "comment"] as const);
  tally.count(`people: /outcome ${command.split(" ")[0]} in a ${place}`);
  const body = `I have read all of it.\n\n/outcome ${command}`;
  if (place === "review") gh.review({ repo, number, by: "cleo", event: "COMMENT", body });
  else gh.comment({ repo, number, by: "cleo", body });
  // The stand-in takes no reactions to reviews, and where a reaction is refused there is no reply either.
  if (command === "skp") story.pullSlips.push({ isSure: place === "comment" && !story.isPullLocked });
  if (command.startsWith("skip")) story.isExcused = true;
}
