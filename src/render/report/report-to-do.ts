import { type Answer, findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import type { Reason } from "../../core/outcome/reason.ts";
import { type AnswerCount, sumAnswers } from "../../core/report/report.ts";
import { foldRest, keepWhole, type Section, toLines } from "../fit.ts";
import { renderOutcomeLink } from "../outcome/outcome-link.ts";
import { listCounts } from "../words.ts";
import type { ReportView } from "./report-view.ts";

/** No more than this many of one kind are shown. */
const MOST = 12;
/** So many are open to view, the others folded. */
const OPEN = 4;

/** Lists what the answers ask for, each with its link: what was decided, then what could not be judged. */
export function listToDo({ answers, toChange, ended, place }: ReportView): readonly Section[] {
  const total = sumAnswers(answers, (answer) => isToChange(answer) || answer.verdict === "unclear");
  if (total === 0) return [];
  const decided = CHANGES.flatMap((next) =>
    toChange.filter((outcome) => findAnswer(outcome)?.next === next).slice(0, MOST),
  );
  const unjudged = ended.filter((outcome) => isUnjudged(findAnswer(outcome))).slice(0, MOST);
  const lines = [...decided, ...unjudged].map(
    (outcome) => `- ${renderTask(outcome)} ${renderOutcomeLink(outcome, place)}`,
  );
  return foldRest({ lead: `## To do (${total})`, lines: toLines(lines), total, rank: 1 }, OPEN);
}

const CHANGES = ["remove", "iterate"] as const;

function isToChange({ next }: Pick<Answer, "next">): boolean {
  return next === "remove" || next === "iterate";
}

function isUnjudged(answer: Answer | undefined): boolean {
  return answer?.verdict === "unclear" && !isToChange(answer);
}

/** A verb, to be followed by the change. */
function renderTask(outcome: Outcome): string {
  const answer = findAnswer(outcome);
  if (answer?.next === "remove") return "Remove";
  if (answer?.next === "iterate") return "Iterate on";
  return (answer?.why && JUDGING[answer.why]) ?? "Find a way to judge";
}

const JUDGING: { readonly [R in Reason]?: string } = {
  instrumentation: "Add tracking for",
  traffic: "Ask again later about",
  early: "Ask again later about",
  unreleased: "Release, then ask again about",
  access: "Find a person who can see the numbers of",
};

/** Counts what is to come of the answers; nothing where no answer said. */
export function countNextSteps({ answers }: ReportView): readonly Section[] {
  const count = (next: AnswerCount["next"]) => sumAnswers(answers, (answer) => answer.next === next);
  const counts = listCounts([
    [count("keep"), "keep"],
    [count("iterate"), "iterate"],
    [count("remove"), "remove"],
  ]);
  if (counts === "") return [];
  const undecided = count(null) === 0 ? "" : `, ${count(null)} undecided`;
  return [keepWhole(`## Next steps\n\n${counts}${undecided}.`)];
}
