import type { ThreadView } from "../../src/simulator/look.ts";
import type { Chance } from "../chaos/random.ts";
import { type Act, BOT, nameThread, pickFrom, pickOurs, pickRepository, pickThread, type Stage } from "./stage.ts";
import { ANSWERS, COMMANDS, GOOD_COMMANDS } from "./texts.ts";

// What people do to the issues the app opened.

const QUESTION = "outcome";

/** An act on an issue of ours, open or closed. */
function onIssue(
  label: string,
  act: (stage: Stage, chance: Chance, issue: ThreadView) => Promise<string | null>,
): Act["play"] {
  return async (stage, chance) => {
    const open = chance.happens(0.6) ? pickOurs(stage, chance, label, "open") : undefined;
    const issue = open ?? pickOurs(stage, chance, label);
    const told = issue && (await act(stage, chance, issue));
    return issue && told ? `${nameThread(issue)}: ${told}` : null;
  };
}

async function answer({ people, author }: Stage, chance: Chance, { repository, number }: ThreadView): Promise<string> {
  const body = chance.pick(ANSWERS);
  const by = chance.pick([author, author, author, "cleo", "cleo", "tina", "eve", "helper[bot]"]);
  const isMail = chance.happens(0.25);
  await people[isMail ? "replyByEmail" : "comment"]({ repository, number, by, body });
  return `${by} ${isMail ? "mails" : "says"} ${JSON.stringify(body)}`;
}

async function command({ people, author }: Stage, chance: Chance, { repository, number }: ThreadView): Promise<string> {
  const body = chance.pick(chance.happens(0.5) ? GOOD_COMMANDS : COMMANDS);
  const by = chance.pick([author, author, author, "cleo", "tina", "dan", "eve"]);
  await people.comment({ repository, number, by, body });
  return `${by} says ${JSON.stringify(body)}`;
}

/** An open question is put off, or is not worth asking any more. */
async function putAway(stage: Stage, chance: Chance): Promise<string | null> {
  const issue = pickOurs(stage, chance, QUESTION, "open");
  if (!issue) return null;
  const body = chance.pick(AWAY);
  await stage.people.comment({ repository: issue.repository, number: issue.number, by: "cleo", body });
  return `${nameThread(issue)}: cleo says ${JSON.stringify(body)}`;
}

const AWAY = ["/outcome snooze 10 days", "/outcome not-shipped", "/outcome drop we sold it", "/outcome drop no longer"];

/** Somebody comes back to a question that was closed. */
async function comeBack(stage: Stage, chance: Chance): Promise<string | null> {
  const issue = pickOurs(stage, chance, QUESTION, "closed");
  if (!issue) return null;
  if (chance.happens(0.3)) return `${nameThread(issue)}: ${await toggle(stage, chance, issue)}`;
  const body = chance.pick(["/outcome reopen", "/outcome reopen", "/outcome missed after all", "worked: 30 a week"]);
  await stage.people.comment({ repository: issue.repository, number: issue.number, by: "cleo", body });
  return `${nameThread(issue)}: cleo says ${JSON.stringify(body)}`;
}

/** A comment that was said before says something else now. */
async function editComment(stage: Stage, chance: Chance, issue: ThreadView): Promise<string | null> {
  const comment = pickFrom(chance, issue.comments);
  if (!comment) return null;
  const body = `${chance.happens(0.5) ? `${comment.body}\n\n` : ""}${chance.pick(COMMANDS)}`;
  await stage.people.editComment({ repository: issue.repository, by: "cleo", id: comment.id, body });
  return `a comment of ${comment.author} becomes ${JSON.stringify(body.slice(-60))}`;
}

async function deleteComment(stage: Stage, chance: Chance, issue: ThreadView): Promise<string | null> {
  const comment = pickFrom(chance, issue.comments);
  if (!comment) return null;
  await stage.people.deleteComment({ repository: issue.repository, by: "cleo", id: comment.id });
  return `a comment of ${comment.author} is deleted`;
}

/** One box or several at once, by a person or a bot. */
export async function tick({ people, author }: Stage, chance: Chance, issue: ThreadView): Promise<string | null> {
  const count = issue.body.match(/^- \[[ x]\]/gm)?.length ?? 0;
  if (count === 0) return null;
  const boxes = Array.from({ length: chance.happens(0.25) ? 2 : 1 }, () => chance.between(0, count - 1));
  const by = chance.pick([author === "bob" ? "bob" : "cleo", "cleo", "cleo", "helper[bot]"]);
  await people.tick({ repository: issue.repository, number: issue.number, by, box: [...new Set(boxes)] });
  return `${by} ticks ${[...new Set(boxes)].join(" and ")}`;
}

