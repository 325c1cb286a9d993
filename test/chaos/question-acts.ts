import { moderateQuestion } from "./moderation.ts";
import { findQuestions, type Story, VERDICTS, type Verdict } from "./story.ts";
import type { Surroundings } from "./surroundings.ts";

const PAUSE_MS = 2_000;

/** Performs one random user action on the question of a merged pull request, if it was asked. */
export function actOnQuestion(world: Surroundings, story: Story): void {
  const { gh, chance } = world;
  const [question] = findQuestions(gh, story);
  if (!question || story.isExcused || story.isQuestionGone || Date.now() < story.actedAt + PAUSE_MS) return;
  const { repo } = story;
  const { number } = question;
  story.actedAt = Date.now();
  story.isAsked = true;
  const roll = chance.next();
  if (roll < 0.08) gh.comment({ repo, number, by: "cleo", body: "> /outcome worked\n\nNo, not yet." });
  else if (roll < 0.2) slip(world, story, number);
  else if (roll < 0.32) moderateQuestion(world, story, number);
  else if (roll < 0.45 && isUntouched(story) && question.state === "open") endOtherwise(world, story, number);
  else if (story.ending === null || story.ending === "closed by hand") answer(world, story, number);
}

/** Other endings happen only before any answer, so that each story has one ending. */
function isUntouched({ answers, ending }: Story): boolean {
  return answers.length === 0 && ending === null;
}

/** A command with a typo, some of which are deleted immediately. */
function slip({ gh, chance, tally }: Surroundings, story: Story, number: number): void {
  const { repo } = story;
  const { id } = gh.comment({ repo, number, by: "bob", body: "/outcome wrked" });
  const isDeleted = chance.happens(0.3);
  story.slips.push({ isSure: !isDeleted && !story.isQuestionLocked });
  if (!isDeleted) return;
  tally.count("people: a command with a typo deleted");
  gh.deleteComment({ repo, comment: id, by: "bob" });
}

function endOtherwise({ gh, chance }: Surroundings, story: Story, number: number): void {
  const { repo } = story;
  story.ending = chance.pick(["dropped", "moved", "moved", "closed by hand"] as const);
  if (story.ending === "dropped") gh.comment({ repo, number, by: "bob", body: "/outcome drop the page is gone" });
  if (story.ending === "closed by hand") gh.closeIssue({ repo, number, by: "cleo" });
  if (story.ending !== "moved") return;
  gh.comment({ repo, number, by: "bob", body: "/outcome snooze 2 weeks" });
  story.wasMoved = true;
}

function answer(world: Surroundings, story: Story, number: number): void {
  const { repo } = story;
  const verdict = world.chance.pick(VERDICTS);
  if (story.editable && world.chance.happens(0.3)) edit(world, story, { ...story.editable, verdict });
  else if (world.chance.happens(0.3)) {
    if (!tick(world, { repo, number, verdict })) return;
    story.editable = null;
  } else say(world, story, { repo, number, verdict });
  story.answers.push(verdict);
}

interface Given {
  readonly repo: string;
  readonly number: number;
  readonly verdict: Verdict;
}

/** Returns false when there is no box to tick. */
function tick({ gh }: Surroundings, { repo, number, verdict }: Given): boolean {
  const issue = gh.listIssues({ repo, state: "all" }).find((one) => one.number === number);
  const box = issue?.body.split("\n").find((line) => /^- \[ \]/.test(line) && line.includes(`:${verdict} -->`));
  if (box === undefined) return false;
  gh.tickCheckbox({ repo, number, by: "cleo", text: `:${verdict} -->` });
  return true;
}

/** Answers by command, in words or by mail. Some answers are deleted immediately: they were given all the same. */
function say({ gh, chance, tally }: Surroundings, story: Story, { repo, number, verdict }: Given): void {
  const way = chance.pick(["command", "words", "mail"] as const);
  const isCommand = way === "command";
  const words = `${isCommand ? "/outcome " : ""}${verdict}${isCommand ? "" : ":"} as seen`;
  const { id } = gh.comment({ repo, number, by: "bob", body: way === "mail" ? toMail(words) : words });
  tally.count(`people: answered by ${way}`);
  story.editable = { id, verdict, isCommand };
  if (!chance.happens(0.15)) return;
  tally.count("people: an answer deleted");
  gh.deleteComment({ repo, comment: id, by: "bob" });
  story.editable = null;
}

interface Edit {
  readonly id: number;
  readonly verdict: Verdict;
  readonly isCommand: boolean;
}

/** An edit to the same verdict changes nothing that counts. */
function edit({ gh, tally }: Surroundings, story: Story, { id, verdict, isCommand }: Edit): void {
  tally.count("people: an answer edited");
  const seen = `as seen ${story.answers.length + 1} times`;
  const body = isCommand ? `/outcome ${verdict} ${seen}` : `${verdict}: ${seen}`;
  gh.editComment({ repo: story.repo, comment: id, by: "bob", body });
  story.editable = { id, verdict, isCommand };
}

/** What a mail program makes of a reply: a greeting, the words, a signature, and the mail below. */
function toMail(words: string): string {
  return [
    "Hi,",
    "",
    words,
    "",
    "Best regards",
    "Bob",
    "",
    "-- ",
    "Bob Builder, Acme",
    "Sent from my phone",
    "",
    "On Mon, Nov 2, 2026 at 10:00 AM did-this-work[bot] <notifications@github.com> wrote:",
    "",
    "> Did this work?",
    "> - [ ] missed",
    "> /outcome missed nothing came of it",
    "",
  ].join("\r\n");
}
