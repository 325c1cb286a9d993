import type { GitHub } from "../../src/github/github.ts";
import type { ThreadView } from "../../src/simulator/look.ts";
import { CONFIG_PATH } from "./scenarios.ts";
import { BOT, nameThread, type Stage } from "./stage.ts";
import { describe, TEMPLATE } from "./texts.ts";

// Chance seldom leads through every move an outcome can make: this goes through them one after the other, before it.

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** Plenty of room, so that all questions stand on the second day. */
const CONFIG =
  "follow-up: { after: 1 day, nudge-after: 4 days, give-up-after: 8 days, max-per-day: 99, max-open-per-person: 99 }\n";
const NO_ROOM = CONFIG.replace("max-per-day: 99", "max-per-day: 0");

/** One thing that is done. Gives it in words. */
type Step = (stage: Stage) => Promise<string>;

const TITLES = "abcdefghijklmnopqrst".split("").map((letter) => `Change ${letter.repeat(5)}`);

/** The pull request with a letter, and the issue that asks about it. */
function findPull({ look, repositories }: Stage, letter: string): ThreadView {
  return find(look.threads(repositories[0]), ({ kind, title }) => kind === "pull-request" && title === name(letter));
}

function findQuestion({ look, repositories }: Stage, letter: string): ThreadView {
  const issues = look.issues("outcome", repositories[0]);
  return find(issues, ({ author, title }) => author === BOT && title.endsWith(name(letter)));
}

function find(threads: readonly ThreadView[], is: (thread: ThreadView) => boolean): ThreadView {
  const found = threads.find(is);
  if (!found) throw new Error("there is no such thread");
  return found;
}

function name(letter: string): string {
  return `Change ${letter.repeat(5)}`;
}

async function ship({ people, repositories }: Stage): Promise<string> {
  const repository = repositories[0] ?? "";
  for (const title of TITLES) {
    const measure =
      title === name("a") ? "TBD" : title === name("b") ? "N/A: only a name changes." : "20 exports a week.";
    const body = describe("It is slow.", measure);
    const number = await people.openPullRequest({ repository, by: "bob", title, body });
    await people.merge({ repository, by: "cleo", number });
  }
  return `${TITLES.length} changes are shipped`;
}

/** The next call of a method gets lost on its way. */
function lose(method: keyof GitHub): Step {
  return async ({ faults, ownMethod }) => {
    faults.next({ method: ownMethod(method), mode: "fail" });
    return `the next ${method} gets lost`;
  };
}

async function openUntouched({ people, repositories }: Stage): Promise<string> {
  const repository = repositories[0] ?? "";
  const number = await people.openPullRequest({ repository, by: "bob", title: "Untouched", body: TEMPLATE });
  return `${repository}#${number} is opened as the template has it`;
}

function configure(config: string): Step {
  return async ({ people, repositories }) => {
    await people.commitFile({ repository: repositories[0] ?? "", by: "ada", files: { [CONFIG_PATH]: config } });
    return `is configured: ${config.trim()}`;
  };
}

function pass(days: number): Step {
  return async ({ clock }) => {
    if (days > 0) await clock.jump(days * DAY, DAY);
    await clock.walk(HOUR);
    return `${days} days and an hour pass`;
  };
}

/** Said under the question, or under the pull request itself. */
function say(letter: string, body: string, isOnPull = false): Step {
  return async (stage) => {
    const { repository, number } = isOnPull ? findPull(stage, letter) : findQuestion(stage, letter);
    await stage.people.comment({ repository, number, by: "cleo", body });
    return `${repository}#${number}: cleo says ${JSON.stringify(body)}`;
  };
}

/** The pull request with a letter is taken back; `title` is that of what takes it back. */
function revert(title: string, reverting: string): Step {
  return async ({ people, look, repositories }) => {
    const repository = repositories[0] ?? "";
    const pull = find(look.threads(repository), (thread) => thread.kind === "pull-request" && thread.title === title);
    const body = `Reverts ${repository}#${pull.number}`;
    const number = await people.openPullRequest({ repository, by: "ada", title: reverting, body });
    await people.merge({ repository, by: "cleo", number });
    return `${nameThread(pull)}: is taken back by #${number}`;
  };
}

function close(letter: string, isOpening = false): Step {
  return async (stage) => {
    const { repository, number } = findQuestion(stage, letter);
    await stage.people[isOpening ? "reopenIssue" : "closeIssue"]({ repository, number, by: "cleo" });
    return `${repository}#${number}: is ${isOpening ? "opened again" : "closed"}`;
  };
}

async function stateLate(stage: Stage): Promise<string> {
  const pull = findPull(stage, "a");
  const { repository, number } = pull;
  await stage.people.editPullRequest({ repository, number, by: "bob", body: describe("It is slow.", "2 s at most.") });
  return `${nameThread(pull)}: promises after the merge`;
}

async function assign(stage: Stage): Promise<string> {
  const { repository, number } = findQuestion(stage, "e");
  await stage.people.assign({ repository, number, by: "tina", to: ["ada"] });
  return `${repository}#${number}: is assigned to ada`;
}

/** What does not fit is said under every question there is. */
function sayEverywhere(body: string): Step {
  return async ({ people, look, repositories }) => {
    const questions = look.issues("outcome", repositories[0]);
    for (const { repository, number } of questions) await people.comment({ repository, number, by: "ada", body });
    return `ada says ${JSON.stringify(body)} under ${questions.length} questions`;
  };
}

export const TOUR: readonly Step[] = [
  configure(CONFIG),
  ship,
  // waiting: dropped, reverted and brought back.
  say("c", "/outcome skip only a name changes", true),
  revert(name("d"), "Take d back"),
  revert("Take d back", "Bring d back"),
  revert(name("f"), "Take f back"),
  stateLate,
  // What got lost is looked for, and made again.
  lose("createCheckRun"),
  lose("createComment"),
  openUntouched,
  pass(0),
  lose("createIssue"),
  pass(2),
  // asked: answered, dropped, put off, closed, handed over, reverted, skipped; the others stay silent.
  assign,
  say("g", "/outcome worked"),
  say("h", "missed: nobody came"),
  say("i", "/outcome drop we sold it"),
  say("j", "/outcome drop nobody asks"),
  say("k", "/outcome snooze 3 days"),
  say("l", "/outcome snooze 9 days"),
  say("m", "/outcome snooze 9 days"),
  say("n", "/outcome snooze 9 days"),
  say("o", "/outcome snooze 9 days"),
  close("p"),
  revert(name("q"), "Take q back"),
  say("r", "/outcome skip it was an experiment", true),
  // waiting once more: answered, asked at once, dropped.
  say("l", "/outcome partly it is early"),
  say("m", "/outcome reopen"),
  say("n", "/outcome skip enough", true),
  // answered: again, explained, asked anew, reverted; dropped and unanswered: answered and asked anew.
  say("g", "Weekly exports went from 0 to 23."),
  say("g", "/outcome partly 12 a week"),
  revert(name("g"), "Take g back"),
  say("h", "/outcome reopen"),
  say("i", "/outcome worked after all"),
  say("j", "/outcome reopen"),
  close("p", true),
  revert("Take q back", "Bring q back"),
  sayEverywhere("/outcome snooze 2 weeks"),
  pass(12),
  sayEverywhere("/outcome owner @cleo"),
  say("s", "unclear: we do not measure it"),
  // Put off, and then there is no room: an answer is still taken.
  configure(NO_ROOM),
  pass(30),
  sayEverywhere("/outcome missed nobody came"),
  sayEverywhere("/outcome drop too late"),
  configure(CONFIG),
  pass(2),
];