/** The second box under an answer: why, and what next. */
async function explain(stage: Stage, chance: Chance): Promise<string | null> {
  const issue = pickThread(stage, chance, ({ author, body }) => author === BOT && EXPLAINING.test(body));
  const boxes = issue?.body.match(/^- \[[ x]\].*/gm) ?? [];
  const box = pickFrom(
    chance,
    [...boxes.keys()].filter((index) => EXPLAINING.test(boxes[index] ?? "")),
  );
  if (!issue || box === undefined) return null;
  await stage.people.tick({ repository: issue.repository, number: issue.number, by: "cleo", box });
  return `${nameThread(issue)}: cleo ticks ${box}, to explain`;
}

const EXPLAINING = /^- \[ \] <!-- box:[0-9a-f]+:(why|next)-/m;

/** Somebody who may not tick asks in vain, whoever may edits the words. */
export async function editIssue({ people }: Stage, chance: Chance, issue: ThreadView): Promise<string> {
  const { repository, number, body } = issue;
  const by = chance.pick(["cleo", "helper[bot]"]);
  const words = chance.pick([
    `${body}\n\nAnd one more thing.`,
    body.replace(/box:[0-9a-f]+:/g, "box:00:"),
    "Nothing left.",
  ]);
  await people.editIssue({ repository, number, by, body: words });
  return `${by} edits`;
}

/** Closes what is open, opens what is closed. */
export async function toggle({ people }: Stage, chance: Chance, issue: ThreadView): Promise<string> {
  const { repository, number, state } = issue;
  if (state === "closed") {
    await people.reopenIssue({ repository, number, by: "cleo" });
    return "reopens";
  }
  const reason = chance.pick(["completed", "not_planned"] as const);
  await people.closeIssue({ repository, number, by: "cleo", reason });
  return `closes as ${reason}`;
}

/** For good, or into another repository. */
export async function takeAway(stage: Stage, chance: Chance, issue: ThreadView): Promise<string> {
  const { repository, number } = issue;
  const others = stage.repositories.filter(
    (name) => name !== repository && name.split("/")[0] === repository.split("/")[0],
  );
  const to = chance.happens(0.4) ? pickFrom(chance, others) : undefined;
  if (to === undefined) {
    await stage.people.deleteIssue({ repository, number, by: "ada" });
    return "is deleted";
  }
  await stage.people.transferIssue({ repository, number, by: "ada", to });
  return `is moved to ${to}`;
}

async function assign({ people, author }: Stage, chance: Chance, { repository, number }: ThreadView): Promise<string> {
  const to = chance.pick([["cleo"], ["ada"], [author, "cleo"], []]);
  await people.assign({ repository, number, by: "tina", to });
  return `is assigned to ${to.join(" and ") || "nobody"}`;
}

async function lock({ people }: Stage, _: Chance, { repository, number }: ThreadView): Promise<string> {
  await people.lockIssue({ repository, number, by: "tina" });
  return "is locked";
}

/** An issue that is none of ours, marker or not. */
async function openOther(stage: Stage, chance: Chance): Promise<string | null> {
  const repository = pickRepository(stage, chance);
  const ours = pickThread(stage, chance, ({ kind, author }) => kind === "issue" && author === BOT);
  const body = chance.happens(0.5) && ours ? ours.body : "The basket is empty.";
  const number = await stage.people.openIssue({ repository, by: "dan", title: "A bug", body, labels: [QUESTION] });
  await stage.people.comment({ repository, number, by: "dan", body: "/outcome worked" });
  return `dan opens the issue ${repository}#${number}`;
}

export const ISSUE_ACTS: readonly Act[] = [
  { name: "answer", weight: 9, play: onIssue(QUESTION, answer) },
  { name: "command", weight: 10, play: onIssue(QUESTION, command) },
  { name: "tick", weight: 10, play: onIssue(QUESTION, tick) },
  { name: "explain", weight: 12, play: explain },
  { name: "put a question away", weight: 5, play: putAway },
  { name: "come back to a question", weight: 5, play: comeBack },
  { name: "edit an answer", weight: 4, play: onIssue(QUESTION, editComment) },
  { name: "delete an answer", weight: 2, play: onIssue(QUESTION, deleteComment) },
  { name: "edit a question", weight: 1, play: onIssue(QUESTION, editIssue) },
  { name: "close or reopen a question", weight: 5, play: onIssue(QUESTION, toggle) },
  { name: "take a question away", weight: 1.5, play: onIssue(QUESTION, takeAway) },
  { name: "assign", weight: 3, play: onIssue(QUESTION, assign) },
  { name: "lock", weight: 1, play: onIssue(QUESTION, lock) },
  { name: "open another issue", weight: 1, play: openOther },
];
