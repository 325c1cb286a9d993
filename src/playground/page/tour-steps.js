const MEASURE = "Questions about fixtures in #ask-testing fall from 6 a month to 1 by December.";
/** The pull request the tour follows. */
const TITLE = "Document how to record embedding fixtures";

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
    name: "A question is left open",
    look: "ada's pull request does not say how we will know that it worked. Look at the app's one quiet comment, and at the check below it: it names what is missing and blocks nothing.",
    isDone: ({ pull }, seen) => seen.has(pull?.number),
    where: ({ pull }) => pull,
    acts: [],
  },
  {
    name: "The author answers it",
    look: "Edit the description as ada, or let it be done: a sentence is plenty. Then look: the comment is gone, the check is green, and nobody got another mail.",
    isDone: ({ pull }) => pull?.check?.conclusion === "success",
    where: ({ pull }) => pull,
    acts: [{ name: "Say how we will know, as ada", run: sayMeasure }],
  },
  {
    name: "It is merged",
    look: "Merge it as bob, the reviewer. Then look at the check: “Will ask on …” is when the app comes back.",
    isDone: ({ pull }) => pull?.state === "merged",
    where: ({ pull }) => pull,
    acts: [{ name: "Merge it, as bob", run: merge }],
  },
  {
    name: "30 days later it asks",
    look: "Let 30 days go by. An issue quotes what ada promised and asks her. One click on a box answers it; so does a comment, or an e-mail of one word.",
    isDone: ({ question }) => question?.state === "closed",
    where: ({ question, pull }) => question ?? pull,
    acts: [
      { name: "Let 30 days go by", isOff: ({ question }) => Boolean(question), run: waitForQuestion },
      { name: "Answer “Worked” by a click, as ada", isOff: ({ question }) => !question, run: tickWorked },
    ],
  },
  {
    name: "The team learns",
    look: "The dashboard shows what was answered and out of how many. On the first of the next month one issue tells what the month taught.",
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
