const MEASURE = "`exports` from 0 to 20 a week, `support-mails` below 10, and `failed-exports` at most 1.";
/** The pull request the tour follows. */
const TITLE = "Add a CSV export";

/** The state of the loop, as the tour's steps need it. */
export function findScene(state) {
  const titled = (title) => state.threads.find((thread) => thread.title === title);
  const labelled = (label) => state.threads.find(({ labels }) => labels.includes(label));
  const question = titled(`Did this work? ${TITLE}`);
  const report = labelled("outcome-report");
  return {
    pull: titled(TITLE),
    question,
    dashboard: labelled("outcome-dashboard"),
    // Only the report that includes the answer: an earlier month has a report without it.
    report: question && report?.createdAt > question.updatedAt ? report : undefined,
  };
}

/** The loop in five steps: what to look at, and how to do it. `seen` are the pages visited since the start. */
export const STEPS = [
  {
    name: "Something's missing",
    look: "ada's pull request doesn't say how we'll know it worked. See the app's one quiet comment, and the check below it: it names what's missing and blocks nothing.",
    isDone: ({ pull }, seen) => seen.has(pull?.number),
    where: ({ pull }) => pull,
    acts: [],
  },
  {
    name: "Author fills it in",
    look: "Edit the description as ada – or let us do it for you. Then look: the comment is gone, the check is green, and no further email was sent.",
    isDone: ({ pull }) => pull?.check?.conclusion === "success",
    where: ({ pull }) => pull,
    acts: [{ name: "Add the measure as ada", run: sayMeasure }],
  },
  {
    name: "Merge",
    look: "Merge it as bob, the reviewer. Then look at the check: its title says when the app will ask.",
    isDone: ({ pull }) => pull?.state === "merged",
    where: ({ pull }) => pull,
    acts: [{ name: "Merge it as bob", run: merge }],
  },
  {
    name: "30 days later",
    look: "An issue quotes what ada hoped for and asks her. One click on a checkbox answers it; so does a comment, or an email of one word.",
    isDone: ({ question }) => question?.state === "closed",
    where: ({ question, pull }) => question ?? pull,
    acts: [
      { name: "Skip 30 days", isOff: ({ question }) => Boolean(question), run: waitForQuestion },
      { name: "Tick “Worked” as ada", isOff: ({ question }) => !question, run: tickWorked },
    ],
  },
  {
    name: "What we learned",
    look: "The dashboard shows what worked, out of how many answers. On the first of the next month, one issue sums up what the team learned.",
    isDone: ({ dashboard, report }, seen) => seen.has(dashboard?.number) && seen.has(report?.number),
    where: ({ dashboard, report }, seen) => (seen.has(dashboard?.number) ? (report ?? dashboard) : dashboard),
    acts: [{ name: "Go to the next month", isOff: ({ report }) => Boolean(report), run: waitForReport }],
  },
];

function sayMeasure(game, { pull }) {
  game.playAs("ada");
  const text = `${pull.body.replace(/<!--[^<>]*-->\s*$/, "").trimEnd()}\n\n${MEASURE}\n`;
  return game.act("editPullRequest", { by: "ada", number: pull.number, title: pull.title, text });
}

function merge(game, { pull }) {
  game.playAs("bob");
  return game.act("merge", { by: "bob", number: pull.number });
}

async function waitForQuestion(game) {
  const { state } = await game.moveClock("30-days");
  if (state) show(findScene(state).question);
}

function tickWorked(game, { question }) {
  game.playAs("ada");
  show(question);
  return game.act("tick", { by: "ada", number: question.number, box: 0 });
}

async function waitForReport(game) {
  const { state } = await game.moveClock("month");
  if (state) show(findScene(state).report);
}

function show(thread) {
  if (thread) location.hash = `#/${thread.number}`;
}
